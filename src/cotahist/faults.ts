/**
 * What is wrong with a file: refused at once, or noted where partial files are allowed.
 *
 * @module
 */

import type { Finding } from "~/core/mod.ts";
import { CotahistParseError, type Place } from "./parse_error.ts";

/** Bad lines that get a finding each; further ones are counted. */
const MAX_LINE_FINDINGS = 20;

/** Collects the findings about a file. */
export class Faults {
  readonly findings: Finding[] = [];
  readonly #file: string;
  readonly #allowPartial: boolean;
  #isWhole = true;
  #lost = 0;

  constructor(file: string, allowPartial: boolean) {
    this.#file = file;
    this.#allowPartial = allowPartial;
  }

  /** Whether nothing was wrong so far; it is then false only where partial files are allowed. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Lines left out so far. */
  get lost(): number {
    return this.#lost;
  }

  /** Notes what is no fault. */
  note(severity: Finding["severity"], kind: string, message: string): void {
    this.findings.push({ severity, kind, message });
  }

  /**
   * Refuses the file, or notes what is wrong.
   *
   * @throws {CotahistParseError} If partial files are not allowed.
   */
  add(kind: string, place: Place, problem: string, quietly = false): void {
    this.#isWhole = false;
    if (quietly && this.#allowPartial) return;
    const error = new CotahistParseError(this.#file, place, problem);
    if (!this.#allowPartial) throw error;
    this.note("warning", kind, error.fault);
  }

  /** The same for a line that cannot be read and is left out. */
  addLine(place: Place, problem: string): void {
    this.#lost++;
    this.add("bad_line", place, problem, this.#lost > MAX_LINE_FINDINGS);
  }

  /** Notes how many lines were left out, if they were too many to tell each. */
  finish(): void {
    if (this.#lost > MAX_LINE_FINDINGS) {
      this.note("warning", "bad_lines", `${this.#lost} lines were left out`);
    }
  }
}
