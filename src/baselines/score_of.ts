/**
 * Scores of samples that do not come from their features.
 *
 * @module
 */

import { formatSession, NotFoundError, type Panel, type Samples } from "~/core/mod.ts";

/** Gives every sample a score [nSamples], greater is better; `NaN` where it knows nothing. */
export type ScoreOf = (samples: Samples) => Float64Array;

/**
 * Looks samples' scores up in a column of a panel, by ticker and session. O(log n) a sample.
 *
 * @param panel The panel that the samples were made of.
 * @param column One score a row of the panel; causal, as the samples are.
 * @returns A {@link ScoreOf}; it throws a {@link NotFoundError} for a sample that is no row of the panel.
 * @throws {RangeError} If the column is not of the panel's length.
 */
export function panelScores(panel: Panel, column: Float64Array): ScoreOf {
  if (column.length !== panel.session.length) {
    throw new RangeError(
      `Cannot score by a column: ${panel.session.length} rows are wanted, found ${column.length}`,
    );
  }
  const position = new Map(panel.tickers.map((ticker, t) => [ticker, t]));
  return ({ tickers, ticker, session }) =>
    Float64Array.from(session, (day, i) => {
      const row = rowOf(panel, position.get(tickers[ticker[i]]), day);
      if (row === null) {
        throw new NotFoundError(
          `Cannot score "${tickers[ticker[i]]}" on ${formatSession(day)}: the panel has no such bar`,
        );
      }
      return column[row];
    });
}

function rowOf({ offsets, session }: Panel, t: number | undefined, day: number): number | null {
  if (t === undefined) return null;
  let [low, high] = [offsets[t], offsets[t + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (session[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low < offsets[t + 1] && session[low] === day ? low : null;
}
