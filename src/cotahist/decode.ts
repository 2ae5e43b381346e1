/**
 * Records' bytes to rows of columns.
 *
 * @module
 */

import { sessionOf } from "~/core/mod.ts";
import { type Batch, INTEGER_FIELDS, NUMBER_FIELDS, TEXT_FIELDS } from "./batch.ts";
import { type QuoteField, UNITS } from "./layout.ts";
import { textReader } from "./texts.ts";

/**
 * Decodes the records that start at the first `n` offsets into the rows after the batch's last, without counting
 * the rows.
 *
 * A column at a time, so that each inner loop does one thing.
 *
 * @returns Nothing, or a field that cannot be decoded in one of the records; the rows are then worthless.
 */
export type Decode = (view: DataView, starts: Int32Array, n: number, batch: Batch) => QuoteField | undefined;

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

  /** Turns dates into sessions in place; `false` if one is none. */
  function toSessions(column: Int32Array, isOptional: boolean, begin: number, end: number): boolean {
    for (let row = begin; row < end; row++) {
      const session = column[row] === 0 && isOptional ? NEVER : sessionOfDate(column[row]);
      if (Number.isNaN(session)) return false;
      column[row] = session;
    }
    return true;
  }

  return (view, starts, n, batch) => {
    const [begin, end] = [batch.length, batch.length + n];
    for (let k = 0; k < INTEGERS.length; k++) {
      const { field, isDate, isOptional } = INTEGERS[k];
      const column = batch.integers[k];
      if (!readIntegers(view, starts, n, INTEGERS[k], column, begin)) return field;
      if (isDate && !toSessions(column, isOptional, begin, end)) return field;
    }
    const factors = batch.numbers[NUMBERS.length];
    for (let i = 0; i < n; i++) {
      const value = readDigits(view, starts[i] + FACTOR.from, starts[i] + FACTOR.to);
      if (value < 0 && !lacksFactor(view, starts[i])) return FACTOR.field;
      factors[begin + i] = value <= 0 ? 1 : value;
    }
    for (let k = 0; k < NUMBERS.length; k++) {
      const column = batch.numbers[k];
      if (!readNumbers(view, starts, n, NUMBERS[k], column, begin)) return NUMBERS[k].field;
      scale(column, factors, NUMBERS[k], begin, end);
    }
    for (let k = 0; k < TEXTS.length; k++) {
      const { field, from, to } = TEXTS[k];
      const [column, read] = [batch.texts[k], readers[k]];
      for (let i = 0; i < n; i++) {
        const text = read(view, starts[i] + from, starts[i] + to);
        if (text === undefined) return field;
        column[begin + i] = text;
      }
    }
  };
}

/** Reads a field of `n` records into rows from `row` on; `false` if it is not all digits. */
function readIntegers(
  view: DataView,
  starts: Int32Array,
  n: number,
  { from, to }: Step,
  column: Int32Array,
  row: number,
): boolean {
  for (let i = 0; i < n; i++) {
    const value = readDigits(view, starts[i] + from, starts[i] + to);
    if (value < 0) return false;
    column[row + i] = value;
  }
  return true;
}

/** The same for up to eighteen digits. */
function readNumbers(
  view: DataView,
  starts: Int32Array,
  n: number,
  { from, to }: Step,
  column: Float64Array,
  row: number,
): boolean {
  for (let i = 0; i < n; i++) {
    const value = readNumber(view, starts[i] + from, starts[i] + to);
    if (value < 0) return false;
    column[row + i] = value;
  }
  return true;
}

/** Puts the decimal point into digits; prices become those of one share, and 0 may mean none. */
function scale(
  column: Float64Array,
  factors: Float64Array,
  { isPrice, isOptional, unit }: Step,
  begin: number,
  end: number,
): void {
  for (let row = begin; row < end; row++) {
    const value = column[row];
    column[row] = value === 0 && isOptional ? NaN : value / (isPrice ? unit * factors[row] : unit);
  }
}

/** Whether the record states no quotation factor: 0 or blank, read as 1. */
export function lacksFactor(view: DataView, start: number): boolean {
  for (let at = start + FACTOR.from; at < start + FACTOR.to; at++) {
    const byte = view.getUint8(at);
    if (byte !== 48 && byte !== 32) return false;
  }
  return true;
}

/**
 * At most nine digits as an integer, -1 if one of them is not a digit.
 *
 * The digits that do not fill a word one by one, then words of four: first the two pairs of a word are added up,
 * each in its half of the word, then the halves.
 */
export function readDigits(view: DataView, from: number, to: number): number {
  let value = 0;
  let wrong = 0; // a high bit is set once a character below "0" or above "9" was seen
  let at = from;
  for (; ((to - at) & 3) !== 0; at++) {
    const digit = view.getUint8(at) - 48;
    wrong |= digit | (9 - digit);
    value = value * 10 + digit;
  }
  for (; at < to; at += 4) {
    const digits = view.getInt32(at, true) ^ 0x30303030;
    wrong |= digits | (digits + 0x76767676);
    const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff;
    value = value * 10000 + (pairs & 0xff) * 100 + (pairs >>> 16);
  }
  return (wrong & 0x80808080) !== 0 ? -1 : value;
}

/** At most eighteen digits as a number, exact up to 2^53; -1 if one of them is not a digit. */
export function readNumber(view: DataView, from: number, to: number): number {
  if (to - from <= 9) return readDigits(view, from, to);
  const high = readDigits(view, from, to - 9);
  const low = readDigits(view, to - 9, to);
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
