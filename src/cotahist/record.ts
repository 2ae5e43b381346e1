/**
 * A record in a block of text.
 *
 * @module
 */

import { type Field, RECORD_LENGTH } from "./layout.ts";
import type { Place } from "./parse_error.ts";
import { latin1 } from "./texts.ts";

const LF = 10;
const CR = 13;
const DIGIT_0 = 48;

/** The type of a quote's record. */
export const QUOTE_TYPE = 1;

/** The characters of a field. */
export function textOf(block: Uint8Array, start: number, field: Field): string {
  return latin1(block.subarray(start + field.from - 1, start + field.to));
}

/**
 * Length of a line that starts like a record and ends where a record does, line end included; 0 of any other. At
 * least {@link RECORD_LENGTH} + 2 bytes must be there.
 */
export function recordLength(view: DataView, start: number): number {
  if (view.getUint8(start) !== DIGIT_0 || view.getUint8(start + 1) !== DIGIT_0 + QUOTE_TYPE) return 0;
  const end = view.getUint8(start + RECORD_LENGTH);
  if (end === CR && view.getUint8(start + RECORD_LENGTH + 1) === LF) return RECORD_LENGTH + 2;
  return end === LF && view.getUint8(start + RECORD_LENGTH - 1) !== CR ? RECORD_LENGTH + 1 : 0;
}

/** A field in a line. */
export function placeOf(line: number, field: Field): Place {
  return { line, field: field.name };
}

/** What a field of digits is to hold. */
export function wantedOf(field: Field): string {
  return field.type === "date" ? "a date YYYYMMDD is wanted" : "digits are wanted";
}
