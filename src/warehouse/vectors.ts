/**
 * DuckDB's vectors as the arrays of `Quotes`: the one place that reaches behind the library's types.
 *
 * The library's own setters and getters work a value at a time; here a column of numbers is one copy and a text that
 * repeats the row before is not decoded again.
 *
 * @module
 */

import { DATE, DOUBLE, DuckDBDataChunk, type DuckDBVector, INTEGER, VARCHAR } from "@duckdb/node-api";
import type { Quotes } from "~/core/mod.ts";
import { type ColumnType, QUOTE_FIELDS, QUOTE_TYPES } from "./schema.ts";

/** Most rows that a chunk can have. */
export const CHUNK_ROWS = 2048;

/** A column of quotes that is being filled. */
export type Column = Int32Array | Float64Array | string[];

const TYPES = { DATE, INTEGER, DOUBLE, VARCHAR };
const CHUNK_TYPES = QUOTE_FIELDS.map((field) => TYPES[QUOTE_TYPES[field]]);

/** The slot of a text: its length and, up to 12 bytes, the text itself; beyond that a prefix and a pointer. */
const SLOT_BYTES = 16;
const INLINE_BYTES = 12;

/**
 * Copies quotes `[begin, end)` into a chunk that has their columns in the order of the table.
 *
 * @throws {RangeError} If a column is shorter than the quotes say.
 */
export function chunkOf(quotes: Quotes, begin: number, end: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(CHUNK_TYPES, end - begin);
  QUOTE_FIELDS.forEach((field, index) => {
    const column = quotes[field];
    if (column.length < end) {
      throw new RangeError(
        `Cannot store quotes: ${quotes.length} values are wanted in every column, found ${column.length} in "${field}"`,
      );
    }
    const vector = chunk.getColumnVector(index);
    if (ArrayBuffer.isView(column)) {
      itemsOf(vector).set(column.subarray(begin, end));
    } else {
      for (let i = begin; i < end; i++) vector.setItem(i - begin, column[i]);
    }
    vector.flush();
  });
  return chunk;
}

/** An array for `length` values of a column. */
export function newColumn(type: ColumnType, length: number): Column {
  if (type === "VARCHAR") return new Array<string>(length);
  return type === "DOUBLE" ? new Float64Array(length) : new Int32Array(length);
}

/** A function that copies vectors without NULLs into a column, one after the other; equal texts become one string. */
export function columnFiller(column: Column): (vector: DuckDBVector) => void {
  let row = 0;
  if (ArrayBuffer.isView(column)) {
    return (vector) => {
      column.set(itemsOf(vector), row);
      row += vector.itemCount;
    };
  }
  const shared = new Map<string, string>();
  return (vector) => {
    const slots = slotsOf(vector);
    for (let i = 0; i < vector.itemCount; i++, row++) {
      column[row] = i > 0 && repeats(slots, i * SLOT_BYTES / 4)
        ? column[row - 1]
        : share(shared, vector.getItem(i));
    }
  };
}

function itemsOf(vector: DuckDBVector): Int32Array | Float64Array {
  return (vector as unknown as { items: Int32Array | Float64Array }).items;
}

function slotsOf(vector: DuckDBVector): Int32Array {
  const { buffer, byteOffset, byteLength } = (vector as unknown as { dataView: DataView }).dataView;
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** Whether the slot at a word is a whole text and equal to the slot before. */
function repeats(slots: Int32Array, at: number): boolean {
  return slots[at] <= INLINE_BYTES && slots[at] === slots[at - 4] && slots[at + 1] === slots[at - 3] &&
    slots[at + 2] === slots[at - 2] && slots[at + 3] === slots[at - 1];
}

function share(shared: Map<string, string>, text: unknown): string {
  const known = shared.get(text as string);
  if (known !== undefined) return known;
  shared.set(text as string, text as string);
  return text as string;
}
