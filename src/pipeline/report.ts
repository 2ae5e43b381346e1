/**
 * A saved version to the page that shows it.
 *
 * @module
 */

import { join } from "node:path";
import type { Version } from "~/registry/mod.ts";
import { renderReport } from "~/report/mod.ts";
import { writeWhole } from "~/sources/mod.ts";
import { reportData } from "./report_data.ts";

/** Where to read and write. */
export interface ReportOptions {
  /** Database file; the page says so if it is not what the version learned from. */
  readonly db: string;
  /** Folder of the reports; made when missing. */
  readonly reports: string;
  /** The command that made the version, for the page. */
  readonly command: string;
}

/**
 * Writes a version's report as one HTML file.
 *
 * @returns The path of the file.
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If the file cannot be written.
 */
export async function writeReport(version: Version, options: ReportOptions): Promise<string> {
  const { db, reports, command } = options;
  const page = await renderReport(await reportData(version, db, command));
  const { name, version: id } = version.manifest;
  const path = join(reports, `${name}-${id}.html`);
  await writeWhole(path, page);
  return path;
}
