/**
 * DuckDB's vectors as columns of arrays: the one place that reaches behind the library's types.
 *
 * The library's own setters and getters work a value at a time; here a column of numbers and one of short texts are one
 * copy each, NULLs are a bit set, and a text that repeats the row before is not decoded again.
 *
 * @module
 */

import {
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  type DuckDBVector,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import type { ColumnType } from "./schema.ts";

/** Most rows that a chunk can have. */
export const CHUNK_ROWS = 2048;

/** A column that is being filled. */
export type Column = Int32Array | Float64Array | string[];

/** Columns by name, of one length; days and integers as `Int32Array`. */
export type Columns = Readonly<Record<string, Int32Array | Float64Array | readonly string[]>>;

const TYPES = { DATE, INTEGER, DOUBLE, VARCHAR };

/** The slot of a text: its length and, up to 12 bytes, the text itself; beyond that a prefix and a pointer. */
const SLOT_WORDS = 4;
const INLINE_BYTES = 12;

/** Texts whose slots are remembered; option codes would be without end. */
const MAX_TEXTS = 1 << 16;

/** What the library keeps in a vector. */
interface Inside {
  readonly items: Int32Array | Float64Array;
  readonly dataView: DataView;
  /** Its private `data` has a bit a row, 0 for NULL; `null` if nothing is NULL. */
  readonly validity: Arguments[1];
  readonly vector: Arguments[2];
}

type Arguments = ConstructorParameters<typeof DuckDBIntegerVector>;

/** Copies rows `[begin, end)` of columns into a chunk, at most {@link CHUNK_ROWS} of them. */
export type WriteChunk = (columns: Columns, begin: number, end: number) => DuckDBDataChunk;

/**
 * A function that copies columns into a chunk that has those of a table in its order, `NaN` as NULL. It is one chunk,
 * filled again at each call.
 *
 * The function throws a `RangeError` if a column is shorter than it should be.
 *
 * @param types Names and types of the table's columns.
 */
export function chunkWriter(types: Readonly<Record<string, ColumnType>>): WriteChunk {
  const names = Object.keys(types);
  const chunk = DuckDBDataChunk.create(names.map((name) => TYPES[types[name]]), CHUNK_ROWS);
  const vectors = names.map((_, index) => insideOf(chunk.getColumnVector(index)));
  const slotOf = slotReader();

  function writeTexts(index: number, texts: readonly string[], begin: number, end: number): void {
    const words = new Int32Array(SLOT_WORDS * (end - begin));
    const long: number[] = [];
    let text: string | undefined;
    let slot: Int32Array | null = null;
    for (let row = begin, to = 0; row < end; row++, to += SLOT_WORDS) {
      if (texts[row] !== text) {
        text = texts[row];
        slot = slotOf(text);
      }
      if (slot === null) {
        long.push(row);
        continue;
      }
      words[to] = slot[0];
      words[to + 1] = slot[1];
      words[to + 2] = slot[2];
      words[to + 3] = slot[3];
    }
    const { validity, vector: raw } = vectors[index];
    new DuckDBIntegerVector(words, validity, raw).flush();
    if (long.length === 0) return;
    const vector = chunk.getColumnVector(index);
    for (const row of long) vector.setItem(row - begin, texts[row]);
    vector.flush();
  }

  return (columns, begin, end) => {
    chunk.reset();
    chunk.rowCount = end - begin;
    names.forEach((name, index) => {
      const column = columns[name];
      if (column.length < end) {
        throw new RangeError(
          `Cannot store rows: ${end} values of "${name}" are wanted, found ${column.length}`,
        );
      }
      if (ArrayBuffer.isView(column)) writeNumbers(vectors[index], column.subarray(begin, end));
      else writeTexts(index, column, begin, end);
    });
    return chunk;
  };
}

/** Writes a column; `NaN` becomes NULL. */
function writeNumbers({ validity, vector }: Inside, numbers: Int32Array | Float64Array): void {
  if (numbers instanceof Int32Array) return new DuckDBIntegerVector(numbers, validity, vector).flush();
  const valid = new Uint32Array(2 * Math.ceil(numbers.length / 64));
  let nValid = 0;
  for (let row = 0; row < numbers.length; row++) {
    if (Number.isNaN(numbers[row])) continue;
    valid[row >> 5] |= 1 << row;
    nValid++;
  }
  Object.assign(validity, { data: nValid === numbers.length ? null : new BigUint64Array(valid.buffer) });
  new DuckDBDoubleVector(numbers, validity, vector).flush();
}

/** A function that gives the slot of a text, `null` for a text that is too long to lie in it. */
function slotReader(): (text: string) => Int32Array | null {
  const slots = new Map<string, Int32Array | null>();
  const encoder = new TextEncoder();
  return (text) => {
    const known = slots.get(text);
    if (known !== undefined) return known;
    if (slots.size === MAX_TEXTS) slots.clear();
    const bytes = encoder.encode(text);
    let slot: Int32Array | null = null;
    if (bytes.length <= INLINE_BYTES) {
      slot = new Int32Array(SLOT_WORDS);
      slot[0] = bytes.length;
      new Uint8Array(slot.buffer).set(bytes, 4);
    }
    slots.set(text, slot);
    return slot;
  };
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
      column.set(insideOf(vector).items, row);
      row += vector.itemCount;
    };
  }
  const shared = new Map<string, string>();
  return (vector) => {
    const slots = slotsOf(vector);
    for (let i = 0; i < vector.itemCount; i++, row++) {
      column[row] = i > 0 && repeats(slots, i * SLOT_WORDS)
        ? column[row - 1]
        : share(shared, vector.getItem(i));
    }
  };
}

function insideOf(vector: DuckDBVector): Inside {
  return vector as unknown as Inside;
}

function slotsOf(vector: DuckDBVector): Int32Array {
  const { buffer, byteOffset, byteLength } = insideOf(vector).dataView;
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
