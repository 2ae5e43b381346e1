/**
 * Where bars and series come from outside the warehouse: COTAHIST files on disk or downloaded, files of daily series. Runs on any JavaScript runtime with
 * `node:fs`.
 *
 * @module
 */

export * from "./cotahist_files.ts";
export { cotahistNames } from "./cotahist_names.ts";
export { B3_URL, download, type DownloadedFile, type DownloadOptions, type Downloads } from "./download.ts";
export { type Fetched } from "./download_try.ts";
export { fileHash, fileSource, type OpenByteSource } from "./file_source.ts";
export { readSeries } from "./series_file.ts";
