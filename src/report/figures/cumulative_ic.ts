/**
 * Figure: rank IC added up over time, a model beside its baselines.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import { cumulativeIc, type Scores } from "~/evaluation/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import { axisTitle, houseLayout, TONES } from "../theme.ts";

const COLORS = [TONES.blue, TONES.vermilion, TONES.green, TONES.purple, TONES.ochre, TONES.grey];
const DASHES = ["dash", "dot", "dashdot", "longdash"];

/**
 * Draws the running sum of rank IC: steady skill is a straight rise, luck a few steps.
 *
 * The first one is drawn heavier; baselines are dashed.
 *
 * @param rows Of a leaderboard, the model first; those that rank nothing are left out.
 */
export function cumulativeIcFigure(rows: readonly Scores[]): Figure {
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
      line: {
        color: COLORS[index % COLORS.length].light,
        width: index === 0 ? 2.6 : 1.6,
        dash: isBaseline ? DASHES[nBaselines++ % DASHES.length] : "solid",
      },
      hovertemplate: `${plotText(name)} %{y:.2f}<extra></extra>`,
    };
  });
  return {
    data,
    layout: houseLayout(
      {
        x: { type: "date" },
        y: { title: axisTitle("Rank IC, added up"), zeroline: true, zerolinecolor: TONES.muted.light },
      },
      { height: 360, hovermode: "x unified", margin: { l: 58, r: 12, t: 58, b: 34 } },
    ) as Figure["layout"],
    alt: `Rank IC added up by session: ${
      ranked.map(({ name }, i) => `${name} ends at ${data[i].y.at(-1)?.toFixed(2)}`).join(", ") ||
      "nothing was ranked"
    }`,
  };
}
