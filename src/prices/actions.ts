/**
 * Splits, bonuses and groupings, read off the tape.
 *
 * COTAHIST prices are not adjusted. The tape marks an event: a specification (ESPECI) that gains the letter `B` (bonus,
 * split) or `G` (grouping) at a new distribution number (DISMES), or a new quotation factor (FATCOT). The ratio is not on
 * the tape. It is estimated: what the price did overnight and on the day's average, less what the market did, on the
 * scale of the ticker's own recent days; the shares traded; the same event in a sister class; how common a ratio is.
 *
 * @module
 */

import { type Finding, formatSession, type Quotes } from "~/core/mod.ts";
import { LONGEST_PAUSE } from "./breaks.ts";
import { type CorporateAction, kindOfRatio } from "./corporate_action.ts";
import { type DayMoves, dayMoves, median } from "./day_moves.ts";
import {
  estimateRatio,
  fitRatios,
  isSame,
  type RatioEstimate,
  type RatioFit,
  type StepEvidence,
} from "./estimate_ratio.ts";
import { findOpenings, type Opening, type OpeningOptions } from "./openings.ts";
import { type RatioPrior, ratioPrior } from "./ratios.ts";

/** One event that the tape marks, and what became of it. */
export interface TapeEvent extends RatioEstimate {
  /** Row of the quotes. */
  readonly row: number;
  /** What opened. */
  readonly opening: Opening;
  /** What the tape showed. */
  readonly evidence: StepEvidence;
  /** `accepted` as an action; `nothing` happened to the shares; `unexplained`: prices across it do not compare. */
  readonly outcome: "accepted" | "nothing" | "unexplained";
}

/** What the tape says of corporate actions. */
export interface TapeActions {
  /** Accepted actions, in the order of the quotes. */
  readonly actions: readonly CorporateAction[];
  /** Every marked event, in the order of the quotes. */
  readonly events: readonly TapeEvent[];
  /** What was noticed. */
  readonly findings: readonly Finding[];
}

/** Posterior probability of being right within 1.2 % at which a ratio is accepted. */
export const CONFIDENCE = 0.4;

/** Posterior probability of being more than 1.5 times off up to which a ratio is accepted. */
export const RISK = 0.15;

/** A bonus smaller than this cannot be told from the day's move: nothing is adjusted. */
const SMALLEST_BONUS = 1.025;

/** Rows that the scale and the volume of a ticker are taken from, and how many there must be at least. */
const SCALE_ROWS = 60;
const VOLUME_ROWS = 20;
const FEWEST_ROWS = 10;

/**
 * The t-distribution's scale in medians of absolute moves, where the tape itself is most probable; its least; the median
 * move of a share without history.
 */
const SCALE_OF_MEDIAN = 2;
const LEAST_SCALE = 0.004;
const UNKNOWN_MOVE = 0.05;

/** Sessions by which a class may follow its sister into the same event. */
const SISTER_SESSIONS = 3;

/** Everything known of an opening before ratios are compared. */
interface Candidate {
  readonly opening: Opening;
  readonly ticker: string;
  readonly day: number;
  /** Calendar days since the ticker's quote before. */
  readonly pause: number;
  readonly prior: RatioPrior;
  readonly evidence: StepEvidence;
  readonly fit: RatioFit;
}

/**
 * Finds the splits, bonuses and groupings of quotes.
 *
 * @param quotes Cash-market quotes, one a ticker and session, sorted by ticker and session.
 * @returns Actions and events; an event that nothing explains well enough is `unexplained`, and so are sister classes
 *   of one company whose ratios of the same day differ, with each other's help or read alone. Causal: an event of
 *   session t uses quotes up to its close.
 * @see B3, "Séries Históricas: Layout", fields ESPECI, FATCOT and DISMES.
 */
export function findActions(quotes: Quotes, options: OpeningOptions = {}): TapeActions {
  const openings = findOpenings(quotes, options);
  if (openings.length === 0) return { actions: [], events: [], findings: [] };
  const moves = dayMoves(quotes, new Set(openings.map(({ row }) => row)));
  const candidates = openings.map((opening): Candidate => {
    const prior = ratioPrior(opening);
    const evidence = evidenceOf(quotes, moves, opening);
    return {
      opening,
      ticker: quotes.ticker[opening.row],
      day: moves.day[opening.row],
      pause: quotes.session[opening.row] - quotes.session[opening.row - 1],
      prior,
      evidence,
      fit: fitRatios(prior, evidence),
    };
  });
  const byCompany = Map.groupBy(candidates, ({ ticker }) => ticker.slice(0, 4));
  const events = [...byCompany.values()].flatMap(companyEvents).sort((a, b) => a.row - b.row);
  return {
    actions: events.filter(({ outcome }) => outcome === "accepted").map((event) => actionOf(quotes, event)),
    events,
    findings: events.flatMap((event) => findingOf(quotes, event) ?? []),
  };
}

/** The events of one company: each knows its sisters and what the company chose on earlier days. */
function companyEvents(candidates: readonly Candidate[]): TapeEvent[] {
  const events: (TapeEvent & { readonly candidate: Candidate; readonly alone: RatioEstimate })[] = [];
  for (const candidate of candidates.toSorted((a, b) => a.day - b.day)) {
    const { opening, day, pause, prior, evidence, fit } = candidate;
    const sisters = candidates.filter((other) => isSister(other, candidate, SISTER_SESSIONS));
    const usual = events.filter((event) => event.candidate.day < day && event.outcome === "accepted")
      .map((event) => event.ratio);
    const estimate = estimateRatio(prior, fit, sisters.map((sister) => sister.fit), usual);
    const alone = estimateRatio(prior, fit, [], usual);
    events.push({
      ...estimate,
      row: opening.row,
      opening,
      evidence,
      outcome: pause > LONGEST_PAUSE ? "unexplained" : outcomeOf(estimate), // too much may have happened in between
      candidate,
      alone,
    });
  }
  return events.map(({ candidate, alone, ...event }): TapeEvent => {
    const isRefused = event.outcome === "accepted" &&
      events.some((other) =>
        isSister(other.candidate, candidate, 0) && (disagree(other, event) || disagree(other.alone, alone))
      );
    return isRefused ? { ...event, outcome: "unexplained" } : event;
  });
}

/** Whether two estimates are each good enough and not the same. */
function disagree(a: RatioEstimate, b: RatioEstimate): boolean {
  return [a, b].every((estimate) => outcomeOf(estimate) === "accepted") && !isSame(a.ratio, b.ratio);
}

/** Whether `other` is the same event in another class of the company, at most some sessions before. */
function isSister(other: Candidate, of: Candidate, sessions: number): boolean {
  return other.ticker !== of.ticker && other.day <= of.day && of.day - other.day <= sessions &&
    other.prior === of.prior;
}

/** What quotes say of an opening's step. */
function evidenceOf(quotes: Quotes, { excess, day }: DayMoves, { row, mayPay }: Opening): StepEvidence {
  let first = row;
  while (first > 0 && quotes.ticker[first - 1] === quotes.ticker[row] && row - first < SCALE_ROWS) first--;
  const history = excess.subarray(first, row).filter(Number.isFinite);
  const move = history.length < FEWEST_ROWS ? UNKNOWN_MOVE : median(history.map(Math.abs));
  const silence = Math.sqrt(Math.max(1, (day[row] - day[row - 1]) / 2));
  const volumes = quotes.shares.subarray(Math.max(first, row - VOLUME_ROWS), row).filter((shares) =>
    shares > 0
  );
  return {
    logStep: -excess[row],
    scale: Math.max(LEAST_SCALE, SCALE_OF_MEDIAN * move) * silence,
    logVolume: volumes.length < FEWEST_ROWS ? NaN : Math.log(quotes.shares[row] / median(volumes)),
    mayPay,
  };
}

function outcomeOf({ ratio, confidence, risk }: RatioEstimate): TapeEvent["outcome"] {
  if (confidence < CONFIDENCE || risk > RISK) return "unexplained";
  return ratio >= 1 && ratio < SMALLEST_BONUS ? "nothing" : "accepted";
}

function actionOf(quotes: Quotes, { row, ratio, step, confidence }: TapeEvent): CorporateAction {
  return {
    ticker: quotes.ticker[row],
    exSession: quotes.session[row],
    kind: kindOfRatio(ratio),
    ratio,
    payment: 0,
    source: "tape",
    asOf: quotes.session[row],
    evidence: { observed: quotes.close[row - 1] / quotes.open[row], step, confidence },
  };
}

function findingOf(quotes: Quotes, event: TapeEvent): Finding | null {
  const { row, ratio, confidence, opening, outcome } = event;
  const [ticker, session] = [quotes.ticker[row], quotes.session[row]];
  const what = opening.mark === ""
    ? "has a new quotation factor"
    : `is marked "${quotes.specification[row]}"`;
  const noted = (kind: string, severity: Finding["severity"], but: string): Finding => ({
    severity,
    kind,
    ticker,
    session,
    message: `${ticker} ${what} on ${formatSession(session)}, but ${but}`,
  });
  const step = `a step of ${(quotes.close[row - 1] / quotes.open[row]).toFixed(4)}`;
  if (outcome === "unexplained") {
    const guess = `${ratio.toPrecision(3)} is the best guess at ${Math.round(100 * confidence)} %`;
    return noted(
      "unexplained_action",
      "warning",
      `no ratio explains ${step} well enough (${guess}): windows across it are left out`,
    );
  }
  const isExpected = outcome === "accepted" || opening.mark === "" || opening.isRepeated;
  return isExpected
    ? null
    : noted("small_bonus", "info", `${step} cannot be told from the day's move: left unadjusted`);
}
