/**
 * The panel that the golden file was made on: a ticker with every column, four more that only trade and close.
 *
 * @module
 */

import type { Panel } from "~/core/mod.ts";
import type { PanelInputs } from "~/features/mod.ts";
import golden from "../golden/features/catalog.json" with { type: "json" };

const { bars, others, market } = golden;
const nRows = bars.close.length;
const nOthers = others[0].close.length;

/** A column: the first ticker's values, then those of the others in their last sessions. */
function column(own: readonly number[], other: (k: number) => readonly number[]): Float64Array {
  return Float64Array.from([...own, ...others.flatMap((_, k) => other(k))]);
}

const close = (k: number) => others[k].close;
const ones = Array<number>(nOthers).fill(1);

/** Rows of the first ticker that the golden file holds; it comes first in the panel. */
export const GOLDEN_ROWS: readonly number[] = golden.rows;

/** Ticker A with 800 sessions, B to E with its last 300. */
export const GOLDEN_PANEL: Panel = {
  basis: "split",
  tickers: ["A", "B", "C", "D", "E"],
  offsets: Int32Array.of(0, ...others.map((_, k) => nRows + k * nOthers), nRows + others.length * nOthers),
  calendar: Int32Array.from(market.session),
  session: Int32Array.from(column(bars.session, () => bars.session.slice(-nOthers))),
  open: column(bars.open, close),
  high: column(bars.high, close),
  low: column(bars.low, close),
  close: column(bars.close, close),
  vwap: column(bars.vwap, close),
  bid: column(bars.bid, close),
  ask: column(bars.ask, close),
  turnover: column(bars.turnover, (k) => others[k].turnover),
  shares: column(bars.shares, (k) => others[k].turnover),
  trades: column(bars.trades, () => ones),
  factor: column(bars.factor, () => ones),
  jump: Uint8Array.from(column(bars.jump, () => ones.map(() => 0))),
};

/** Market, total factor and a universe without E. */
export function goldenInputs(): PanelInputs {
  const known = (values: readonly (number | null)[]) => Float64Array.from(values, (value) => value ?? NaN);
  return {
    market: {
      session: Int32Array.from(market.session),
      indexClose: known(market.index_close),
      riskFree: known(market.risk_free),
    },
    totalFactor: column(bars.total_factor, () => ones),
    universe: Uint8Array.from(GOLDEN_PANEL.session, (_, row) => row < GOLDEN_PANEL.offsets[4] ? 1 : 0),
  };
}
