/**
 * Downloads for a task: periods to files on disk, under a progress bar.
 *
 * @module
 */

import { join } from "node:path";
import { cotahistNames, download, type Downloads, fetchRates } from "~/sources/mod.ts";
import { withProgress } from "./output.ts";

/** Which files to download, and where to keep them. */
export interface DownloadFlags {
  readonly years?: string;
  readonly months?: string;
  readonly days?: string;
  readonly cdi?: string;
  readonly url?: string;
}

/** Downloads the daily, monthly and yearly files of the periods given, in that order; nothing if none is. */
export async function downloadWithProgress(flags: DownloadFlags, folder: string): Promise<Downloads> {
  const { years, months, days, url } = flags;
  const names = [
    ...(days === undefined ? [] : cotahistNames("day", days)),
    ...(months === undefined ? [] : cotahistNames("month", months)),
    ...(years === undefined ? [] : cotahistNames("year", years)),
  ];
  if (names.length === 0) return { files: [], absent: [] };
  return await withProgress("download", (update) =>
    download(names, {
      folder,
      ...(url !== undefined && { url }),
      onProgress: (file, bytes, bytesTotal) => update(bytesTotal === null ? 0 : bytes / bytesTotal, file),
    }));
}

/** Fetches the CDI of the years given, in files of ten years at most; nothing if none is. */
export async function fetchRatesWithProgress({ cdi, url }: DownloadFlags, folder: string): Promise<string[]> {
  if (cdi === undefined) return [];
  return await withProgress("rates   ", (update) =>
    fetchRates(cdi, {
      folder: join(folder, "rates"),
      ...(url !== undefined && { url }),
      onProgress: (file, nDone, nAll) => update(nDone / nAll, file),
    }));
}
