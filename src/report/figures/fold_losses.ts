/**
 * Figure: how the fits of several folds learned, beside each other.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, houseLayout, lineOf } from "../theme.ts";
import { wordsOf } from "../words/words.ts";
import { isValidated, type LossCurve } from "./loss_curve.ts";

/**
 * Draws a line a fold: the loss on its validation samples, or where there are none on those it learned from.
 *
 * @param folds Oldest first, at least one.
 */
export function foldLossesFigure(folds: readonly LossCurve[], lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { learning: text } = words;
  const hasValidation = folds.every(isValidated);
  const losses = folds.map(({ epochs }) =>
    epochs.map(({ loss, validationLoss }) => hasValidation ? validationLoss ?? NaN : loss)
  );
  const longest = Math.max(...losses.map((ofFold) => ofFold.length));
  const name = (fold: number) => text.fold(fold + 1);
  const kept = folds.map(({ epochs, bestEpoch }, i) =>
    losses[i][epochs.findIndex(({ epoch }) => epoch === bestEpoch)]
  );
  return {
    data: folds.map(({ epochs }, i) => ({
      type: "scatter",
      mode: "lines+markers",
      name: name(i),
      x: epochs.map(({ epoch }) => epoch),
      y: losses[i],
      line: { ...lineOf(i, 0, false), width: 1.6 },
      hovertemplate: `${name(i)} %{y:.4f}<extra></extra>`,
    })),
    layout: houseLayout(
      words,
      {
        x: { title: axisTitle(text.epoch), dtick: Math.ceil(longest / 12), range: [0.5, longest + 0.5] },
        y: { title: axisTitle(text.loss) },
      },
      { height: 320, hovermode: "x unified", margin: { l: 66, r: 12, t: 44, b: 48 } },
    ),
    alt: text.altFolds(folds.length, hasValidation, Math.min(...kept), Math.max(...kept)),
  };
}
