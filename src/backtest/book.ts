/**
 * The account of a running backtest.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";
import { type Entries, ENTRY_KINDS, type EntryKind } from "./ledger.ts";

/** What an entry says besides its session and kind; what is left out is 0. */
interface Change {
  readonly ticker: number;
  readonly shares?: number;
  readonly price?: number;
  readonly fee?: number;
  readonly cash: number;
}

/** Cash and shares, changed by entries alone: what is held is their sum by construction. */
export class Book {
  /** Money, BRL. */
  cash: number;
  /** Shares held by ticker, below 0 where they are owed. */
  readonly held: Float64Array;
  readonly #session: number[] = [];
  readonly #kind: number[] = [];
  readonly #ticker: number[] = [];
  readonly #shares: number[] = [];
  readonly #price: number[] = [];
  readonly #fee: number[] = [];
  readonly #cash: number[] = [];

  /** Opens an account. */
  constructor(capital: number, nTickers: number) {
    this.cash = capital;
    this.held = new Float64Array(nTickers);
  }

  /** Enters a change. */
  enter(session: Session, kind: EntryKind, change: Change): void {
    const { ticker, shares = 0, price = 0, fee = 0, cash } = change;
    this.cash += cash;
    if (ticker >= 0) this.held[ticker] += shares;
    this.#session.push(session);
    this.#kind.push(ENTRY_KINDS.indexOf(kind));
    this.#ticker.push(ticker);
    this.#shares.push(shares);
    this.#price.push(price);
    this.#fee.push(fee);
    this.#cash.push(cash);
  }

  /** All entries so far. */
  entries(): Entries {
    return {
      length: this.#session.length,
      session: Int32Array.from(this.#session),
      kind: Uint8Array.from(this.#kind),
      ticker: Int32Array.from(this.#ticker),
      shares: Float64Array.from(this.#shares),
      price: Float64Array.from(this.#price),
      fee: Float64Array.from(this.#fee),
      cash: Float64Array.from(this.#cash),
    };
  }
}
