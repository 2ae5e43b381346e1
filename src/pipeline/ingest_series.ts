/**
 * Files of daily series to the warehouse.
 *
 * @module
 */

import type { SeriesKind } from "~/core/mod.ts";
import { readSeries } from "~/sources/mod.ts";
import { openWarehouse, type SeriesResult } from "~/warehouse/mod.ts";

/** A file of series and what it is. */
export interface SeriesInput {
  /** What its values are. */
  readonly kind: SeriesKind;
  /** The file. */
  readonly path: string;
  /** Name of the index or rate; by default the one that the file's format or name says. */
  readonly name?: string;
}

/**
 * Reads files of adjusted closes, index closes and rates into the warehouse, each in a transaction of its own, in the
 * order given. All are read before the first is stored.
 *
 * @param db Database file; made when missing.
 * @throws {NotFoundError} If a file is not there.
 * @throws {DataError} If a file is not what it should be; see `readSeries`.
 * @throws {BusyError} If another process holds the database.
 */
export async function ingestSeries(db: string, inputs: readonly SeriesInput[]): Promise<SeriesResult[]> {
  const files = await Promise.all(inputs.map(({ kind, path, name }) => readSeries(kind, path, name)));
  await using warehouse = await openWarehouse(db);
  const results: SeriesResult[] = [];
  for (const file of files) results.push(await warehouse.storeSeries(file));
  return results;
}
