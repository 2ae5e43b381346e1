/**
 * Out-of-bag scores: each train row judged by the trees that did not learn from it.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import type { Bag } from "./bag.ts";

/**
 * How a classification forest does on rows out of its trees' bags.
 *
 * Labels of neighbouring sessions overlap and shares of one session move together, so a row out of the bag has near
 * relatives in it: these scores flatter. Compare settings with them, not models; judge models on later sessions.
 */
export interface OutOfBag {
  /** Rows that at least one tree left out; the others do not count. */
  readonly nSamples: number;
  /** Mean negative log-likelihood of the true class, nats, smaller is better. */
  readonly logLoss: number;
  /** Share of rows whose most probable class is the true one. */
  readonly accuracy: number;
}

/** Votes are rounded to whole parts of 1 / this, so that their sums are exact in whatever order trees are grown. */
const VOTE_UNIT = 2 ** 32;

/**
 * Adds a leaf's class frequencies to the votes of the out-of-bag rows that it holds.
 *
 * @param votes Sums so far [nSamples, 3].
 * @param totals The leaf's weighted class counts and their sum [4].
 */
export function castVotes(
  votes: Float64Array,
  { rows }: Bag,
  begin: number,
  end: number,
  totals: Float64Array,
): void {
  const unit = VOTE_UNIT / totals[3];
  const sell = Math.round(totals[0] * unit) / VOTE_UNIT;
  const hold = Math.round(totals[1] * unit) / VOTE_UNIT;
  const buy = Math.round(totals[2] * unit) / VOTE_UNIT;
  for (let i = begin; i < end; i++) {
    const at = rows[i] * 3;
    votes[at] += sell;
    votes[at + 1] += hold;
    votes[at + 2] += buy;
  }
}

/**
 * Scores the votes of all workers together.
 *
 * @returns `null` if no tree left out any row.
 */
export function scoreVotes(votesByWorker: readonly Float64Array[], y: Uint8Array): OutOfBag | null {
  let nSamples = 0, loss = 0, nRight = 0;
  for (let row = 0; row < y.length; row++) {
    const votes = CLASSES.map((_, k) => votesByWorker.reduce((sum, votes) => sum + votes[row * 3 + k], 0));
    const weight = votes[0] + votes[1] + votes[2];
    if (weight === 0) continue;
    nSamples++;
    loss -= Math.log(Math.max(votes[y[row]] / weight, 1e-15));
    if (votes.indexOf(Math.max(...votes)) === y[row]) nRight++;
  }
  return nSamples === 0 ? null : { nSamples, logLoss: loss / nSamples, accuracy: nRight / nSamples };
}
