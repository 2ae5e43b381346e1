/**
 * From our columns to a Parquet file.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError, type Dataset, type Panel } from "~/core/mod.ts";
import { toDataFrame } from "./to_data_frame.ts";

/**
 * Writes a panel or a dataset as a Parquet file with the columns of {@link toDataFrame}, compressed by Zstandard. The
 * file is there whole or not at all; an older one of the name gives way, missing folders are made.
 *
 * @throws {DataError} If the disk or the folder does not let it.
 */
export async function writeParquet(table: Panel | Dataset, path: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    try {
      toDataFrame(table).writeParquet(temporary, { compression: "zstd" });
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (cause) {
    throw new DataError(`Cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}
