/**
 * Where bars, series and corporate actions come from outside the warehouse: files on disk, or downloaded. Runs on any
 * JavaScript runtime with `node:fs`.
 *
 * @module
 */

export * from "./actions_file.ts";
export * from "./cotahist_files.ts";
export { cotahistNames } from "./cotahist_names.ts";
export { B3_URL, download, type DownloadedFile, type DownloadOptions, type Downloads } from "./download.ts";
export { type Fetched } from "./download_try.ts";
export * from "./feed_download.ts";
export { fileHash, fileSource, type OpenByteSource } from "./file_source.ts";
export * from "./rates_download.ts";
export type { RequestOptions } from "./request.ts";
export { readSeries } from "./series_file.ts";
export { writeWhole } from "./write_whole.ts";
