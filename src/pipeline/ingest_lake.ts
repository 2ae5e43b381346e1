/**
 * Another system's data lake to the warehouse.
 *
 * @module
 */

import { openLake, openWarehouse } from "~/warehouse/mod.ts";
import type { IngestedFile } from "./ingest.ts";

/**
 * Reads the cash quotes in the table `b3_hist` of a data lake into the warehouse, in one transaction. A table that was
 * read already, known by its content, is not read again. B3's own monthly and yearly files supersede it.
 *
 * @param db Database file; made when missing.
 * @param location The lake: a DuckDB file, or `md:NAME`.
 * @throws {NotFoundError} If there is no such lake or table.
 * @throws {DataError} If the table is not what it should be.
 * @throws {BusyError} If another process holds a database.
 */
export async function ingestLake(db: string, location: string): Promise<IngestedFile> {
  await using lake = await openLake(location);
  const { file, cash, skipped, sessions, firstSession, lastSession } = lake;
  await using warehouse = await openWarehouse(db);
  const account = { file: file.name, records: cash + skipped, sessions, firstSession, lastSession };
  if (await warehouse.findFile(file.sha256, file.markets) !== null) {
    return { ...account, stored: 0, skipped: account.records, isKnown: true, findings: [] };
  }
  const { stored, findings } = await warehouse.storeFile(file, lake.quotes());
  return {
    ...account,
    stored,
    skipped: account.records - stored,
    isKnown: false,
    findings: [...lake.findings, ...findings],
  };
}
