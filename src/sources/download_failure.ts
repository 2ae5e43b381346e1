/**
 * Why a file could not be fetched, and what to do then.
 *
 * @module
 */

import { ConfigError, DataError, NotFoundError } from "~/core/mod.ts";

/** How an interruption is met: how often in a row it may happen without a byte more, and what to do in the end. */
interface Remedy {
  readonly maxTries: number;
  readonly advice: string;
}

const PATIENCE: Remedy = { maxTries: 6, advice: "try again later" };
const NO_NETWORK: Remedy = { maxTries: 3, advice: "see to the network" };

/** A try that failed in a way that another may not. */
export class Interruption extends Error {
  /** Bytes of the file that were there when it failed. */
  readonly bytes: number;
  /** How to meet it. */
  readonly remedy: Remedy;

  /** Takes the reason in the words of the final message. */
  constructor(
    reason: string,
    bytes: number,
    { remedy = PATIENCE, cause }: { remedy?: Remedy; cause?: Error } = {},
  ) {
    super(reason, { cause });
    this.bytes = bytes;
    this.remedy = remedy;
  }
}

/** Answers that another try may better: too slow, too often, or trouble of the server. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];

const BY_HAND = "fetch it with a browser and ingest it from disk";

/** What to ask oneself when the server has no such file. */
const IS_PERIOD = "is its period one of B3's, with a session that is over";

/** What to throw for an answer that is neither the file nor part of it. */
export function answerFailure(name: string, status: number, bytes: number, hint = IS_PERIOD): Error {
  if (PASSING.includes(status)) return new Interruption(`the server fails (${status})`, bytes);
  if (status === 403) {
    return new DataError(
      `Cannot download ${name}: the server refuses (403), as it does to some networks and programs; ${BY_HAND}`,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `Cannot download ${name}: the server has no such file (${status}); ${hint}`,
    );
  }
  return new DataError(
    `Cannot download ${name}: the file is wanted, found the answer ${status}; ${BY_HAND}`,
  );
}

/** What to throw for a web page in place of the file. */
export function pageFailure(name: string, page: string): NotFoundError {
  return new NotFoundError(
    `Cannot download ${name}: a ZIP file is wanted, found ${
      titled(page)
    }; B3 answers so for a file that it does not have, ` +
      "a proxy for one that it does not let through",
  );
}

/** A web page by its title. */
export function titled(page: string): string {
  const [, title] = /<title[^>]*>([^<]{1,80})/i.exec(page) ?? [];
  return title === undefined ? "a web page" : `the web page "${title.trim()}"`;
}

/** What to throw for an error of `fetch` or of the body it gave. */
export function connectionFailure(name: string, host: string, error: unknown, bytes: number): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "NotCapable") {
    return new ConfigError(
      `Cannot download ${name}: this process may not reach ${host}; add it to --allow-net of the task in deno.json, or ` +
        `run deno run --allow-read --allow-write --allow-ffi --allow-env --allow-net=${host} tasks/ingest.ts with the same flags`,
      { cause: error },
    );
  }
  if (error.name === "TimeoutError") {
    return new Interruption(`${host} sends nothing any more`, bytes, { cause: error });
  }
  if (error.name !== "TypeError") return error;
  const reason = (error.cause instanceof Error ? error.cause : error).message;
  if (/certificate/i.test(reason)) {
    return new DataError(
      `Cannot download ${name}: the certificate of ${host} is not trusted; set DENO_TLS_CA_STORE=system, or ${BY_HAND}`,
      { cause: error },
    );
  }
  if (/\(Connect\)/.test(reason)) {
    const why = reason.split(": ").at(-1)?.replace(/ \(os error \d+\)$/, "");
    return new Interruption(`${host} cannot be reached (${why})`, bytes, {
      remedy: NO_NETWORK,
      cause: error,
    });
  }
  return new Interruption("the connection broke off", bytes, { cause: error });
}

/** What to throw in the end. */
export function finalFailure(name: string, interruption: Interruption): DataError {
  const { message, bytes, remedy } = interruption;
  const held = bytes === 0 ? "" : ` with ${bytes} bytes there`;
  return new DataError(
    `Cannot download ${name}: ${message}, ${remedy.maxTries} times${held}; ${remedy.advice}, or ingest files from disk`,
    { cause: interruption },
  );
}

/** What the disk did, in our words; any other error as it is. */
export function diskFailure(name: string, folder: string, error: unknown): unknown {
  const [, reason] = /^E[A-Z]+: ([^,]+)/.exec(error instanceof Error ? error.message : "") ?? []; // `ENOSPC: no space left on device, write`
  if (reason === undefined) return error;
  return new DataError(`Cannot download ${name} to "${folder}": ${reason}`, { cause: error });
}
