/**
 * Asking a server as a browser does, and as patiently.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";
import { connectionFailure, finalFailure, Interruption } from "./download_failure.ts";

/** How to ask a server. */
export interface RequestOptions {
  /** Longest time without a byte, in milliseconds. @default {60_000} */
  readonly idleMs?: number;
  /** Waits between tries, for a number of milliseconds; by the clock by default. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** One request and its answer, given up when no byte comes for a while. */
export interface Line extends Disposable {
  /** Sends the request. */
  ask(headers: Readonly<Record<string, string>>): Promise<Response>;
  /** What of the answer comes. */
  chunks(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array>;
  /** What to throw for an error of either, when so many bytes were there. */
  failure(error: unknown, bytes: number): unknown;
}

/** B3's server refuses what does not look like a browser. */
const BROWSER = {
  "user-agent":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "accept-language": "pt-BR, pt;q=0.9, en;q=0.8",
};

/** Each further wait is twice as long. */
const FIRST_WAIT_MS = 1000;

/**
 * The address of something in a folder on a server.
 *
 * @param path Where it is in the folder, with its query if it has one.
 * @param server Address of the folder; it is taken for a folder without a slash at its end, too.
 * @throws {ConfigError} If the server's is no http or https address.
 */
export function addressAt(path: string, server: string): URL {
  const folder = URL.parse(server);
  if (folder === null || !["http:", "https:"].includes(folder.protocol)) {
    throw new ConfigError(
      `Cannot download from "${server}": an address such as https://www.example.com/files/ is wanted`,
    );
  }
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  return new URL(path, folder);
}

/**
 * Opens a line to a server, to be disposed of when the answer is there.
 *
 * @param name What is asked for, for messages.
 */
export function openLine(name: string, address: URL, idleMs: number): Line {
  const controller = new AbortController();
  const { signal } = controller;
  const expire = () => controller.abort(new DOMException("no byte came", "TimeoutError"));
  let timer = setTimeout(expire, idleMs);
  return {
    ask: (headers) => fetch(address, { headers: { ...BROWSER, ...headers }, signal }),
    async *chunks(body) {
      for await (const chunk of body) {
        clearTimeout(timer);
        timer = setTimeout(expire, idleMs);
        yield chunk;
      }
    },
    failure: (error, bytes) =>
      connectionFailure(name, address.host, signal.aborted ? signal.reason : error, bytes),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/**
 * Tries again, after longer and longer waits, what was interrupted, until it succeeds or was interrupted too often in a row
 * without a byte more.
 *
 * @throws {DataError} If it was.
 */
export async function patiently<T>(
  name: string,
  attempt: () => Promise<T>,
  sleep: (ms: number) => Promise<void>,
): Promise<T> {
  let most = 0;
  for (let tries = 1;; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      if (error.bytes > most) {
        most = error.bytes;
        tries = 1;
      }
      if (tries >= error.remedy.maxTries) throw finalFailure(name, error);
      await sleep(FIRST_WAIT_MS * 2 ** (tries - 1));
    }
  }
}
