/**
 * Figure: how a network learned, epoch by epoch.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, houseLayout, lineOf, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/** One epoch of learning. */
export interface LossPoint {
  /** Its number, from 1. */
  readonly epoch: number;
  /** Mean loss over the training samples, with whatever is left out at random. */
  readonly loss: number;
  /** Loss on later samples that were not learned from; `null` without any. */
  readonly validationLoss: number | null;
}

/** Whether a validation loss is known of a curve. */
export function isValidated({ epochs }: LossCurve): boolean {
  return epochs.some(({ validationLoss }) => validationLoss !== null);
}

/** How a network learned. */
export interface LossCurve {
  /** Its epochs, first to last. */
  readonly epochs: readonly LossPoint[];
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
  /** How the fits that were scored learned, fold by fold; drawn by {@link foldLossesFigure}. */
  readonly folds?: readonly LossCurve[] | undefined;
}

/**
 * Draws training and validation loss over the epochs, and the epoch that was kept.
 *
 * @throws {RangeError} If the epoch that was kept is none of the epochs.
 */
export function lossCurveFigure({ epochs, bestEpoch }: LossCurve, lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { learning: text } = words;
  const line = (name: string, y: readonly (number | null)[], index: number) => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: epochs.map(({ epoch }) => epoch),
    y,
    line: lineOf(index, 0, false),
    hovertemplate: `${name} %{y:.4f}<extra></extra>`,
  });
  if (epochs.every(({ epoch }) => epoch !== bestEpoch)) {
    throw new RangeError(
      `Cannot draw losses: the epoch that was kept must be one of theirs, found ${bestEpoch} among ${epochs.length}`,
    );
  }
  const hasValidation = epochs.some(({ validationLoss }) => validationLoss !== null);
  const last = epochs[epochs.length - 1];
  return {
    data: [
      line(text.train, epochs.map(({ loss }) => loss), 0),
      ...(hasValidation
        ? [line(text.validation, epochs.map(({ validationLoss }) => validationLoss), 1)]
        : []),
    ],
    layout: houseLayout(
      words,
      {
        x: {
          title: axisTitle(text.epoch),
          dtick: Math.ceil(epochs.length / 12),
          range: [0.5, epochs.length + 0.5],
        },
        y: { title: axisTitle(text.loss) },
      },
      {
        height: 320,
        hovermode: "x unified",
        margin: { l: 66, r: 12, t: 44, b: 48 },
        shapes: [{
          type: "line",
          xref: "x",
          yref: "paper",
          x0: bestEpoch,
          x1: bestEpoch,
          y0: 0,
          y1: 1,
          line: { color: TONES.grey.light, width: 1, dash: "dot" },
        }],
        annotations: [{
          xref: "x",
          yref: "paper",
          x: bestEpoch,
          y: 1,
          text: text.kept,
          showarrow: false,
          xanchor: 2 * bestEpoch > epochs.length ? "right" : "left",
          yanchor: "top",
          font: { size: 11, color: TONES.muted.light },
        }],
      },
    ),
    alt: text.alt(epochs.length, epochs[0].loss, last.loss, last.validationLoss, bestEpoch),
  };
}
