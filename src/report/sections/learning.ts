/**
 * How a network learned, and what some of its answers came from.
 *
 * @module
 */

import { figureBlock } from "../figure_block.ts";
import {
  type AnswerAttribution,
  attributionByFeatureFigure,
  attributionBySessionFigure,
  FEATURES_DRAWN,
} from "../figures/attribution.ts";
import { foldLossesFigure } from "../figures/fold_losses.ts";
import { isValidated, type LossCurve, lossCurveFigure } from "../figures/loss_curve.ts";
import { html } from "../html.ts";
import type { Page, Section } from "./section.ts";

/** Writes how a network learned: the one that the report is about, then those of the folds. */
export async function learningSection(curve: LossCurve, { words, interactive }: Page): Promise<Section> {
  const { learning: text, lang } = words;
  const { folds = [], bestEpoch } = curve;
  const caption = text.caption(bestEpoch, isValidated(curve));
  const foldsCaption = text.foldsCaption(folds.every(isValidated));
  return {
    id: "learning",
    heading: text.heading,
    body: html`
      ${await figureBlock(lossCurveFigure(curve, lang), { caption, interactive })}
      ${folds.length === 0
        ? null
        : await figureBlock(foldLossesFigure(folds, lang), { caption: foldsCaption, interactive })}
    `,
  };
}

/** Writes what scores came from. */
export async function attributionSection(
  { features, answers }: {
    readonly features: readonly string[];
    readonly answers: readonly AnswerAttribution[];
  },
  { words, interactive }: Page,
): Promise<Section> {
  const { attribution: text, lang } = words;
  const shown = Math.min(FEATURES_DRAWN, features.length);
  const byFeature = attributionByFeatureFigure(features, answers, FEATURES_DRAWN, lang);
  const bySession = attributionBySessionFigure(answers, lang);
  return {
    id: "attribution",
    heading: text.heading,
    body: html`
      <p>${text.explanation}</p>
      ${await figureBlock(byFeature, { caption: text.byFeature(shown, features.length), interactive })}
      ${await figureBlock(bySession, { caption: text.bySession, interactive })}
    `,
  };
}
