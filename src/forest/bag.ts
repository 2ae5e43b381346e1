/**
 * The rows that one tree learns from.
 *
 * @module
 */

import type { Random } from "~/core/mod.ts";

/**
 * All train rows in the order in which a tree's nodes hold them: a node is one range of positions among the rows in
 * the bag, which it learns from, and one among the rows out of it, which it is judged by.
 */
export interface Bag {
  /** Train row at each position. */
  readonly rows: Uint32Array;
  /** Times drawn * 4 + class code, at each position. */
  readonly codes: Uint32Array;
  /** Room for the times that each row is drawn. */
  readonly times: Uint32Array;
  /** Room for the rows that go right while a node is parted. */
  readonly spilledRows: Uint32Array;
  readonly spilledCodes: Uint32Array;
}

/** A bag for `nSamples` rows. */
export function emptyBag(nSamples: number): Bag {
  return {
    rows: new Uint32Array(nSamples),
    codes: new Uint32Array(nSamples),
    times: new Uint32Array(nSamples),
    spilledRows: new Uint32Array(nSamples),
    spilledCodes: new Uint32Array(nSamples),
  };
}

/**
 * Fills a bag anew with `nDraws` rows drawn with replacement, or with every row once if `nDraws` is `null`.
 *
 * @param y Class code of every train row.
 * @returns Number of distinct rows in the bag: they are at the positions before it, the others from it on.
 */
export function drawRows(bag: Bag, y: Uint8Array, nDraws: number | null, random: Random): number {
  const { rows, codes, times } = bag;
  times.fill(nDraws === null ? 1 : 0);
  for (let i = 0; i < (nDraws ?? 0); i++) times[random.below(times.length)]++;
  let nIn = 0, outFrom = times.length;
  for (let row = 0; row < times.length; row++) {
    const at = times[row] > 0 ? nIn++ : --outFrom;
    rows[at] = row;
    codes[at] = times[row] << 2 | y[row];
  }
  return nIn;
}

/**
 * Parts a node in place, keeping the order on both sides: bins up to `cut` go left. Without a branch, because the
 * processor could not guess it.
 *
 * @param bins One feature's bin of every train row.
 * @returns Where the right side begins.
 */
export function partRows(bag: Bag, bins: Uint8Array, cut: number, begin: number, end: number): number {
  const { rows, codes, spilledRows, spilledCodes } = bag;
  let left = begin;
  let nSpilled = 0;
  for (let i = begin; i < end; i++) {
    const row = rows[i];
    const code = codes[i];
    rows[left] = row;
    codes[left] = code;
    spilledRows[nSpilled] = row;
    spilledCodes[nSpilled] = code;
    const goesLeft = (bins[row] - cut - 1) >>> 31;
    left += goesLeft;
    nSpilled += 1 - goesLeft;
  }
  for (let i = 0; i < nSpilled; i++) {
    rows[left + i] = spilledRows[i];
    codes[left + i] = spilledCodes[i];
  }
  return left;
}
