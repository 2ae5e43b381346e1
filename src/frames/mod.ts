/**
 * Panels and datasets as Polars data frames, for notebooks and exports; nothing else in the system computes with them.
 *
 * @module
 */

export * from "./to_data_frame.ts";
export * from "./write_parquet.ts";
