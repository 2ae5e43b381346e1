/**
 * Figure: one share's price and what was predicted for it on the way.
 *
 * @module
 */

import { CLASSES, formatSession, type Label, type PriceBasis, type Session } from "~/core/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, CLASS_MARKS, CLASS_TONES, dateAxis, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/** One ticker's closes and out-of-sample predictions. */
export interface PriceHistory {
  /** Trading code. */
  readonly ticker: string;
  /** Sessions, oldest first. */
  readonly session: ArrayLike<Session>;
  /** Close of each session, BRL on `basis`; `NaN` is drawn as a gap. */
  readonly close: ArrayLike<number>;
  /** Predicted class by decision session, oldest first; each of its sessions is in `session`. */
  readonly predicted: readonly { readonly session: Session; readonly label: Label }[];
  /** What the closes are comparable with. */
  readonly basis: PriceBasis;
}

const MOST_MARKS = 60; // more would hide the line at the width of a page

/**
 * Draws the price line with marks for buy, hold and sell at the close they were decided on.
 *
 * With many predictions every k-th is marked, whatever came of it; `alt` says how many.
 *
 * @throws {RangeError} If `session` and `close` differ in length or a predicted session has no close.
 */
export function priceFigure(
  { ticker, session, close, predicted, basis }: PriceHistory,
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { classes: { names }, tickers: text } = words;
  if (session.length !== close.length) {
    throw new RangeError(
      `Cannot draw "${ticker}": ${session.length} closes are wanted, found ${close.length}`,
    );
  }
  const closeAt = new Map(Array.from(session, (day, i) => [day, close[i]]));
  const step = Math.max(1, Math.ceil(predicted.length / MOST_MARKS));
  const marked = predicted.filter((_, i) => i % step === 0).map(({ session, label }) => {
    const price = closeAt.get(session);
    if (price === undefined) {
      throw new RangeError(
        `Cannot draw "${ticker}": predicted session ${formatSession(session)} is not among its sessions`,
      );
    }
    return { date: formatSession(session), label, price };
  });
  const line = {
    type: "scatter",
    mode: "lines",
    name: text.close,
    x: Array.from(session, formatSession),
    y: Array.from(close),
    line: { color: TONES.grey.light, width: 1.3 },
    hovertemplate: `${text.close} R$ %{y:.2f}<extra></extra>`,
    showlegend: false,
  };
  const marks = CLASSES.toReversed().map((label) => {
    const some = marked.filter((mark) => mark.label === label);
    return {
      type: "scatter",
      mode: "markers",
      name: names[label],
      x: some.map(({ date }) => date),
      y: some.map(({ price }) => price),
      marker: {
        symbol: CLASS_MARKS[label].symbol,
        color: CLASS_TONES[label].light,
        size: label === "hold" ? 6 : 9,
      },
      hovertemplate: `${text.predicted(names[label])}<extra></extra>`,
    };
  });
  return {
    data: [line, ...marks],
    layout: houseLayout(
      words,
      { x: dateAxis(words), y: { title: axisTitle(text.axis(plotText(ticker), basis)) } },
      {
        height: 280,
        hovermode: "x unified",
        showlegend: predicted.length > 0,
      },
    ),
    alt: text.priceAlt(
      ticker,
      text.bases[basis],
      marked.length,
      predicted.length,
      CLASSES.toReversed().map((label) =>
        `${marked.filter((mark) => mark.label === label).length} ${names[label]}`
      ),
    ),
  };
}
