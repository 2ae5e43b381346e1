/**
 * Figure: one share's price and what was predicted for it on the way.
 *
 * @module
 */

import { CLASSES, formatSession, type Label, type PriceBasis, type Session } from "~/core/mod.ts";
import { BASIS_TEXT } from "../basis.ts";
import { type Figure, plotText } from "../figure.ts";
import { axisTitle, CLASS_MARKS, CLASS_TONES, houseLayout, TONES } from "../theme.ts";

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
export function priceFigure({ ticker, session, close, predicted, basis }: PriceHistory): Figure {
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
    name: "close",
    x: Array.from(session, formatSession),
    y: Array.from(close),
    line: { color: TONES.grey.light, width: 1.3 },
    hovertemplate: "close R$ %{y:.2f}<extra></extra>",
    showlegend: false,
  };
  const marks = CLASSES.toReversed().map((label) => {
    const some = marked.filter((mark) => mark.label === label);
    return {
      type: "scatter",
      mode: "markers",
      name: label,
      x: some.map(({ date }) => date),
      y: some.map(({ price }) => price),
      marker: {
        symbol: CLASS_MARKS[label].symbol,
        color: CLASS_TONES[label].light,
        size: label === "hold" ? 6 : 9,
      },
      hovertemplate: `predicted ${label}<extra></extra>`,
    };
  });
  return {
    data: [line, ...marks],
    layout: houseLayout(
      { x: { type: "date" }, y: { title: axisTitle(`${plotText(ticker)}, R$ (${basis})`) } },
      {
        height: 280,
        hovermode: "x unified",
        showlegend: predicted.length > 0,
      },
    ) as Figure["layout"],
    alt: `Close of ${ticker}, ${
      BASIS_TEXT[basis]
    }, with ${marked.length} of ${predicted.length} predictions marked: ${
      CLASSES.toReversed().map((label) => `${marked.filter((mark) => mark.label === label).length} ${label}`)
        .join(", ")
    }`,
  };
}
