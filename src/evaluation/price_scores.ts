/**
 * How far forecast prices were from what came, and what doing nothing scores.
 *
 * The coefficient of determination of price levels says how far apart the shares' prices are, not how well they were
 * forecast: with shares from 1 to 100 reais, "unchanged" gets more than 0.99. So no score of prices is to be shown
 * without persistence's beside it.
 *
 * @module
 */

import type { Panel, Session } from "~/core/mod.ts";
import { mean } from "./mean.ts";

/** How far forecast prices were from what came. */
export interface PriceScores {
  /** Mean absolute error as a fraction of the price that came. */
  readonly mape: number;
  /** Mean absolute error, BRL. */
  readonly mae: number;
  /** Root of the mean squared error, BRL. */
  readonly rmse: number;
  /** Share of the prices' variance explained, greater is better; `null` if they do not vary. Means little, see above. */
  readonly rSquared: number | null;
}

/**
 * Scores forecast prices.
 *
 * @param forecast Forecast prices [n], BRL, finite.
 * @param actual Prices that came [n], BRL, above 0.
 * @throws {RangeError} If there is no price, the lengths differ or a price is not as it must be.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { mape, mae, rmse, rSquared } = priceScores(Float64Array.of(9, 20), Float64Array.of(10, 20));
 * assert.deepEqual([mape, mae, rmse, rSquared], [0.05, 0.5, Math.sqrt(0.5), 1 - 1 / 50]);
 * ```
 */
export function priceScores(forecast: Float64Array, actual: Float64Array): PriceScores {
  requirePrices(forecast, actual);
  const center = mean(actual);
  const errors = forecast.map((price, i) => price - actual[i]);
  const squares = mean(errors.map((error) => error ** 2));
  const variance = mean(actual.map((price) => (price - center) ** 2));
  return {
    mape: mean(errors.map((error, i) => Math.abs(error) / actual[i])),
    mae: mean(errors.map(Math.abs)),
    rmse: Math.sqrt(squares),
    rSquared: variance === 0 ? null : 1 - squares / variance,
  };
}

/** What the forecast "unchanged" scores on a panel. */
export interface PersistenceScores extends PriceScores {
  /** Bars whose close was taken for that of `horizon` bars later. */
  readonly nRows: number;
}

/**
 * Scores the forecast that a ticker's close `horizon` of its bars later is its close now, on every such pair of a
 * panel: a check of prices that needs no model, and the bar for whatever forecasts prices.
 *
 * @param panel Bars; adjusted prices, unless splits are to count as errors.
 * @param horizon Bars ahead, 1 or more.
 * @param from First session forecast from, inclusive.
 * @param to Last session forecast from, inclusive.
 * @throws {RangeError} If the horizon is not a whole number from 1, or there is no pair.
 */
export function persistenceScores(
  panel: Panel,
  horizon: number,
  from: Session = -Infinity,
  to: Session = Infinity,
): PersistenceScores {
  if (!(Number.isInteger(horizon) && horizon >= 1)) {
    throw new RangeError(`Cannot score persistence: a whole horizon from 1 is wanted, found ${horizon}`);
  }
  const rows: number[] = [];
  panel.tickers.forEach((_, t) => {
    for (let row = panel.offsets[t]; row + horizon < panel.offsets[t + 1]; row++) {
      if (panel.session[row] >= from && panel.session[row] <= to) rows.push(row);
    }
  });
  const now = Float64Array.from(rows, (row) => panel.close[row]);
  const later = Float64Array.from(rows, (row) => panel.close[row + horizon]);
  return { nRows: rows.length, ...priceScores(now, later) };
}

function requirePrices(forecast: Float64Array, actual: Float64Array): void {
  if (actual.length === 0 || forecast.length !== actual.length) {
    throw new RangeError(
      `Cannot score prices: one forecast for each price is wanted, found ${forecast.length} for ${actual.length}`,
    );
  }
  actual.forEach((price, i) => {
    if (!(Number.isFinite(price) && price > 0 && Number.isFinite(forecast[i]))) {
      throw new RangeError(
        `Cannot score prices: finite forecasts of prices above 0 are wanted, found ${
          forecast[i]
        } for ${price} in ` +
          `sample ${i}`,
      );
    }
  });
}
