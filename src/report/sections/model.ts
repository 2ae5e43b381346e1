/**
 * The model: its settings, the folds it was tested on, and which features it leans on.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import type { FoldRanges, SampleRange } from "~/evaluation/mod.ts";
import { BASIS_TEXT } from "../basis.ts";
import { figureBlock } from "../figure_block.ts";
import { importanceFigure } from "../figures/importance.ts";
import { formatCount } from "../format.ts";
import { type Html, html } from "../html.ts";
import type { ModelIdentity, ReportData } from "../report_data.ts";
import { absent, facts, scrolling, type Section } from "./section.ts";

const TITLES = { train: "Train", validation: "Validation", test: "Test" } as const;

/** Writes what the model is. */
export function modelSection({ model }: ReportData): Section {
  const settings = Object.entries(model.hyperparameters);
  return {
    id: "model",
    heading: "Model",
    body: html`${
      facts([
        ["Kind", model.kind],
        ["Version", `${model.name} ${model.version}`],
        ["Label", model.label],
        ["Horizon", `${model.horizon} sessions`],
        ...priceFacts(model),
        ["Features", `${model.features} (${formatCount(model.nFeatures)})`],
        ["Seed", model.seed],
      ])
    }${
      settings.length === 0 ? null : html`
        <details><summary>Hyper-parameters</summary>
        ${facts(settings.map(([name, value]) => [name, String(value)] as const))}</details>
      `
    }`,
  };
}

function priceFacts({ featureBasis, returnBasis }: ModelIdentity): [string, string][] {
  const text = (basis: ModelIdentity["featureBasis"]) => `${basis}: ${BASIS_TEXT[basis]}`;
  return featureBasis === returnBasis
    ? [["Prices", text(returnBasis)]]
    : [["Prices of features", text(featureBasis)], ["Prices of returns", text(returnBasis)]];
}

/** Writes the folds as a table with a small picture of each. */
export function foldsSection({ folds }: ReportData): Section {
  return {
    id: "folds",
    heading: "Training and testing",
    body: folds.length === 0
      ? absent("There are no folds: nothing was tested out of sample.")
      : html`<p>Each row is one training and the test that followed it; a model never saw the sessions it was tested on.</p>
${scrolling("Folds", foldTable(folds))}`,
  };
}

/** Writes the features that matter most. */
export async function importancesSection(
  { importances }: ReportData,
  interactive: boolean,
): Promise<Section> {
  const section = { id: "features", heading: "Features that matter" };
  if (importances === null || importances.features.length === 0) {
    return { ...section, body: absent("This model says nothing about the importance of its features.") };
  }
  const shown = Math.min(20, importances.features.length);
  return {
    ...section,
    body: await figureBlock(importanceFigure(importances.features, shown), {
      caption:
        `${importances.method}. The first ${shown} of ${importances.features.length}. Features that say the same thing share their importance, and importance is not a cause.`,
      interactive,
    }),
  };
}

function foldTable(folds: readonly FoldRanges[]): Html {
  const first = Math.min(...folds.map(({ train }) => train.firstSession));
  const last = Math.max(...folds.map(({ test }) => test.lastSession));
  const validated = folds.some(({ validation }) => validation !== null);
  const kinds = validated ? ["train", "validation", "test"] as const : ["train", "test"] as const;
  const bar = (kind: string, { firstSession, lastSession }: SampleRange) => {
    const percent = (sessions: number) => (100 * sessions / (last - first + 1)).toFixed(2);
    return html`<i class="${kind}" style="left:${percent(firstSession - first)}%;width:${
      percent(lastSession - firstSession + 1)
    }%"></i>`;
  };
  return html`
    <table class="full">
      <caption>Folds, oldest first. <span class="key" aria-hidden="true">${kinds.map((kind) =>
        html`<i class="${kind}"></i>${kind}`
      )}</span></caption>
      <thead>
        <tr><th scope="col">Fold</th>${kinds.map((kind) =>
          html`
            <th scope="col">${TITLES[kind]}</th>
            <th scope="col" class="number"><span class="unseen">${kind} </span>samples</th>
          `
        )}<th scope="col" aria-hidden="true">${formatSession(first).slice(0, 7)} to ${formatSession(last)
          .slice(0, 7)}</th></tr>
      </thead>
      <tbody>${folds.map((fold, i) =>
        html`
          <tr><th scope="row">${i + 1}</th>${kinds.map((kind) => {
            const range = fold[kind];
            return range === null
              ? html`
                <td>–</td>
                <td class="number">–</td>
              `
              : html`
                <td class="dates">${formatSession(range.firstSession)} to ${formatSession(
                  range.lastSession,
                )}</td>
                <td class="number">${formatCount(range.nSamples)}</td>
              `;
          })}<td aria-hidden="true"><div class="timeline">${kinds.map((kind) =>
            fold[kind] === null ? null : bar(kind, fold[kind])
          )}</div></td></tr>
        `
      )}</tbody>
    </table>
  `;
}
