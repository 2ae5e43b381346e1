/**
 * Quotes back to B3's layout, the inverse of reading.
 *
 * @module
 */

import { formatSession, type Quotes, type Session } from "~/core/mod.ts";
import { type Field, HEADER, QUOTE, type QuoteField, RECORD_LENGTH, TRAILER, UNITS } from "./layout.ts";

const LINE_END = "\r\n";
const ORIGIN = "BOVESPA";

/** What a file says about itself in its header and trailer. */
export interface FileLabel {
  /** B3's name for it, for example `COTAHIST.2016`. */
  readonly name: string;
  /** Day the file was made. */
  readonly session: Session;
}

/**
 * One quote as a record of 245 characters, without line end.
 *
 * @param quotes Quotes as they were read: prices for one share, `NaN` for none.
 * @param row Which of them.
 * @throws {RangeError} If a value does not fit its field.
 */
export function formatRecord(quotes: Quotes, row: number): string {
  const factor = quotes.quotationFactor[row];
  return "01" +
    QUOTE.map((field) => formatField(field, digitsOrText(field, quotes[field.column][row], factor))).join("");
}

/**
 * A whole COTAHIST text: header, records, trailer with their number, lines ending CRLF, latin-1.
 *
 * @param records Quotes as {@link formatRecord} gives them.
 * @param label What header and trailer say.
 * @throws {RangeError} If the label does not fit its fields or a character is not in latin-1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const text = formatCotahist([], { name: "COTAHIST.2016", session: 16804 });
 * assert.equal(text.length, 2 * 247);
 * ```
 */
export function formatCotahist(
  records: readonly string[],
  { name, session }: FileLabel,
): Uint8Array<ArrayBuffer> {
  const label = [name, ORIGIN, dateDigits(session)];
  const header = formatLine(HEADER, ["00", ...label]);
  const trailer = formatLine(TRAILER, ["99", ...label, String(records.length + 2)]);
  return encodeLatin1([header, ...records, trailer].map((record) => record + LINE_END).join(""));
}

function formatLine(fields: readonly Field[], values: readonly string[]): string {
  return fields.map((field, k) => formatField(field, values[k])).join("").padEnd(RECORD_LENGTH);
}

function formatField(field: Field, value: string): string {
  const width = field.to - field.from + 1;
  const isNumber = field.type !== "text";
  if (value.length > width || (isNumber && !/^\d*$/.test(value))) {
    const wanted = isNumber ? "digits" : "characters";
    throw new RangeError(
      `Cannot format ${field.name}: at most ${width} ${wanted} are wanted, found "${value}"`,
    );
  }
  return isNumber ? value.padStart(width, "0") : value.padEnd(width);
}

function digitsOrText(field: QuoteField, value: string | number, factor: number): string {
  if (typeof value === "string") return value;
  if (field.type === "date") return dateDigits(value);
  if (Number.isNaN(value)) return "0";
  return String(Math.round(value * UNITS[field.type] * (field.type === "price" ? factor : 1)));
}

function dateDigits(session: Session): string {
  return formatSession(session).replaceAll("-", "");
}

function encodeLatin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0xff) throw new RangeError(`Cannot format "${character}": a latin-1 character is wanted`);
    return code;
  });
}
