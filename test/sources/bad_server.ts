/**
 * A server on this machine that misbehaves as it is told, for tests of downloads.
 *
 * @module
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { download, type DownloadOptions, type Downloads } from "~/sources/mod.ts";

/** What the server does with one request. */
export type Behaviour = (request: Request) => Response;

/** A server and a folder to download into. */
export interface BadServer extends AsyncDisposable {
  /** Folder of the downloads. */
  readonly folder: string;
  /** Path of a file in it. */
  path(name: string): string;
  /** Headers of the requests so far. */
  readonly requests: Headers[];
  /** Their addresses below the server's folder. */
  readonly addresses: string[];
  /** How long the program waited between tries, in milliseconds. */
  readonly waits: number[];
  /** Sets what the server does with the next requests, one each; the last goes on. */
  behave(...behaviours: readonly Behaviour[]): void;
  /** How to fetch from the server, waiting for nothing. */
  readonly options: Required<Pick<DownloadOptions, "folder" | "url" | "sleep">>;
  /** Downloads from the server so. */
  download(names: readonly string[], options?: Partial<DownloadOptions>): Promise<Downloads>;
  /** Stops the server. */
  stop(): Promise<void>;
}

/** Bytes that begin and end like a ZIP file. */
export const ZIP = Uint8Array.from({ length: 1000 }, (_, i) => {
  if (i < 2) return [0x50, 0x4b][i];
  return i < 978 ? i % 251 : [0x50, 0x4b, 5, 6][i - 978] ?? 0;
});

/** Bytes of an answer; it may announce more than it sends and then break off, or go silent. */
export function sending(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  end: "close" | "silence" = "close",
  status = 200,
): Response {
  const body = new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      if (end === "close") controller.close();
    },
  });
  return new Response(body, { status, headers: { "content-length": String(bytes.length), ...headers } });
}

/** The rest of the file from where the request says, as an honest server sends it. */
export function sendingRest(etag: string): Behaviour {
  return (request) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
    if (start === 0 || request.headers.get("if-range") !== etag) return sending(ZIP, { etag });
    return sending(
      ZIP.slice(start),
      { etag, "content-range": `bytes ${start}-${ZIP.length - 1}/${ZIP.length}` },
      "close",
      206,
    );
  };
}

/** The first bytes of the file, then the connection breaks off. */
export function cutAfter(length: number, headers: Record<string, string>): Behaviour {
  return () => sending(ZIP.slice(0, length), { "content-length": String(ZIP.length), ...headers });
}

/** Starts a server on any free port of this machine. */
export async function badServer(...behaviours: readonly Behaviour[]): Promise<BadServer> {
  const folder = await mkdtemp(join(tmpdir(), "b3-download-"));
  const requests: Headers[] = [];
  const addresses: string[] = [];
  const waits: number[] = [];
  let queue = [...behaviours];
  const quiet = { onListen: () => {}, onError: () => new Response(null, { status: 500 }) };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, ...quiet }, (request) => {
    requests.push(request.headers);
    addresses.push(request.url.slice(url.length));
    const behaviour = queue.length > 1 ? queue.shift() : queue[0];
    return behaviour?.(request) ?? new Response(null, { status: 500 });
  });
  const url = `http://127.0.0.1:${server.addr.port}/files/`;
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const options = { folder, url, sleep };
  return {
    folder,
    path: (name) => join(folder, name),
    requests,
    addresses,
    waits,
    behave: (...next) => void (queue = [...next]),
    options,
    download: (names, more) => download(names, { ...options, ...more }),
    stop: () => server.shutdown(),
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await rm(folder, { recursive: true });
    },
  };
}
