/**
 * A vendor's adjusted closes as the `total` basis of a panel.
 *
 * @module
 */

import type { AdjustedCloses, Finding, Panel } from "~/core/mod.ts";
import { markBreaks } from "./breaks.ts";

/**
 * The panel on the `total` basis of a vendor's adjusted closes.
 *
 * Every close is the vendor's; open, high, low, average, bid and ask keep their proportion to it. A row without an
 * adjusted close takes the step of the panel's own basis from the nearest later row that has one, or from the nearest
 * earlier one; a ticker without any stays as it is, and both are found. Breaks are marked anew, for what the tape does
 * not explain the vendor may: a jump that both show alike is a crash or a rise, and no break.
 *
 * @param panel Bars on any basis.
 * @param closes Ordered by ticker and session; tickers and sessions that the panel lacks are passed over.
 * @returns The panel, and a finding for each ticker that lacks adjusted closes.
 */
export function panelWithAdjustedCloses(
  panel: Panel,
  closes: AdjustedCloses,
): { panel: Panel; findings: Finding[] } {
  const adjusted = adjustedByRow(panel, closes);
  const { offsets, factor, close } = panel;
  const scale = adjusted.map((value, row) => value / close[row]);
  const findings: Finding[] = [];
  const without: string[] = [];
  const note = (message: string) =>
    findings.push({ severity: "warning", kind: "no_adjusted_close", message });
  panel.tickers.forEach((ticker, t) => {
    const ofTicker = scale.subarray(offsets[t], offsets[t + 1]);
    const nMissing = ofTicker.filter(Number.isNaN).length;
    if (nMissing === 0) return;
    fillFromNeighbours(ofTicker);
    if (nMissing === ofTicker.length) without.push(ticker);
    else {note(
        `${ticker} has no adjusted close on ${nMissing} of ${ofTicker.length} sessions: there they are its neighbours'`,
      );}
  });
  if (without.length > 0) {
    const some = without.slice(0, 5).join(", ") + (without.length > 5 ? ", …" : "");
    note(
      `No adjusted close, and no payments but those known otherwise, for ${without.length} of ${panel.tickers.length} tickers: ${some}`,
    );
  }
  const scaled = (prices: Float64Array) => prices.map((price, row) => price * scale[row]);
  const total: Panel = {
    ...panel,
    basis: "total",
    open: scaled(panel.open),
    high: scaled(panel.high),
    low: scaled(panel.low),
    close: adjusted.map((value, row) => Number.isNaN(value) ? close[row] * scale[row] : value),
    vwap: scaled(panel.vwap),
    bid: scaled(panel.bid),
    ask: scaled(panel.ask),
    shares: panel.shares.map((shares, row) => shares / scale[row]),
    factor: scaled(factor),
    jump: new Uint8Array(panel.jump.length),
  };
  markBreaks(total);
  for (let row = 1; row < close.length; row++) {
    if (total.jump[row] === 1 && isConfirmed(panel, adjusted, row)) total.jump[row] = 0;
  }
  return { panel: total, findings };
}

/** Steps of two sources that are this near are one, as a log. */
const SAME_STEP = 0.02;

/** Whether a vendor shows the same step from one session of the panel's calendar to the next. */
function isConfirmed({ close, session, calendar }: Panel, adjusted: Float64Array, row: number): boolean {
  const isNext = calendar[calendar.indexOf(session[row]) - 1] === session[row - 1];
  return isNext &&
    Math.abs(Math.log(adjusted[row] / adjusted[row - 1]) - Math.log(close[row] / close[row - 1])) < SAME_STEP;
}

/** The adjusted close of every row, `NaN` where there is none. */
function adjustedByRow({ tickers, offsets, session }: Panel, closes: AdjustedCloses): Float64Array {
  const begins = new Map<string, number>();
  closes.ticker.forEach((ticker, i) => {
    if (i === 0 || ticker !== closes.ticker[i - 1]) begins.set(ticker, i);
  });
  const adjusted = new Float64Array(session.length).fill(NaN);
  tickers.forEach((ticker, t) => {
    let i = begins.get(ticker) ?? closes.length;
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      while (i < closes.length && closes.ticker[i] === ticker && closes.session[i] < session[row]) i++;
      const isThere = i < closes.length && closes.ticker[i] === ticker && closes.session[i] === session[row];
      if (isThere) adjusted[row] = closes.close[i];
    }
  });
  return adjusted;
}

/** Fills `NaN` with the next value, or the last where none follows, or 1 where there is none at all. */
function fillFromNeighbours(values: Float64Array): void {
  let neighbour = values.findLast((value) => !Number.isNaN(value)) ?? 1;
  for (let i = values.length - 1; i >= 0; i--) {
    if (Number.isNaN(values[i])) values[i] = neighbour;
    else neighbour = values[i];
  }
}
