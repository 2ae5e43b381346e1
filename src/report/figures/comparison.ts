/**
 * Figure: how much better a model is than each baseline, with its uncertainty.
 *
 * @module
 */

import { type Comparison, T_NEEDED } from "~/evaluation/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, houseLayout, nameMargin, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/**
 * Draws the gain over each baseline as a dot with its uncertainty; a bar that reaches across zero is no better.
 *
 * The bar is {@link T_NEEDED} standard errors to each side by the more cautious of the two t-values, so that it stays
 * clear of zero exactly where the verdict counts the gain as real. Where a t-value is missing there is a dot alone.
 *
 * @param comparisons Of one model; those of other scores are left out.
 */
export function comparisonFigure(
  comparisons: readonly Comparison[],
  score: Comparison["score"],
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { comparison: text } = words;
  const what = text.gains[score];
  const shown = comparisons.filter((comparison) => comparison.score === score);
  const halfWidths = shown.map(halfWidth);
  return {
    data: [{
      type: "scatter",
      mode: "markers",
      x: shown.map(({ gain }) => gain),
      y: shown.map(({ baseline }) => plotText(baseline)),
      marker: { color: TONES.blue.light, size: 8 },
      error_x: { type: "data", array: halfWidths, color: TONES.blue.light, thickness: 1.6, width: 4 },
      hovertemplate: "%{y}: %{x:+.4f}<extra></extra>",
    }],
    layout: houseLayout(
      words,
      {
        x: {
          title: axisTitle(text.axis(what)),
          showgrid: true,
          zeroline: true,
          rangemode: "tozero",
          zerolinecolor: TONES.ink.light,
          zerolinewidth: 1.5,
          nticks: 6,
        },
        y: { type: "category", autorange: "reversed", ticksuffix: " " },
      },
      {
        height: 80 + 30 * shown.length,
        margin: { l: nameMargin(shown.map(({ baseline }) => baseline)), r: 16, t: 8, b: 48 },
      },
    ),
    alt: text.alt(what, shown.map(({ baseline, gain }, i) => text.altOver(baseline, gain, halfWidths[i]))),
  };
}

function halfWidth({ gain, tValue, blockTValue }: Comparison): number | null {
  const t = Math.min(Math.abs(tValue ?? 0), Math.abs(blockTValue ?? 0));
  return t === 0 ? null : Math.abs(T_NEEDED * gain / t);
}
