/**
 * Figure: the shares of one session, a feature against what came.
 *
 * @module
 */

import { CLASSES, type Dataset, formatSession, type Session } from "~/core/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, CLASS_MARKS, CLASS_TONES, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/**
 * Draws each share of a session at its feature and the return that followed, marked by its class: a feature that tells
 * the classes apart orders them from left to right.
 *
 * @param dataset Samples with what came of them.
 * @param feature Name of one of its features.
 * @param session A session with samples.
 * @throws {RangeError} If the dataset has no such feature, or no sample of the session.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const dataset = {
 *   nSamples: 2,
 *   features: ["momentum"],
 *   X: Float32Array.of(0.5, -0.5),
 *   tickers: ["PETR4", "VALE3"],
 *   ticker: Int32Array.of(0, 1),
 *   session: Int32Array.of(19354, 19354),
 *   y: Uint8Array.of(2, 0),
 *   targetReturn: Float64Array.of(0.01, -0.02),
 *   labelEnd: Int32Array.of(19360, 19360),
 * };
 * const { alt } = crossSectionFigure(dataset, "momentum", 19354);
 * assert.equal(alt, "momentum and the return that followed, shares of 2022-12-28: 1 buy, 0 hold, 1 sell");
 * ```
 */
export function crossSectionFigure(
  dataset: Dataset,
  feature: string,
  session: Session,
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { classes: text, format } = words;
  const column = dataset.features.indexOf(feature);
  const rows = [...dataset.session.keys()].filter((i) => dataset.session[i] === session);
  if (column < 0 || rows.length === 0) {
    const found = column < 0 ? `no feature "${feature}"` : `no sample of ${formatSession(session)}`;
    throw new RangeError(`Cannot draw a cross-section: the dataset has ${found}`);
  }
  const byClass = CLASSES.map((label, code) => ({ label, of: rows.filter((i) => dataset.y[i] === code) }))
    .reverse();
  return {
    data: byClass.map(({ label, of }) => ({
      type: "scatter",
      mode: "markers",
      name: text.names[label],
      x: of.map((i) => dataset.X[i * dataset.features.length + column]),
      y: of.map((i) => dataset.targetReturn[i]),
      text: of.map((i) => plotText(dataset.tickers[dataset.ticker[i]])),
      marker: { symbol: CLASS_MARKS[label].symbol, color: CLASS_TONES[label].light, size: 9 },
      hovertemplate: `%{text}: %{x:.3g}, %{y:.1%}<extra>${text.names[label]}</extra>`,
    })),
    layout: houseLayout(words, {
      x: { title: axisTitle(plotText(feature)), showgrid: true },
      y: {
        title: axisTitle(text.returnAxis),
        tickformat: ".0%",
        zeroline: true,
        zerolinecolor: TONES.muted.light,
      },
    }, { height: 340, showlegend: true, margin: { l: 62, r: 16, t: 40, b: 48 } }),
    alt: text.crossSectionAlt(
      feature,
      format.date(session),
      byClass.map(({ label, of }) => `${of.length} ${text.names[label]}`),
    ),
  };
}
