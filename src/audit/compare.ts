/**
 * Two accounts of one past, compared.
 *
 * @module
 */

import { CLASSES, type Dataset, type Panel, type Session } from "~/core/mod.ts";
import { ROW_DEFECTS } from "~/features/mod.ts";
import { type Comparison, Ledger } from "./ledger.ts";
import type { Recomputed } from "./recompute.ts";

/** A comparison, and how many shares are on another scale: by a split or a payment that one history has not yet. */
export interface PastComparison extends Comparison {
  /** Shares whose prices are rescaled. */
  readonly nRescaled: number;
}

/** Rows of the two panels that are of one ticker and session. */
interface RowPair {
  readonly row: number;
  readonly twin: number;
  readonly ticker: string;
  readonly session: Session;
  readonly isRescaled: boolean;
}

/** Compares what two histories say of the sessions up to one. */
export function comparePast(whole: Recomputed, other: Recomputed, until: Session): PastComparison {
  const pairs = pairRows(whole, other, until);
  const rescaled = new Set(pairs.filter(({ isRescaled }) => isRescaled).map(({ ticker }) => ticker));
  const nRows = new Map<Session, number>();
  for (const { session } of pairs) nRows.set(session, (nRows.get(session) ?? 0) + 1);
  const ledger = new Ledger(nRows);
  const isAcross = whole.set.features.map(({ inputs }) => inputs === "panel" && rescaled.size > 0);
  compareLengths(whole.panel, other.panel, until, ledger);
  compareRows(whole, other, pairs, isAcross, ledger);
  compareSamples(whole.dataset, other.dataset, until, rescaled, isAcross, ledger);
  return { ...ledger.close(), nRescaled: rescaled.size };
}

/** Pairs the rows of both panels up to the first that only one of them has. */
function pairRows(whole: Recomputed, other: Recomputed, until: Session): RowPair[] {
  const scalesOf = ({ panel, inputs }: Recomputed, row: number) =>
    [panel.factor[row], inputs.totalFactor?.[row] ?? 1] as const;
  return whole.panel.tickers.flatMap((ticker) => {
    const [mine, theirs] = [whole, other].map(({ panel }) => rowsUntil(panel, ticker, until));
    const pairs: RowPair[] = [];
    for (let k = 0; k < Math.min(mine.length, theirs.length); k++) {
      const [row, twin] = [mine.begin + k, theirs.begin + k];
      const session = whole.panel.session[row];
      if (session !== other.panel.session[twin]) break;
      const [[split, total], [otherSplit, otherTotal]] = [scalesOf(whole, row), scalesOf(other, twin)];
      pairs.push({ row, twin, ticker, session, isRescaled: split !== otherSplit || total !== otherTotal });
    }
    return pairs;
  });
}

function rowsUntil({ tickers, offsets, session }: Panel, ticker: string, until: Session) {
  const index = tickers.indexOf(ticker);
  if (index < 0) return { begin: 0, length: 0 };
  const begin = offsets[index];
  let end = offsets[index + 1];
  while (end > begin && session[end - 1] > until) end--;
  return { begin, length: end - begin };
}

/** Compares which sessions each ticker has. */
function compareLengths(whole: Panel, other: Panel, until: Session, ledger: Ledger): void {
  for (const ticker of new Set([...whole.tickers, ...other.tickers])) {
    const [mine, theirs] = [whole, other].map((panel) => {
      const { begin, length } = rowsUntil(panel, ticker, until);
      return new Set(panel.session.subarray(begin, begin + length));
    });
    for (const session of mine.symmetricDifference(theirs)) {
      const [was, is] = [mine, theirs].map((sessions) => sessions.has(session) ? "one" : "none");
      ledger.compare("rows", ticker, session, was, is, false);
    }
  }
}

function compareRows(
  whole: Recomputed,
  other: Recomputed,
  pairs: readonly RowPair[],
  isAcross: readonly boolean[],
  ledger: Ledger,
): void {
  const { features } = whole.set;
  const [mine, theirs] = [whole.columns, other.columns];
  for (const { row, twin, ticker, session, isRescaled } of pairs) {
    const compare = (what: string, was: string | number, is: string | number, mayRound = isRescaled) =>
      ledger.compare(what, ticker, session, was, is, mayRound);
    for (let j = 0; j < features.length; j++) {
      compare(features[j].name, mine.values[j][row], theirs.values[j][twin], isRescaled || isAcross[j]);
    }
    const [was, is] = [mine.defects[row], theirs.defects[twin]].map((code) => ROW_DEFECTS[code] ?? "none");
    compare("row defect", was, is);
    compare("universe", whole.inputs.universe[row], other.inputs.universe[twin]);
  }
}

/** Compares the samples whose labels were known by a session; thirds compare shares, and so may any split. */
function compareSamples(
  whole: Dataset,
  other: Dataset,
  until: Session,
  rescaled: ReadonlySet<string>,
  isAcross: readonly boolean[],
  ledger: Ledger,
): void {
  const width = whole.features.length;
  const [mine, theirs] = [samplesKnown(whole, until), samplesKnown(other, until)];
  for (const [key, { i, ticker, session }] of mine) {
    const compare = (what: string, was: string | number, is: string | number, mayRound: boolean) =>
      ledger.compare(what, ticker, session, was, is, mayRound);
    const twin = theirs.get(key)?.i;
    if (twin === undefined) {
      compare("sample", "one", "none", rescaled.size > 0);
      continue;
    }
    compare("label", CLASSES[whole.y[i]], CLASSES[other.y[twin]], rescaled.size > 0);
    compare("return", whole.targetReturn[i], other.targetReturn[twin], rescaled.has(ticker));
    for (let j = 0; j < width; j++) {
      const [was, is] = [whole.X[i * width + j], other.X[twin * width + j]];
      compare(whole.features[j], was, is, isAcross[j] || rescaled.has(ticker));
    }
  }
  for (const [key, { ticker, session }] of theirs) {
    if (!mine.has(key)) ledger.compare("sample", ticker, session, "none", "one", rescaled.size > 0);
  }
}

function samplesKnown({ session, ticker, tickers, labelEnd }: Dataset, until: Session) {
  const known = [...session.keys()].filter((i) => labelEnd[i] <= until);
  return new Map(known.map((i) => {
    const name = tickers[ticker[i]];
    return [`${name} ${session[i]}`, { i, ticker: name, session: session[i] }];
  }));
}
