/**
 * Quotes as published, kept in one DuckDB file: stored a file at a time or not at all, read back in columns.
 * SQL lives in this room only.
 *
 * @module
 */

export * from "./stored_file.ts";
export * from "./warehouse.ts";
