/**
 * Whether the past stays as it was when the future is taken away or changed.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";
import { type Check, firstOf, MOST_EVIDENCE } from "./check.ts";
import { comparePast, type PastComparison } from "./compare.ts";
import { type History, historyUntil, withNoiseAfter } from "./history.ts";
import type { Change } from "./ledger.ts";
import type { Recompute, Recomputed } from "./recompute.ts";

/** A history and what is made of it. */
export interface Subject {
  /** The history. */
  readonly history: History;
  /** How everything is computed from a history. */
  readonly recompute: Recompute;
  /** What it makes of the whole history. */
  readonly whole: Recomputed;
}

/**
 * Cuts the history after each session and computes everything again: rows, features, what is wrong with them, the
 * universe, and the labels that were known by then must come out as from the whole history.
 *
 * The same bits are demanded, but for shares whose prices a later split or payment rescales: theirs, and what compares them
 * with others, may differ by rounding, and where rounding decides between equals, by that.
 *
 * @param cuts Last sessions of the shortened histories.
 */
export async function checkTruncation(
  { history, recompute, whole }: Subject,
  cuts: readonly Session[],
): Promise<Check> {
  return await checkPast(
    "truncation",
    "history ends",
    whole,
    cuts,
    (cut) => recompute(historyUntil(history, cut)),
  );
}

/**
 * Replaces all that came after each session by noise and computes everything again; as {@link checkTruncation}.
 *
 * @param seed Seed of the noise.
 */
export async function checkFutureNoise(
  { history, recompute, whole }: Subject,
  cuts: readonly Session[],
  seed: number,
): Promise<Check> {
  return await checkPast(
    "future noise",
    "the future is noise",
    whole,
    cuts,
    (cut) => recompute(withNoiseAfter(history, cut, seed)),
  );
}

async function checkPast(
  name: string,
  what: string,
  whole: Recomputed,
  cuts: readonly Session[],
  redo: (cut: Session) => Promise<Recomputed>,
): Promise<Check> {
  const results: (PastComparison & { readonly cut: Session })[] = [];
  for (const cut of cuts) results.push({ cut, ...comparePast(whole, await redo(cut), cut) });
  const changes = results.flatMap(({ cut, changes }) => changes.map((change) => ({ cut, ...change })))
    .sort((a, b) => b.count - a.count);
  const when = `where ${what} after ${cuts.map(formatSession).join(", ")}`;
  if (changes.length === 0) {
    const nValues = results.reduce((sum, result) => sum + result.nValues, 0);
    const summary = `none of ${nValues} values of the past changes ${when}${butRounding(results)}`;
    return { name, outcome: "pass", summary, evidence: [] };
  }
  return {
    name,
    outcome: "leak",
    summary: `${firstOf(changes.map((change) => change.what))} change in the past ${when}`,
    evidence: changes.slice(0, MOST_EVIDENCE).map(evidenceOf),
  };
}

/** What was put down to rounding, as the end of a sentence. */
function butRounding(results: readonly PastComparison[]): string {
  const nRescaled = Math.max(...results.map((result) => result.nRescaled));
  if (nRescaled === 0) return "";
  const most = Math.max(...results.map(({ rounding }) => rounding));
  const ties = results.flatMap((result) => result.ties);
  const nTies = ties.reduce((sum, { count }) => sum + count, 0);
  return `, but by rounding where later splits and payments rescale prices (shares: ${nRescaled}, at most ${
    most.toExponential(0)
  }` + (nTies === 0 ? ")" : `, ties that it breaks: ${nTies}, ${firstOf(ties.map((tie) => tie.what))})`);
}

function evidenceOf({ cut, what, count, ticker, session, was, is }: Change & { readonly cut: Session }) {
  return {
    what,
    cut: formatSession(cut),
    changes: count,
    ticker,
    session: formatSession(session),
    was,
    is,
  };
}
