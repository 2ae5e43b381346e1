/**
 * Untrained rankings: what years of research say a share does better by, with nothing learned from this data.
 *
 * Every ranking runs on the market's clock, not the share's: a session without a trade counts, and a year is 252
 * sessions of the panel's calendar. No trained model has been shown to rank B3's shares significantly better.
 *
 * @module
 */

import { combineRankings, type Estimator, type Panel, sessionBlocks } from "~/core/mod.ts";
import { ranking } from "./ranking.ts";
import { panelScores, type ScoreOf } from "./score_of.ts";

/** The rankings, greater is better; each a column of the panel's rows, `NaN` where the history does not suffice. */
export interface Rankings {
  /** Return from 252 to 21 sessions ago (Jegadeesh and Titman 1993). */
  readonly momentum: Float64Array;
  /** Close over the greatest close of 252 sessions, 150 of them traded (George and Hwang 2004). */
  readonly yearHigh: Float64Array;
  /** Standard deviation of daily returns over 252 sessions, 176 of them known, with its sign turned. */
  readonly lowVolatility: Float64Array;
  /** Payments of 252 sessions as a share of the price; 0 on a basis without dividends. */
  readonly dividendYield: Float64Array;
  /** The return of 20 sessions, with its sign turned: does what fell come back? */
  readonly reversal: Float64Array;
}

const YEAR = 252;
const MONTH = 21;
const LONGEST_GAP = 5; // sessions a close is carried over a day without a trade
const LEAST_TRADED = 150;
const LEAST_RETURNS = 176;

/** A step of the price factor in one session that is a payment: below it is rounding, above it a split. */
const PAYMENT = { least: 1e-5, most: 0.12 };

/**
 * Computes the rankings of a panel. Causal: a row depends on its own session and earlier ones. O(rows · 252).
 *
 * @param panel Bars on the `total` basis for dividends to count; on the `split` basis there are none.
 */
export function untrainedRankings(panel: Panel): Rankings {
  const nRows = panel.session.length;
  const column = () => new Float64Array(nRows).fill(NaN);
  const rankings = {
    momentum: column(),
    yearHigh: column(),
    lowVolatility: column(),
    dividendYield: column(),
    reversal: column(),
  };
  const day = new Map(Array.from(panel.calendar, (session, i) => [session, i]));
  panel.tickers.forEach((_, t) => {
    const [begin, end] = [panel.offsets[t], panel.offsets[t + 1]];
    const { close, carried, returns, payments } = onCalendar(panel, day, begin, end);
    for (let row = begin; row < end; row++) {
      const d = day.get(panel.session[row]) ?? NaN;
      rankings.momentum[row] = carried[d - MONTH] / carried[d - YEAR] - 1;
      rankings.reversal[row] = carried[d - 20] / close[d];
      if (d + 1 < YEAR) continue;
      rankings.yearHigh[row] = close[d] / greatest(close.subarray(d + 1 - YEAR, d + 1));
      rankings.lowVolatility[row] = -deviation(returns.subarray(d + 1 - YEAR, d + 1));
      rankings.dividendYield[row] = payments.subarray(d + 1 - YEAR, d + 1).reduce((sum, x) => sum + x, 0);
    }
  });
  return rankings;
}

/**
 * The untrained rankings as baselines: momentum 12-1, 52-week high, low volatility, dividend yield, reversal, and
 * `combo4`, the mean rank of the first four, which is the bar that no trained model is known to clear.
 *
 * @param panel The panel that the samples are made of, on the `total` basis. On another basis nothing is known of
 * dividends: their ranking is left out, and the mean is of three and called `combo3`.
 */
export function untrainedBaselines(panel: Panel): Estimator[] {
  const { momentum, yearHigh, lowVolatility, dividendYield, reversal } = untrainedRankings(panel);
  const ranked = (name: string, column: Float64Array) => ({ name, scoreOf: panelScores(panel, column) });
  const members = [
    ranked("momentum 12-1", momentum),
    ranked("52-week high", yearHigh),
    ranked("low volatility", lowVolatility),
    ...(panel.basis === "total" ? [ranked("dividend yield", dividendYield)] : []),
  ];
  const combined: ScoreOf = (samples) =>
    combineRankings(members.map(({ scoreOf }) => scoreOf(samples)), sessionBlocks(samples.session));
  return [
    { name: `combo${members.length}`, scoreOf: combined },
    ...members,
    ranked("reversal", reversal),
  ].map(({ name, scoreOf }) => ranking(name, scoreOf));
}

/** One ticker's columns on the calendar, `NaN` (payments 0) where it did not trade. */
function onCalendar(panel: Panel, day: ReadonlyMap<number, number>, begin: number, end: number) {
  const nDays = panel.calendar.length;
  const close = new Float64Array(nDays).fill(NaN);
  const payments = new Float64Array(nDays);
  for (let row = begin; row < end; row++) {
    const d = day.get(panel.session[row]) ?? NaN;
    close[d] = panel.close[row];
    const step = row === begin ? 0 : Math.log(panel.factor[row] / panel.factor[row - 1]);
    if (step > PAYMENT.least && step < PAYMENT.most) payments[d] = step;
  }
  const carried = close.slice();
  for (let d = 1, gap = 0; d < nDays; d++) {
    gap = Number.isNaN(close[d]) ? gap + 1 : 0;
    if (gap > 0 && gap <= LONGEST_GAP) carried[d] = carried[d - 1];
  }
  const returns = close.map((price, d) => d === 0 ? NaN : price / close[d - 1] - 1);
  return { close, carried, returns, payments };
}

function greatest(closes: Float64Array): number {
  let [max, nTraded] = [-Infinity, 0];
  for (const price of closes) {
    if (Number.isNaN(price)) continue;
    nTraded++;
    if (price > max) max = price;
  }
  return nTraded >= LEAST_TRADED ? max : NaN;
}

function deviation(returns: Float64Array): number {
  let [n, sum] = [0, 0];
  for (const r of returns) {
    if (Number.isNaN(r)) continue;
    n++;
    sum += r;
  }
  if (n < LEAST_RETURNS) return NaN;
  const mean = sum / n;
  let squares = 0;
  for (const r of returns) if (!Number.isNaN(r)) squares += (r - mean) ** 2;
  return Math.sqrt(squares / (n - 1));
}
