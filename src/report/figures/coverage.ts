/**
 * Figure: whether intervals and sets held what they promised, year by year.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, houseAxis, houseLayout, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/** How often outcomes were inside, among some samples; `null` without samples. */
export interface CoverageCount {
  /** Samples with a promise. */
  readonly nSamples: number;
  /** Share of them that was inside. */
  readonly coverage: number | null;
  /** Mean width of the intervals, decimal fraction; or mean number of classes in the sets. */
  readonly meanWidth: number | null;
}

/** How often outcomes were inside intervals or sets. */
export interface CoverageTable extends CoverageCount {
  /** Intervals for the return, or sets of classes. */
  readonly of: "return" | "class";
  /** Share that was promised to be inside. */
  readonly nominal: number;
  /** Samples for which nothing could be promised. */
  readonly nUnbounded: number;
  /** For sets: share of samples whose set holds no class or all, and share of right answers among the others. */
  readonly acting?: { readonly abstained: number; readonly accuracy: number | null } | undefined;
  /** The same by calendar year of the decision, oldest first. */
  readonly byYear: readonly (CoverageCount & { readonly year: number })[];
}

/** Draws the share inside of each year beside the promise, and the mean width below. */
export function coverageFigure(table: CoverageTable, lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { coverage: text, format } = words;
  const { of, nominal, byYear } = table;
  const x = byYear.map(({ year }) => String(year));
  const observed = byYear.map(({ coverage }) => coverage);
  const least = Math.min(nominal, ...observed.filter((share) => share !== null));
  const widthFormat = of === "return" ? ".1%" : ".2f";
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: text.promised,
        x,
        y: x.map(() => nominal),
        line: { color: TONES.vermilion.light, width: 1.6, dash: "dash" },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name: text.observed,
        x,
        y: observed,
        line: { color: TONES.blue.light, width: 2 },
        marker: { color: TONES.blue.light, size: 8 },
        hovertemplate: "%{x}: %{y:.1%}<extra></extra>",
      },
      {
        type: "bar",
        x,
        y: byYear.map(({ meanWidth }) => meanWidth),
        yaxis: "y2",
        marker: { color: TONES.grey.light },
        hovertemplate: `%{x}: %{y:${widthFormat}}<extra></extra>`,
        showlegend: false,
      },
    ],
    layout: houseLayout(words, {
      x: { type: "category", anchor: "y2" },
      y: {
        title: axisTitle(text.coverageAxis),
        domain: [0.42, 1],
        range: [Math.max(0, least - 0.05), 1],
        tickformat: ".0%",
        nticks: 6,
      },
    }, {
      height: 340,
      yaxis2: houseAxis({
        title: axisTitle(text.widthAxis[of]),
        domain: [0, 0.32],
        tickformat: of === "return" ? ".0%" : ".1f",
        nticks: 4,
        rangemode: "tozero",
      }),
      bargap: 0.45,
      margin: { l: 62, r: 12, t: 40, b: 34 },
    }),
    alt: text.alt(nominal, byYear.map(({ year, coverage }) => `${year} ${format.percent(coverage)}`)),
  };
}
