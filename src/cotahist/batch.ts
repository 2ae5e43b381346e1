/**
 * Columns being filled.
 *
 * @module
 */

import type { QuoteColumn, Quotes } from "~/core/mod.ts";
import { QUOTE, type QuoteField } from "./layout.ts";

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
  const filled = <C extends Int32Array | Float64Array>(column: C) =>
    length === capacity ? column : column.slice(0, length);
  const columns = Object.fromEntries([
    ...INTEGER_FIELDS.map((field, k) => [field.column, filled(batch.integers[k])]),
    ...NUMBER_FIELDS.map((field, k) => [field.column, filled(batch.numbers[k])]),
    ...TEXT_FIELDS.map((field, k) => [field.column, batch.texts[k].slice(0, length)]),
  ]);
  return { length, ...columns };
}

function fieldsOf(...columns: readonly QuoteColumn[]): readonly QuoteField[] {
  return QUOTE.filter((field) => columns.includes(field.column));
}
