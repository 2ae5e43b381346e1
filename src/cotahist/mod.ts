/**
 * B3's COTAHIST files, from bytes to quotes: the 245-character layout as data, TXT and ZIP read as they
 * stream by, every fault named by file, line and field. Pure, and runs on any JavaScript runtime.
 *
 * @module
 */

export * from "./asset_class.ts";
export { type ByteSource, bytesSource } from "./byte_source.ts";
export * from "./format.ts";
export * from "./grain.ts";
export * from "./layout.ts";
export * from "./parse_error.ts";
export type { Counts } from "./parser.ts";
export * from "./read_cotahist.ts";
