/**
 * Figure: where a share may be at the end of the horizon.
 *
 * @module
 */

import { formatSession, nextSession, parseSession, type Prediction, type Session } from "~/core/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, dateAxis, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";
import type { PriceHistory } from "./price.ts";

const CLOSES_BEFORE = 60;
const OPACITY = 0.3;

/**
 * Draws the last closes and a prediction's intervals opening from the last one like a fan.
 *
 * Only the end of a fan is promised; on the way it widens with the square root of time. Returns are taken from the last
 * close, as the open they begin with is not known yet.
 *
 * @param prediction Without certainty or intervals there are the closes alone.
 * @throws {RangeError} If the prediction's session has no close in the history.
 */
export function outlookFigure(
  { ticker, session, close, basis }: Pick<PriceHistory, "ticker" | "session" | "close" | "basis">,
  { dataDate, horizon, certainty }: Pick<Prediction, "dataDate" | "horizon" | "certainty">,
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { tickers: text, format } = words;
  const decided = parseSession(dataDate);
  const last = Array.from(session).lastIndexOf(decided);
  if (last < 0 || !(close[last] > 0)) {
    throw new RangeError(
      `Cannot draw the outlook of "${ticker}": a close on ${dataDate} is wanted, found none`,
    );
  }
  const first = Math.max(0, last - CLOSES_BEFORE + 1);
  const days = sessionsFrom(decided, horizon + 1);
  const intervals = (certainty?.intervals ?? []).toSorted((a, b) => b.level - a.level); // narrower ones on top
  const edge = (value: number) =>
    days.map((_, k) => Number((close[last] * (1 + value * Math.sqrt(k / (horizon + 1)))).toFixed(4)));
  const dates = days.map(formatSession);
  const bands = intervals.map(({ level, low, high }) => ({
    type: "scatter",
    mode: "lines",
    name: text.interval(level),
    x: [...dates, ...dates.toReversed()],
    y: [...edge(high), ...edge(low).toReversed()],
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
    }, { height: 300, showlegend: intervals.length > 0, margin: { l: 62, r: 16, t: 40, b: 34 } }),
    alt: text.outlookAlt(
      ticker,
      format.date(decided),
      intervals.map(({ level, low, high }) =>
        `${text.interval(level)} ${text.intervalValue(format.percentGain(low), format.percentGain(high))}`
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
