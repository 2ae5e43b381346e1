/**
 * Files from B3's server, however badly it behaves.
 *
 * @module
 */

import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";
import { NotFoundError } from "~/core/mod.ts";
import { grainOf } from "~/cotahist/mod.ts";
import { diskFailure, Interruption } from "./download_failure.ts";
import { dropPart } from "./download_store.ts";
import { type Fetched, type Target, tryDownload } from "./download_try.ts";
import { addressAt, patiently, type RequestOptions } from "./request.ts";

/** Where B3 keeps its COTAHIST files. */
export const B3_URL = "https://bvmf.bmfbovespa.com.br/InstDados/SerHist/";

/** How to download. */
export interface DownloadOptions extends RequestOptions {
  /** Folder to keep files in; made when missing. */
  readonly folder: string;
  /** Address of the folder on the server. @default {B3_URL} */
  readonly url?: string;
  /** Called as bytes come; the total is `null` if the server does not say. */
  readonly onProgress?: (file: string, bytes: number, bytesTotal: number | null) => void;
}

/** A file that is there. */
export interface DownloadedFile extends Fetched {
  /** Its name. */
  readonly file: string;
  /** Where it is. */
  readonly path: string;
}

/** What became of the files asked for. */
export interface Downloads {
  /** Files that are there, in the order asked for. */
  readonly files: readonly DownloadedFile[];
  /** Names of daily files that the server does not have: days without a session. */
  readonly absent: readonly string[];
}

/**
 * Downloads files, one after the other.
 *
 * A file that is there and that the server still has is not fetched again; one that was cut off goes on from where it was.
 * A try that fails in passing (no connection, cut off, 5xx) is made again, up to six times in a row without a byte more, three
 * without a connection.
 * A file is there whole or not at all. Of several daily files those that the server does not have are only noted.
 *
 * @param names Names of the files, for example of `cotahistNames`.
 * @throws {NotFoundError} If the server does not have a file, or sends a web page instead.
 * @throws {DataError} If it refuses, fails time and again, cannot be reached, or the disk is full.
 * @throws {ConfigError} If `url` is no http or https address, or this process may not reach the server.
 */
export async function download(names: readonly string[], options: DownloadOptions): Promise<Downloads> {
  const files: DownloadedFile[] = [];
  const absent: string[] = [];
  let absence: NotFoundError | undefined;
  for (const name of names) {
    try {
      files.push(await downloadFile(name, options));
    } catch (error) {
      if (!(error instanceof NotFoundError) || grainOf(name) !== "day") throw error;
      absent.push(name);
      absence ??= error;
    }
  }
  if (files.length === 0 && absence !== undefined) throw absence;
  return { files, absent };
}

async function downloadFile(name: string, options: DownloadOptions): Promise<DownloadedFile> {
  const { folder, url = B3_URL, idleMs = 60_000, sleep = wait, onProgress } = options;
  const path = join(folder, name);
  const target: Target = {
    name,
    address: addressAt(name, url),
    path,
    idleMs,
    onBytes: (bytes, bytesTotal) => onProgress?.(name, bytes, bytesTotal),
  };
  const attempt = () =>
    tryDownload(target).catch(async (error) => {
      if (!(error instanceof Interruption)) throw diskFailure(name, folder, error);
      if (error.bytes === 0) await dropPart(path);
      throw error;
    });
  return { file: name, path, ...await patiently(name, attempt, sleep) };
}
