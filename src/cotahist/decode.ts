/**
 * One record's bytes to a row of columns.
 *
 * @module
 */

import { sessionOf } from "~/core/mod.ts";
import { type Batch, INTEGER_FIELDS, NUMBER_FIELDS, TEXT_FIELDS } from "./batch.ts";
import { type QuoteField, UNITS } from "./layout.ts";
import { textReader } from "./texts.ts";

/**
 * Decodes the record that starts at an offset into the row after the batch's last, without counting the row.
 *
 * @returns Nothing, or the field that cannot be decoded; the row is then worthless.
 */
export type Decode = (bytes: Uint8Array, start: number, batch: Batch) => QuoteField | undefined;

/** A field with its bounds counted from 0, `to` exclusive, and what its type means. */
interface Step {
  readonly field: QuoteField;
  readonly from: number;
  readonly to: number;
  readonly isDate: boolean;
  /** Price, for as many shares as the quotation factor says. */
  readonly isPrice: boolean;
  /** 0 means "none". */
  readonly isOptional: boolean;
  /** 10 to the number of implied decimals. */
  readonly unit: number;
}

const NEVER = sessionOf(9999, 12, 31);
const INTEGERS = INTEGER_FIELDS.map(stepOf);
const NUMBERS = NUMBER_FIELDS.map(stepOf).slice(0, -1);
const FACTOR = NUMBER_FIELDS.map(stepOf)[NUMBERS.length];
const TEXTS = TEXT_FIELDS.map(stepOf);

/** A decoder; it remembers the texts it has seen, so that equal texts are one string. */
export function decoder(): Decode {
  const readers = TEXTS.map(() => textReader());
  let date = 99991231;
  let session = NEVER;

  function sessionOfDate(wanted: number): number {
    if (wanted !== date) {
      date = wanted;
      session = sessionOf(Math.floor(date / 10000), Math.floor(date / 100) % 100, date % 100);
    }
    return session;
  }

  return (bytes, start, batch) => {
    const row = batch.length;
    for (let k = 0; k < INTEGERS.length; k++) {
      const { field, from, to, isDate, isOptional } = INTEGERS[k];
      let value = readDigits(bytes, start + from, start + to);
      if (value < 0) return field;
      if (isDate) {
        value = value === 0 && isOptional ? NEVER : sessionOfDate(value);
        if (Number.isNaN(value)) return field;
      }
      batch.integers[k][row] = value;
    }
    const factor = lacksFactor(bytes, start) ? 1 : readDigits(bytes, start + FACTOR.from, start + FACTOR.to);
    if (factor < 0) return FACTOR.field;
    batch.numbers[NUMBERS.length][row] = factor;
    for (let k = 0; k < NUMBERS.length; k++) {
      const { field, from, to, isPrice, isOptional, unit } = NUMBERS[k];
      const value = readNumber(bytes, start + from, start + to);
      if (value < 0) return field;
      batch.numbers[k][row] = value === 0 && isOptional ? NaN : value / (isPrice ? unit * factor : unit);
    }
    for (let k = 0; k < TEXTS.length; k++) {
      batch.texts[k][row] = readers[k](bytes, start + TEXTS[k].from, start + TEXTS[k].to);
    }
  };
}

/** Whether the record states no quotation factor: 0 or blank, read as 1. */
export function lacksFactor(bytes: Uint8Array, start: number): boolean {
  for (let at = start + FACTOR.from; at < start + FACTOR.to; at++) {
    if (bytes[at] !== 48 && bytes[at] !== 32) return false;
  }
  return true;
}

/** At most nine digits as an integer, -1 if one of them is not a digit. */
export function readDigits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  let wrong = 0; // negative once a character below "0" or above "9" was seen
  for (let at = from; at < to; at++) {
    const digit = bytes[at] - 48;
    wrong |= digit | (9 - digit);
    value = value * 10 + digit;
  }
  return wrong < 0 ? -1 : value;
}

/** At most eighteen digits as a number, exact up to 2^53; -1 if one of them is not a digit. */
export function readNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to - from <= 9) return readDigits(bytes, from, to);
  const high = readDigits(bytes, from, to - 9);
  const low = readDigits(bytes, to - 9, to);
  return high < 0 || low < 0 ? -1 : high * 1e9 + low;
}

function stepOf(field: QuoteField): Step {
  return {
    field,
    from: field.from - 1,
    to: field.to,
    isDate: field.type === "date",
    isPrice: field.type === "price",
    isOptional: field.type === "price" || field.type === "points" || field.column === "expiry",
    unit: UNITS[field.type],
  };
}
