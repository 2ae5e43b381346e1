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
import { type LossCurve, lossCurveFigure } from "../figures/loss_curve.ts";
import { html } from "../html.ts";
import type { Page, Section } from "./section.ts";

/** Writes how a network learned. */
export async function learningSection(curve: LossCurve, { words, interactive }: Page): Promise<Section> {
  const { learning: text, lang } = words;
  const hasValidation = curve.epochs.some(({ validationLoss }) => validationLoss !== null);
  return {
    id: "learning",
    heading: text.heading,
    body: await figureBlock(lossCurveFigure(curve, lang), {
      caption: text.caption(curve.bestEpoch, hasValidation),
      interactive,
    }),
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
