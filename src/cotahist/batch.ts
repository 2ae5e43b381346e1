/**
 * Columns being filled, and quotes put end to end.
 *
 * @module
 */

import type { Quotes } from "~/core/mod.ts";
import { type Column, QUOTE, type QuoteField } from "./layout.ts";

/** Fields whose column is `Int32Array`: dates and codes. */
export const INTEGER_FIELDS = fieldsOf("session", "market", "strikeIndex", "expiry", "distribution");

/** Fields whose column is an array of strings. */
export const TEXT_FIELDS = QUOTE.filter((field) => field.type === "text");

const FACTOR_FIELDS = fieldsOf("quotationFactor");

/** Fields whose column is `Float64Array`, the quotation factor last. */
export const NUMBER_FIELDS = [
  ...QUOTE.filter((field) => ![...INTEGER_FIELDS, ...TEXT_FIELDS, ...FACTOR_FIELDS].includes(field)),
  ...FACTOR_FIELDS,
];

/** Columns of a fixed capacity, in the order of the field lists above. */
export interface Batch {
  readonly capacity: number;
  /** Rows filled. */
  length: number;
  readonly integers: readonly Int32Array<ArrayBuffer>[];
  readonly numbers: readonly Float64Array<ArrayBuffer>[];
  readonly texts: readonly string[][];
}

/** An empty batch for at most `capacity` quotes. */
export function newBatch(capacity: number): Batch {
  return {
    capacity,
    length: 0,
    integers: INTEGER_FIELDS.map(() => new Int32Array(capacity)),
    numbers: NUMBER_FIELDS.map(() => new Float64Array(capacity)),
    texts: TEXT_FIELDS.map(() => []),
  };
}

/**
 * The filled rows by name. Columns of a batch that is not full are copied, so that no spare room is kept
 * alive.
 */
export function quotesOf(batch: Batch): Quotes {
  const { length, capacity } = batch;
  const isFull = length === capacity;
  return named(
    length,
    batch.integers.map((column) => isFull ? column : column.slice(0, length)),
    batch.numbers.map((column) => isFull ? column : column.slice(0, length)),
    batch.texts.map((column) => column.slice(0, length)),
  );
}

/**
 * Quotes end to end, in the order given (a copy).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(concatQuotes([]).length, 0);
 * ```
 */
export function concatQuotes(parts: readonly Quotes[]): Quotes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const fill = <A extends Int32Array | Float64Array>(column: A, name: Column): A => {
    let at = 0;
    for (const part of parts) {
      column.set(part[name] as A, at);
      at += part.length;
    }
    return column;
  };
  return named(
    length,
    INTEGER_FIELDS.map((field) => fill(new Int32Array(length), field.column)),
    NUMBER_FIELDS.map((field) => fill(new Float64Array(length), field.column)),
    TEXT_FIELDS.map((field) => parts.flatMap((part) => part[field.column] as readonly string[])),
  );
}

function named(
  length: number,
  integers: readonly Int32Array[],
  numbers: readonly Float64Array[],
  texts: readonly (readonly string[])[],
): Quotes {
  const columns = Object.fromEntries([
    ...INTEGER_FIELDS.map((field, k) => [field.column, integers[k]]),
    ...NUMBER_FIELDS.map((field, k) => [field.column, numbers[k]]),
    ...TEXT_FIELDS.map((field, k) => [field.column, texts[k]]),
  ]);
  return { length, ...columns } as Quotes;
}

function fieldsOf(...columns: readonly Column[]): readonly QuoteField[] {
  return QUOTE.filter((field) => columns.includes(field.column));
}
