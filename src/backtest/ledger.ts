/**
 * What a backtest leaves behind: every change of shares and money, and the worth at each close.
 *
 * @module
 */

import type { Finding, Session } from "~/core/mod.ts";
import type { Curve } from "./curve.ts";
import { SESSIONS_A_YEAR } from "./performance.ts";

/** Why shares or money changed, in the order of the codes in {@link Entries.kind}. */
export const ENTRY_KINDS = [
  "buy",
  "sell",
  "split", // a change in the number of shares; what is left of a share is paid out at the open
  "payment", // a dividend or the like, on the ex session; paid by who is short
  "interest", // what cash earned since the session before
  "borrowing", // what borrowed shares cost since the session before
  "delisting", // shares of a ticker that trades no more, out at its last price
] as const;

/** Why shares or money changed. */
export type EntryKind = typeof ENTRY_KINDS[number];

/** Every change of shares and money, in the order they happened; sums of them are what was held. */
export interface Entries {
  /** Number of entries. */
  readonly length: number;
  /** Session of each. */
  readonly session: Int32Array;
  /** Why, an index into {@link ENTRY_KINDS}. */
  readonly kind: Uint8Array;
  /** Of which ticker, an index into the ledger's; -1 for interest. */
  readonly ticker: Int32Array;
  /** Change of the shares held, below 0 for less. */
  readonly shares: Float64Array;
  /** Price of a share, BRL; 0 for interest and borrowing. */
  readonly price: Float64Array;
  /** Fee within `cash`, BRL, never below 0. */
  readonly fee: Float64Array;
  /** Change of the cash, BRL, fee included. */
  readonly cash: Float64Array;
}

/** A backtest's account, one number a session, and its entries. */
export interface Ledger extends Curve {
  /** Money at the beginning, BRL. */
  readonly capital: number;
  /** Tickers that entries point into. */
  readonly tickers: readonly string[];
  /** Money at each close, BRL: the capital and all entries until then. */
  readonly cash: Float64Array;
  /** Worth of the shares held at each close, at the last price of each, BRL. */
  readonly long: Float64Array;
  /** Worth of the shares owed, BRL, 0 or below; `equity` is the sum of the three. */
  readonly short: Float64Array;
  /** What happened in between. */
  readonly entries: Entries;
  /** What to be careful about. */
  readonly findings: readonly Finding[];
}

/** A position from nothing to nothing. */
export interface RoundTrip {
  /** Trading code. */
  readonly ticker: string;
  /** Session of its first fill. */
  readonly entered: Session;
  /** Session at which nothing was left. */
  readonly left: Session;
  /** All cash that its entries brought, fees, payments and borrowing included, BRL. */
  readonly profit: number;
}

/** How a backtest traded. */
export interface Activity {
  /** Number of fills. */
  readonly nFills: number;
  /** Fees paid, BRL. */
  readonly fees: number;
  /** Half of the money bought and sold, over the mean equity, a year of 252 sessions: 1 replaces everything once. */
  readonly turnover: number;
  /** Share of the round trips with a profit; `null` without any. Positions still open do not count. */
  readonly hitRate: number | null;
  /** Mean over all closes of shares held and owed over equity: 1 is fully invested. */
  readonly grossExposure: number;
  /** Mean over all closes of shares held less those owed over equity. */
  readonly netExposure: number;
}

/** The round trips of a ledger, in the order in which they ended. A position that changes its side is two. */
export function roundTrips({ tickers, entries }: Ledger): RoundTrip[] {
  const trips: RoundTrip[] = [];
  const open = new Map<number, { entered: Session; shares: number; profit: number }>();
  for (let i = 0; i < entries.length; i++) {
    const ticker = entries.ticker[i];
    if (ticker < 0) continue;
    const trip = open.get(ticker) ?? { entered: entries.session[i], shares: 0, profit: 0 };
    trip.shares += entries.shares[i];
    trip.profit += entries.cash[i];
    open.set(ticker, trip);
    if (trip.shares !== 0) continue;
    const { entered, profit } = trip;
    trips.push({ ticker: tickers[ticker], entered, left: entries.session[i], profit });
    open.delete(ticker);
  }
  return trips;
}

/** How a ledger traded; exposures leave out closes at which nothing was left. */
export function activityOf(ledger: Ledger): Activity {
  const { entries, equity, long, short } = ledger;
  let [nFills, fees, traded] = [0, 0, 0];
  for (let i = 0; i < entries.length; i++) {
    const kind = ENTRY_KINDS[entries.kind[i]];
    fees += entries.fee[i];
    if (kind !== "buy" && kind !== "sell") continue;
    nFills++;
    traded += Math.abs(entries.shares[i]) * entries.price[i];
  }
  const mean = (value: (i: number) => number) => {
    const days = Array.from(equity.keys()).filter((i) => equity[i] > 0);
    return days.reduce((sum, i) => sum + value(i), 0) / days.length;
  };
  const trips = roundTrips(ledger);
  const years = (equity.length - 1) / SESSIONS_A_YEAR;
  return {
    nFills,
    fees,
    turnover: years === 0 ? 0 : traded / 2 / mean((i) => equity[i]) / years,
    hitRate: trips.length === 0 ? null : trips.filter(({ profit }) => profit > 0).length / trips.length,
    grossExposure: mean((i) => (long[i] - short[i]) / equity[i]),
    netExposure: mean((i) => (long[i] + short[i]) / equity[i]),
  };
}
