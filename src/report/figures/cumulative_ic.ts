/**
 * Figure: rank IC added up over time, a model beside its baselines.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import { cumulativeIc, type Scores } from "~/evaluation/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, dateAxis, houseLayout, lineOf, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/**
 * Draws the running sum of rank IC: steady skill is a straight rise, luck a few steps.
 *
 * The first one is drawn heavier; baselines are dashed.
 *
 * @param rows Of a leaderboard, the model first; those that rank nothing are left out.
 */
export function cumulativeIcFigure(rows: readonly Scores[], lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const ranked = rows.filter(({ ranking }) => ranking.bySession.length > 0);
  let nBaselines = 0;
  const data = ranked.map(({ name, isBaseline, ranking }, index) => {
    const path = cumulativeIc(ranking);
    return {
      type: "scatter",
      mode: "lines",
      name: plotText(name),
      x: path.map(({ session }) => formatSession(session)),
      y: path.map(({ value }) => Number(value.toFixed(4))),
      line: lineOf(index, isBaseline ? nBaselines++ : 0, isBaseline),
      hovertemplate: `${plotText(name)} %{y:.2f}<extra></extra>`,
    };
  });
  return {
    data,
    layout: houseLayout(
      words,
      {
        x: dateAxis(words),
        y: { title: axisTitle(words.rankIc.axis), zeroline: true, zerolinecolor: TONES.muted.light },
      },
      { height: 360, hovermode: "x unified", margin: { l: 58, r: 12, t: 58, b: 34 } },
    ),
    alt: words.rankIc.alt(ranked.map(({ name }, i) => words.rankIc.altEnd(name, data[i].y.at(-1)))),
  };
}
