/**
 * Where bars come from outside the warehouse: COTAHIST files on disk. Runs on any JavaScript runtime with
 * `node:fs`.
 *
 * @module
 */

export * from "./cotahist_files.ts";
export { fileHash, fileSource, type OpenByteSource } from "./file_source.ts";
