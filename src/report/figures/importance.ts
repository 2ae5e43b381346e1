/**
 * Figure: which features a model leans on.
 *
 * @module
 */

import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { houseLayout, nameMargin, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/** How much one feature matters to a model, in the unit of the method that measured it. */
export interface FeatureImportance {
  /** Name of the feature. */
  readonly feature: string;
  /** Its importance, greater matters more. */
  readonly value: number;
}

/**
 * Draws the most important features as bars, the greatest on top.
 *
 * @param importances In any order.
 * @param count Bars at most.
 */
export function importanceFigure(
  importances: readonly FeatureImportance[],
  count = 20,
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const top = importances.toSorted((a, b) => b.value - a.value).slice(0, count);
  return {
    data: [{
      type: "bar",
      orientation: "h",
      x: top.map(({ value }) => value),
      y: top.map(({ feature }) => plotText(feature)),
      marker: { color: TONES.blue.light },
      hovertemplate: "%{y}: %{x:.4f}<extra></extra>",
    }],
    layout: houseLayout(
      words,
      {
        x: { showgrid: true, zeroline: true, zerolinecolor: TONES.muted.light },
        y: { type: "category", autorange: "reversed", showgrid: false, ticksuffix: " " },
      },
      {
        height: 60 + 19 * top.length,
        bargap: 0.3,
        margin: { l: nameMargin(top.map(({ feature }) => feature)), r: 12, t: 8, b: 34 },
      },
    ),
    alt: words.importances.alt(
      top.slice(0, 5).map(({ feature, value }) => words.importances.altFeature(feature, value)),
    ),
  };
}
