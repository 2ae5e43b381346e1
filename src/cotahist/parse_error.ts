/**
 * The error that says where in a COTAHIST file something is wrong.
 *
 * @module
 */

import { DataError } from "~/core/mod.ts";

/** A place in a file. */
export interface Place {
  /** Line, from 1. */
  readonly line?: number;
  /** Field as B3 names it. */
  readonly field?: string;
}

/**
 * A COTAHIST file that cannot be read as it is; names the file and, where there is one, the line and the
 * field.
 */
export class CotahistParseError extends DataError {
  /** Name of the class. */
  override readonly name = "CotahistParseError";
  /** Line, from 1; `undefined` if the file as a whole is meant. */
  readonly line: number | undefined;
  /** Field as B3 names it; `undefined` if a whole line or the file is meant. */
  readonly field: string | undefined;
  /** File, place and problem, the message without "Cannot read". */
  readonly fault: string;

  /**
   * Names the place and the problem.
   *
   * @param file Name of the file.
   * @param place Line and field; empty when the file as a whole is meant.
   * @param problem What was wanted and what was found, for example `digits are wanted, found "12x"`.
   * @param options The cause, if another error is behind it.
   */
  constructor(readonly file: string, place: Place, problem: string, options?: ErrorOptions) {
    const fault = printable(`"${file}"${describe(place)}: ${problem}`);
    super(`Cannot read ${fault}`, options);
    this.fault = fault;
    this.line = place.line;
    this.field = place.field;
  }
}

/** A text with control characters replaced, so that what a file says cannot steer the terminal it is shown on. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\uFFFD");
}

function describe({ line, field }: Place): string {
  return `${line === undefined ? "" : `, line ${line}`}${field === undefined ? "" : `, field ${field}`}`;
}
