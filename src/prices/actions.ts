/**
 * Splits, bonuses and reverse splits, read off the tape.
 *
 * COTAHIST prices are not adjusted. The tape marks an event in two ways: a new distribution number (DISMES) whose
 * specification (ESPECI) gains the letter `B` (bonus, split) or `G` (grouping), or a new quotation factor (FATCOT).
 * The ratio is not on the tape: it is the neat one nearest to what the price did overnight, and only near enough.
 *
 * @module
 */

import { type Finding, formatSession, type Quotes, type Session } from "~/core/mod.ts";

/** A change in the number of shares that one share became. */
export interface CorporateAction {
  /** Trading code. */
  readonly ticker: string;
  /** First session at the new price level. */
  readonly exSession: Session;
  /** More shares, or fewer. */
  readonly kind: "split" | "grouping";
  /** Shares after for one share before: 2 for a two-for-one split, 0.1 for a ten-to-one grouping. */
  readonly ratio: number;
  /** What the price did: last close before over first open after. */
  readonly observed: number;
}

/** Ratios in use at B3: bonuses of 5 to 50 %, splits, and their inverses for groupings. */
const SPLITS = [
  ...[1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5],
  ...[2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000, 10_000, 50_000],
];
const LARGE_SPLITS = SPLITS.filter((ratio) => ratio >= 2);
const GROUPINGS = LARGE_SPLITS.map((ratio) => 1 / ratio);

/** Farthest that an overnight move may be from a neat ratio, as a factor: a share seldom opens that far away. */
const TOLERANCE = 1.1;

/** How much nearer the nearest of two large ratios must be than the other, as a factor, to be told from it. */
const MARGIN = 1.02;

/** A marked bonus whose step is smaller than this cannot be told from the day's move. */
const SMALLEST_STEP = 1.025;

/**
 * Finds the splits, bonuses and groupings of quotes.
 *
 * @param quotes Cash-market quotes, one a ticker and session, sorted by ticker and session.
 * @returns The actions, in the order of the quotes; the rows of marked events that no neat ratio explains, across which
 *   prices do not compare; and findings about those and about bonuses too small to tell. Causal: an action on session t
 *   uses the quotes of t and of the ticker's session before.
 * @see B3, "Séries Históricas: Layout", fields ESPECI, FATCOT and DISMES.
 */
export function findActions(
  quotes: Quotes,
): { actions: CorporateAction[]; unexplained: number[]; findings: Finding[] } {
  const actions: CorporateAction[] = [];
  const unexplained: number[] = [];
  const findings: Finding[] = [];
  for (let i = 1; i < quotes.length; i++) {
    if (quotes.ticker[i] !== quotes.ticker[i - 1]) continue;
    const candidates = markedCandidates(quotes, i);
    if (candidates.length === 0) continue;
    const [ticker, exSession] = [quotes.ticker[i], quotes.session[i]];
    const observed = quotes.close[i - 1] / quotes.open[i];
    const ratio = nearestRatio(observed, candidates);
    const noted = (kind: string, severity: Finding["severity"], what: string): Finding => ({
      severity,
      kind,
      ticker,
      session: exSession,
      message: `${ticker} is marked "${quotes.specification[i]}" on ${formatSession(exSession)}, but ${what}`,
    });
    const step = `a step of ${observed.toFixed(4)}`;
    if (ratio === undefined) {
      unexplained.push(i);
      findings.push(
        noted(
          "unexplained_action",
          "warning",
          `no neat ratio explains ${step}: windows across it are left out`,
        ),
      );
    } else if (ratio !== 1) {
      actions.push({ ticker, exSession, kind: ratio > 1 ? "split" : "grouping", ratio, observed });
    } else if (!candidates.includes(1)) {
      findings.push(
        noted("small_bonus", "info", `${step} cannot be told from the day's move: left unadjusted`),
      );
    }
  }
  return { actions, unexplained, findings };
}

/** The ratios that the tape's marks at row `i` allow; empty where nothing is marked. */
function markedCandidates(quotes: Quotes, i: number): number[] {
  if (quotes.quotationFactor[i] !== quotes.quotationFactor[i - 1]) return [1, ...LARGE_SPLITS, ...GROUPINGS];
  if (quotes.distribution[i] === quotes.distribution[i - 1]) return [];
  const before = markerLetters(quotes.specification[i - 1]);
  const gains = (letter: string) =>
    markerLetters(quotes.specification[i]).includes(letter) && !before.includes(letter);
  return [...(gains("B") ? SPLITS : []), ...(gains("G") ? GROUPINGS : [])];
}

/** The letters of the corporate-action marker `E…` in columns 5 to 7 of a specification, for example `"JB"`. */
function markerLetters(specification: string): string {
  const marker = specification.slice(4, 7);
  return marker.startsWith("E") ? marker.slice(1) : "";
}

/** The candidate nearest in ratio, 1 for a bonus too small to tell, or nothing if all are too far or two as near. */
function nearestRatio(observed: number, candidates: readonly number[]): number | undefined {
  if (!(observed > 0) || !Number.isFinite(observed)) return undefined;
  const distance = (ratio: number) => Math.abs(Math.log(observed / ratio));
  const [nearest, next] = candidates.toSorted((a, b) => distance(a) - distance(b));
  const isLarge = nearest >= 2 || nearest < 1;
  const isTied = isLarge && next !== undefined && distance(next) - distance(nearest) < Math.log(MARGIN);
  if (distance(nearest) > Math.log(TOLERANCE) || isTied) return undefined;
  return nearest > 1 && observed < SMALLEST_STEP ? 1 : nearest;
}
