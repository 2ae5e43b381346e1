/**
 * Figure: where a share may be at the end of the horizon.
 *
 * @module
 */

import { formatSession, type Label, nextSession, type Session } from "~/core/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, dateAxis, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";
import type { PriceHistory } from "./price.ts";

/** Why not to act on an answer. */
export type Doubt = "all_classes" | "no_class" | "outside_domain" | "stale" | "no_promise";

/** A range that the return will be in as often as promised. */
export interface OutlookInterval {
  /** How often, inside (0, 1). */
  readonly coverage: number;
  /** Lower end of the return from the next open, decimal fraction; `-Infinity` if nothing is promised. */
  readonly lower: number;
  /** Upper end; `Infinity` if nothing is promised. */
  readonly upper: number;
}

/** How sure the newest answer for one ticker is. */
export interface Outlook {
  /** Trading code. */
  readonly ticker: string;
  /** Session whose close the answer is based on. */
  readonly session: Session;
  /** Sessions from entry (next open) to exit. */
  readonly horizon: number;
  /** Intervals for the return, in any order. */
  readonly intervals: readonly OutlookInterval[];
  /** Classes that are held possible, and how often such sets hold the true one; `null` if there is no set. */
  readonly set: { readonly coverage: number; readonly classes: readonly Label[] } | null;
  /** Why not to act on it; empty if nothing speaks against. */
  readonly doubts: readonly Doubt[];
}

const CLOSES_BEFORE = 60;
const OPACITY = 0.3;

/**
 * Draws the last closes and the intervals opening from the last one like a fan.
 *
 * Only the end of a fan is promised; on the way it widens with the square root of time. Returns are taken from the last
 * close, as the open they begin with is not known yet. Unbounded intervals are left out.
 *
 * @throws {RangeError} If the outlook's session has no close in the history.
 */
export function outlookFigure(
  { ticker, session, close, basis }: Pick<PriceHistory, "ticker" | "session" | "close" | "basis">,
  { session: decided, horizon, intervals }: Outlook,
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { tickers: text, format } = words;
  const last = Array.from(session).lastIndexOf(decided);
  if (last < 0 || !(close[last] > 0)) {
    throw new RangeError(
      `Cannot draw the outlook of "${ticker}": a close on ${formatSession(decided)} is wanted, found none`,
    );
  }
  const first = Math.max(0, last - CLOSES_BEFORE + 1);
  const days = sessionsFrom(decided, horizon + 1);
  const bounded = intervals.filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper))
    .toSorted((a, b) => b.coverage - a.coverage); // the widest first, narrower ones on top
  const edge = (value: number) =>
    days.map((_, k) => Number((close[last] * (1 + value * Math.sqrt(k / (horizon + 1)))).toFixed(4)));
  const dates = days.map(formatSession);
  const bands = bounded.map(({ coverage, lower, upper }) => ({
    type: "scatter",
    mode: "lines",
    name: text.interval(coverage),
    x: [...dates, ...dates.toReversed()],
    y: [...edge(upper), ...edge(lower).toReversed()],
    fill: "toself",
    fillcolor: TONES.blue.light,
    line: { color: TONES.blue.light, width: 0.5 },
    opacity: OPACITY,
    hoverinfo: "skip",
  }));
  return {
    data: [...bands, {
      type: "scatter",
      mode: "lines",
      name: text.close,
      x: Array.from(session).slice(first, last + 1).map(formatSession),
      y: Array.from(close).slice(first, last + 1),
      line: { color: TONES.ink.light, width: 1.6 },
      hovertemplate: `${text.close} R$ %{y:.2f}<extra></extra>`,
      showlegend: false,
    }],
    layout: houseLayout(words, {
      x: { ...dateAxis(words), nticks: 5 },
      y: { title: axisTitle(text.axis(plotText(ticker), basis)) },
    }, { height: 300, showlegend: bounded.length > 0, margin: { l: 62, r: 16, t: 40, b: 34 } }),
    alt: text.outlookAlt(
      ticker,
      format.date(decided),
      bounded.map(({ coverage, lower, upper }) =>
        `${text.interval(coverage)} ${
          text.intervalValue(format.percentGain(lower), format.percentGain(upper))
        }`
      ),
    ),
  };
}

/** A session and the `count` that follow it on B3's calendar. */
function sessionsFrom(first: Session, count: number): Session[] {
  const days = [first];
  for (let k = 0; k < count; k++) days.push(nextSession(days[k]));
  return days;
}
