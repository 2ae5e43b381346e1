/**
 * Figures: what strategies were worth, and how far below their heights.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import type { WorthCurve } from "../backtest_data.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, dateAxis, houseLayout, lineOf, TONES } from "../theme.ts";
import { type Words, wordsOf } from "../words/words.ts";

/**
 * Draws what 100 became, on a logarithmic scale where equal steps are equal percentages.
 *
 * @param curves The model first, drawn heavier; the others are dashed.
 * @throws {RangeError} If the columns of a curve differ in length, or it is empty.
 */
export function equityFigure(curves: readonly WorthCurve[], lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { backtest: text, format } = words;
  const lines = curves.map((curve, index) =>
    lineTrace(curve, index, words, (i) => Number((100 * curve.equity[i] / curve.equity[0]).toFixed(2)), ".1f")
  );
  return {
    data: lines,
    layout: houseLayout(words, {
      x: dateAxis(words),
      y: { type: "log", title: axisTitle(text.equity), nticks: 8 },
    }, { height: 380, hovermode: "x unified", showlegend: true, margin: { l: 62, r: 12, t: 58, b: 34 } }),
    alt: text.equityAlt(
      curves.map(({ name }, i) => `${nameOf(name, words)} ${format.number(lines[i].y.at(-1) ?? null, 1)}`),
    ),
  };
}

/**
 * Draws how far each close was below the greatest one before it.
 *
 * @param curves The model first, its falls filled; the others are dashed.
 * @throws {RangeError} If the columns of a curve differ in length, or it is empty.
 */
export function drawdownFigure(curves: readonly WorthCurve[], lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { backtest: text, format } = words;
  const lines = curves.map((curve, index) => ({
    ...lineTrace(curve, index, words, (i) => Number(curve.drawdown[i].toFixed(4)), ".1%"),
    ...(index === 0
      ? { fill: "tozeroy", fillcolor: TONES.grid.light }
      : { line: { ...lineOf(index, index - 1, true), width: 1 } }),
  }));
  return {
    data: lines,
    layout: houseLayout(words, {
      x: dateAxis(words),
      y: { title: axisTitle(text.drawdown), tickformat: ".0%" },
    }, { height: 280, hovermode: "x unified", showlegend: true, margin: { l: 62, r: 12, t: 58, b: 34 } }),
    alt: text.drawdownAlt(
      curves.map(({ name }, i) =>
        `${nameOf(name, words)} ${format.percent(lines[i].y.reduce((a, b) => Math.min(a, b), 0))}`
      ),
    ),
  };
}

/** A strategy's name in the language; a model's own stays as it is. */
export function nameOf(name: string, { backtest: { names } }: Words): string {
  return Object.entries(names).find(([known]) => known === name)?.[1] ?? name;
}

function lineTrace(
  { name, session, equity, drawdown }: WorthCurve,
  index: number,
  words: Words,
  value: (i: number) => number,
  format: string,
) {
  if (session.length === 0 || session.length !== equity.length || session.length !== drawdown.length) {
    throw new RangeError(
      `Cannot draw "${name}": columns of one length are wanted, found ${session.length} sessions, ` +
        `${equity.length} worths and ${drawdown.length} drawdowns`,
    );
  }
  const shown = plotText(nameOf(name, words));
  return {
    type: "scatter",
    mode: "lines",
    name: shown,
    x: Array.from(session, formatSession),
    y: Array.from(session, (_, i) => value(i)),
    line: lineOf(index, index - 1, index > 0),
    hovertemplate: `${shown} %{y:${format}}<extra></extra>`,
  };
}
