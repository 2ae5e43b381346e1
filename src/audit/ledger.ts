/**
 * What differs between two accounts of one past, and what of it is rounding.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";

/** A value that may differ: a feature's, a label's, a row's. */
export type Value = string | number | null;

/** Something that two accounts of one past disagree on, and the first place where they do. */
export interface Change {
  /** What changed: a feature, or `rows`, `row defect`, `universe`, `sample`, `label`, `return`. */
  readonly what: string;
  /** In how many places. */
  readonly count: number;
  /** Where, for the first time. */
  readonly ticker: string;
  /** When. */
  readonly session: Session;
  /** What it is by the whole history. */
  readonly was: Value;
  /** What it is by the other. */
  readonly is: Value;
}

/** What a comparison came to. */
export interface Comparison {
  /** What changed. */
  readonly changes: readonly Change[];
  /** What only rounding changed, because it decided between equals: two prices, two returns. */
  readonly ties: readonly Change[];
  /** Values compared. */
  readonly nValues: number;
  /** Greatest other difference that was put down to rounding, relative above 1. */
  readonly rounding: number;
}

/** Values of rescaled prices may differ by this: a few units in the last place of what is kept in single precision. */
const ROUNDING = 1e-6;

/**
 * Rounding breaks a tie here and there. What changes more than one in so many of a session's rows is no tie: a look
 * ahead changes a whole session, the last one before the cut at least.
 */
const ROWS_A_TIE = 20;

/** Collects the differences. */
export class Ledger {
  readonly #nRows: ReadonlyMap<Session, number>;
  readonly #changes = new Map<string, Change>();
  readonly #maybeTies = new Map<string, Change>();
  #nValues = 0;
  #rounding = 0;

  /** Opens it; `nRows` are the rows of each session. */
  constructor(nRows: ReadonlyMap<Session, number>) {
    this.#nRows = nRows;
  }

  /** Compares two values, bit for bit or, where rounding may tell them apart, to within that. */
  compare(what: string, ticker: string, session: Session, was: Value, is: Value, mayRound: boolean): void {
    this.#nValues++;
    if (Object.is(was, is)) return;
    const change = { what, count: 1, ticker, session, was: plain(was), is: plain(is) };
    if (!mayRound) return add(this.#changes, what, change);
    const distance = typeof was === "number" && typeof is === "number"
      ? Math.abs(was - is) / Math.max(1, Math.abs(was), Math.abs(is))
      : Infinity;
    if (distance <= ROUNDING) this.#rounding = Math.max(this.#rounding, distance);
    else add(this.#maybeTies, `${what} ${session}`, change);
  }

  /** What came of it. */
  close(): Comparison {
    const [changes, ties] = [new Map(this.#changes), new Map<string, Change>()];
    for (const change of this.#maybeTies.values()) {
      const isTie = change.count * ROWS_A_TIE <= (this.#nRows.get(change.session) ?? 0);
      add(isTie ? ties : changes, change.what, change);
    }
    return {
      changes: [...changes.values()],
      ties: [...ties.values()],
      nValues: this.#nValues,
      rounding: this.#rounding,
    };
  }
}

function add(changes: Map<string, Change>, key: string, change: Change): void {
  const known = changes.get(key);
  changes.set(key, known ? { ...known, count: known.count + change.count } : change);
}

/** The value for JSON, which has no `NaN`. */
function plain(value: Value): Value {
  return Number.isNaN(value) ? null : value;
}
