/**
 * Figure: rank IC added up over time, a model beside its baselines.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import { axisTitle, houseLayout, TONES } from "../theme.ts";

/** Rank IC by session of one model or baseline. */
export interface IcSeries {
  /** As in the leaderboard. */
  readonly name: string;
  /** Whether it is drawn dashed. */
  readonly isBaseline: boolean;
  /** Rank IC of each session, oldest first; the figure adds them up. */
  readonly points: readonly { readonly session: Session; readonly value: number }[];
}

const COLORS = [TONES.blue, TONES.vermilion, TONES.green, TONES.purple, TONES.ochre, TONES.grey];
const DASHES = ["dash", "dot", "dashdot", "longdash"];

/**
 * Draws the running sum of rank IC: steady skill is a straight rise, luck a few steps.
 *
 * The first series is drawn heavier; baselines are dashed.
 *
 * @param series The model first.
 */
export function cumulativeIcFigure(series: readonly IcSeries[]): Figure {
  let nBaselines = 0;
  const data = series.map(({ name, isBaseline, points }, index) => {
    let sum = 0;
    return {
      type: "scatter",
      mode: "lines",
      name: plotText(name),
      x: points.map(({ session }) => formatSession(session)),
      y: points.map(({ value }) => Number((sum += value).toFixed(4))),
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
      data.map(({ y }, i) => `${series[i].name} ends at ${y.at(-1)?.toFixed(2) ?? "nothing"}`).join(", ")
    }`,
  };
}
