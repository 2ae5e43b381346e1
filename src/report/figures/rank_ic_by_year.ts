/**
 * Figure: in which years a ranking was right.
 *
 * @module
 */

import type { Scores } from "~/evaluation/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, barOf, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/**
 * Draws the mean rank IC of each calendar year as bars, one for each row.
 *
 * @param rows The model, drawn full, and what it is held against, hollow.
 */
export function rankIcByYearFigure(
  rows: readonly Pick<Scores, "name" | "byYear">[],
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { rankIc: text, format } = words;
  return {
    data: rows.map(({ name, byYear }, index) => ({
      type: "bar",
      name: plotText(name),
      x: byYear.map(({ year }) => String(year)),
      y: byYear.map(({ rankIc }) => rankIc),
      marker: barOf(index),
      hovertemplate: `${plotText(name)} %{x}: %{y:.3f}<extra></extra>`,
    })),
    layout: houseLayout(words, {
      x: { type: "category" },
      y: {
        title: axisTitle(text.yearsAxis),
        zeroline: true,
        zerolinecolor: TONES.ink.light,
        tickformat: ".2f",
      },
    }, {
      height: 280,
      barmode: "group",
      bargap: 0.35,
      showlegend: true,
      margin: { l: 62, r: 12, t: 40, b: 34 },
    }),
    alt: text.yearsAlt(
      rows.map(({ name, byYear }) =>
        `${name} ${byYear.map(({ year, rankIc }) => `${year} ${format.gain(rankIc, 3)}`).join(", ")}`
      ),
    ),
  };
}
