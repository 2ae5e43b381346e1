/**
 * What to read from a warehouse, and what it holds.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";

/** Which quotes to read; what is left out is not restricted, save for the market. */
export interface QuoteSelection {
  /**
   * Market types: 10 cash, 20 odd lots, 30 forwards, 70 and 80 options.
   *
   * @default {[10]}
   */
  readonly markets?: readonly number[];
  /** Trading codes; one that is not there adds nothing. */
  readonly tickers?: readonly string[];
  /** First session, included. */
  readonly from?: Session;
  /** Last session, included. */
  readonly to?: Session;
}

/** What a warehouse holds, of all markets. */
export interface WarehouseSummary {
  /** Quotes of any market. */
  readonly nQuotes: number;
  /** Different trading codes. */
  readonly nTickers: number;
  /** Different trading days. */
  readonly nSessions: number;
  /** Earliest trading day; `null` if there is no quote. */
  readonly firstSession: Session | null;
  /** Latest trading day; `null` if there is no quote. */
  readonly lastSession: Session | null;
  /** Different files stored. */
  readonly nFiles: number;
}
