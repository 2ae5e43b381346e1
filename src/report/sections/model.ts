/**
 * The model: its settings and which features it leans on.
 *
 * @module
 */

import { figureBlock } from "../figure_block.ts";
import { importanceFigure } from "../figures/importance.ts";
import { html } from "../html.ts";
import type { ModelIdentity, ReportData } from "../report_data.ts";
import type { Words } from "../words/words.ts";
import { absent, facts, type Page, type Section } from "./section.ts";

const MOST_FEATURES = 20;

/** Writes what the model is. */
export function modelSection({ model }: ReportData, { words }: Page): Section {
  const { model: text, format } = words;
  const settings = Object.entries(model.hyperparameters);
  return {
    id: "model",
    heading: text.heading,
    body: html`${
      facts([
        [text.kind, text.kinds[model.kind] ?? model.kind],
        [text.version, `${model.name} ${model.version}`],
        [text.label, text.labels[model.label]],
        [text.horizon, text.sessions(model.horizon)],
        ...priceFacts(model, words),
        [text.features, `${model.features} (${format.count(model.nFeatures)})`],
        [text.seed, model.seed],
      ])
    }${
      settings.length === 0 ? null : html`
        <details><summary>${text.hyperparameters}</summary>
        ${facts(settings.map(([name, value]) => [name, String(value)] as const))}</details>
      `
    }`,
  };
}

function priceFacts(
  { featureBasis, returnBasis }: ModelIdentity,
  { model: text, tickers: { bases } }: Words,
): [string, string][] {
  const of = (basis: ModelIdentity["featureBasis"]) => `${basis}: ${bases[basis]}`;
  return featureBasis === returnBasis
    ? [[text.prices, of(returnBasis)]]
    : [[text.featurePrices, of(featureBasis)], [text.returnPrices, of(returnBasis)]];
}

/** Writes the features that matter most, or why it cannot; a model that explains its scores instead needs neither. */
export async function importancesSection(
  { importances, attribution }: ReportData,
  { words, interactive }: Page,
): Promise<Section | null> {
  const { importances: text, lang } = words;
  const section = { id: "features", heading: text.heading };
  if (importances === null && attribution !== undefined) return null;
  if (importances === null || importances.features.length === 0) {
    return { ...section, body: absent(text.none) };
  }
  const { method, features } = importances;
  const shown = Math.min(MOST_FEATURES, features.length);
  return {
    ...section,
    body: await figureBlock(importanceFigure(features, shown, lang), {
      caption: text.caption(text.methods[method], shown, features.length),
      interactive,
    }),
  };
}
