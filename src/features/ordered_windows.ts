/**
 * Quantiles and ranks in windows that are kept in order as they move on.
 *
 * @module
 */

import { newColumn } from "./column.ts";
import { onceEach } from "./once.ts";
import type { Windows } from "./windows.ts";

/** What the order of the last n values says. */
export interface WindowOrder {
  /** One column a probability: linear between the two nearest values, as NumPy has it. */
  readonly quantiles: readonly Float64Array[];
  /** Share of the window that the newest value stands at or above, equal ones counted half: their mean rank over n. */
  readonly rank: Float64Array;
}

/**
 * Quantiles and the newest value's rank over the last n rows. One ordered window moves down the column; a row costs a
 * search and as many moves as ranks lie between the value that leaves and the one that comes.
 *
 * @returns For each n, columns [length], `NaN` in the first n - 1 rows and wherever the window holds a `NaN`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { quantiles: [median], rank } = windowOrders(Float64Array.of(3, 1, 4, 1), [0.5])(3);
 * assert.deepEqual(median, Float64Array.of(NaN, NaN, 3, 1));
 * assert.deepEqual(rank, Float64Array.of(NaN, NaN, 1, 0.5));
 * ```
 */
export function windowOrders(x: Float64Array, probabilities: readonly number[]): Windows<WindowOrder> {
  return onceEach((n) => orderOf(x, n, probabilities));
}

function orderOf(x: Float64Array, n: number, probabilities: readonly number[]): WindowOrder {
  const quantiles = probabilities.map(() => newColumn(x.length).fill(NaN));
  const places = probabilities.map((probability) => 1 + (n - 1) * probability);
  const rank = newColumn(x.length).fill(NaN);
  const ordered = new Float64Array(n + 2); // between two ends that no search passes
  [ordered[0], ordered[n + 1]] = [-Infinity, Infinity];
  for (let t = 0, run = 0; t < x.length; t++) {
    const fresh = x[t];
    run = Number.isFinite(fresh) ? run + 1 : 0;
    if (run < n) continue;
    if (run === n) ordered.set(x.slice(t - n + 1, t + 1).sort(), 1);
    const place = firstAtLeast(ordered, run === n ? fresh : x[t - n]);
    const first = run === n ? place : moveTo(ordered, place, fresh);
    rank[t] = meanRank(ordered, first) / n;
    for (let k = 0; k < places.length; k++) quantiles[k][t] = valueAt(ordered, places[k]);
  }
  return { quantiles, rank };
}

/** Puts a value in the place of another, moves it to where it belongs and returns its place. */
function moveTo(ordered: Float64Array, from: number, fresh: number): number {
  let place = from;
  while (ordered[place + 1] < fresh) {
    ordered[place] = ordered[place + 1];
    place++;
  }
  while (ordered[place - 1] > fresh) {
    ordered[place] = ordered[place - 1];
    place--;
  }
  ordered[place] = fresh;
  return place;
}

/** Place of the first value that is not smaller. */
function firstAtLeast(ordered: Float64Array, value: number): number {
  let [low, high] = [1, ordered.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mean place of the values equal to the one at a place. */
function meanRank(ordered: Float64Array, place: number): number {
  const value = ordered[place];
  let [first, last] = [place, place];
  while (ordered[first - 1] === value) first--;
  while (ordered[last + 1] === value) last++;
  return (first + last) / 2;
}

/** Value at a place, between two of them on the line that joins theirs. */
function valueAt(ordered: Float64Array, place: number): number {
  const below = Math.floor(place);
  return ordered[below] + (place - below) * (ordered[below + (place > below ? 1 : 0)] - ordered[below]);
}
