/**
 * Figure: what shares earned by where they were ranked.
 *
 * @module
 */

import type { Scores } from "~/evaluation/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, barOf, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/**
 * Draws the mean return of each fifth of the score as bars, lowest scores first: skill shows as stairs.
 *
 * @param rows The model, drawn full, and what it is held against, hollow.
 */
export function quantileReturnsFigure(
  rows: readonly Pick<Scores, "name" | "quantiles">[],
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { quantiles: text, format } = words;
  return {
    data: rows.map(({ name, quantiles }, index) => ({
      type: "bar",
      name: plotText(name),
      x: text.fifths,
      y: quantiles.means,
      marker: barOf(index),
      hovertemplate: `${plotText(name)}, %{x}: %{y:.2%}<extra></extra>`,
    })),
    layout: houseLayout(words, {
      x: { type: "category", title: axisTitle(text.xAxis) },
      y: {
        title: axisTitle(text.axis),
        zeroline: true,
        zerolinecolor: TONES.ink.light,
        tickformat: ".1%",
      },
    }, {
      height: 300,
      barmode: "group",
      bargap: 0.35,
      showlegend: true,
      margin: { l: 62, r: 12, t: 40, b: 48 },
    }),
    alt: text.alt(
      rows.map(({ name, quantiles }) =>
        `${name} ${quantiles.means.map((value) => format.percentGain(value, 2)).join(", ")}`
      ),
    ),
  };
}
