/**
 * A dataset that fits on a page.
 *
 * @module
 */

import type { Dataset } from "~/core/mod.ts";

/** One sample: session, value of the only feature, class, return. */
export type Row = readonly [session: number, feature: number, y: number, targetReturn: number];

/** Samples of tickers A, B, C, … within each session, with one feature. */
export function toy(rows: readonly Row[], feature = "momentum_252_21"): Dataset {
  const column = <T extends Int32Array | Float32Array | Float64Array | Uint8Array>(
    array: T,
    k: number,
  ): T => {
    rows.forEach((row, i) => array[i] = row[k]);
    return array;
  };
  const nSamples = rows.length;
  const session = column(new Int32Array(nSamples), 0);
  return {
    nSamples,
    features: [feature],
    X: column(new Float32Array(nSamples), 1),
    tickers: [..."ABCDEFGHI"],
    ticker: session.map((day, i) => i - session.indexOf(day)),
    session,
    y: column(new Uint8Array(nSamples), 2),
    targetReturn: column(new Float64Array(nSamples), 3),
    labelEnd: session.map((day) => day + 2),
  };
}

/** Numbers rounded to nine decimals, for comparison with what was computed by hand. */
export function rounded(values: Iterable<number> | null): number[] {
  return [...values ?? []].map((value) => Number(value.toFixed(9)));
}
