/**
 * A saved version to the page that shows it.
 *
 * @module
 */

import { join } from "node:path";
import type { Version } from "~/registry/mod.ts";
import { type Lang, renderReport } from "~/report/mod.ts";
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
  /** Language of the page; the file's name ends in `-pt` for Portuguese. @default {"en"} */
  readonly lang?: Lang | undefined;
}

/**
 * Writes a version's report as one HTML file.
 *
 * @returns The path of the file.
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If the file cannot be written.
 */
export async function writeReport(version: Version, options: ReportOptions): Promise<string> {
  const { db, reports, command, lang = "en" } = options;
  const page = await renderReport(await reportData(version, db, command), { lang });
  const { name, version: id } = version.manifest;
  const path = join(reports, `${name}-${id}${lang === "en" ? "" : `-${lang}`}.html`);
  await writeWhole(path, page);
  return path;
}
