/**
 * How good the data of a database are.
 *
 * @module
 */

import { checkQuality, type Quality } from "~/quality/mod.ts";
import { renderQuality } from "~/report/mod.ts";
import { writeWhole } from "~/sources/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { loadMarket } from "./market.ts";

/** The account of a database. */
export interface DatabaseQuality extends Quality {
  /** Names of the files that the database was filled from. */
  readonly sources: readonly string[];
}

/**
 * Checks every quote of the cash market, and the panel of its shares and units.
 *
 * @param db Database file.
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If it holds no shares or units.
 */
export async function databaseQuality(db: string): Promise<DatabaseQuality> {
  const { findings, sources } = await loadMarket(db);
  await using warehouse = await openWarehouse(db, { readOnly: true });
  return { ...checkQuality(await warehouse.quotes(), findings), sources };
}

/**
 * Writes the account as one HTML file.
 *
 * @param path The file; its folder is made when missing.
 * @throws {DataError} If the file cannot be written.
 */
export async function writeQuality(quality: DatabaseQuality, path: string): Promise<void> {
  await writeWhole(path, renderQuality(quality));
}
