/**
 * What probabilities, intervals and sets are worth: said against came.
 *
 * @module
 */

import type { Leaderboard } from "~/evaluation/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { coverageFigure, type CoverageTable } from "../figures/coverage.ts";
import { reliabilityFigure } from "../figures/reliability.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { absent, facts, type Page, type Section } from "./section.ts";

const CLIMATOLOGY = "climatology";
const HALF_WIDTH = 420;

/** Writes the reliability of the model's probabilities; `null` if it gives none. */
export async function calibrationSection(
  { rows }: Leaderboard,
  { words, interactive }: Page,
): Promise<Section | null> {
  const model = rows.at(0);
  const reliability = model?.classification.reliability ?? null;
  if (model === undefined || reliability === null) return null;
  const { calibration: text } = words;
  const { logLoss, calibrationError } = model.classification;
  const climatology = rows.find(({ name }) => name === CLIMATOLOGY)?.classification.logLoss ?? null;
  const figure = (which: keyof typeof reliability, caption: string) =>
    figureBlock(reliabilityFigure(reliability, which, words.lang), {
      caption,
      width: HALF_WIDTH,
      interactive,
    });
  return {
    id: "calibration",
    heading: text.heading,
    body: html`
      <p>${text.explanation(model.name)}</p>
      <div class="pair">${await figure("topClass", text.topCaption)}${await figure(
        "byClass",
        text.classesCaption,
      )}</div>
      ${facts([
        [text.error, text.errorValue(calibrationError)],
        [text.gain, text.gainValue(logLoss, climatology)],
      ])}
      <p>${text.note}</p>
    `,
  };
}

/** Writes how often intervals and sets held what came; `null` if there are none. */
export async function coverageSection(
  { coverage = [] }: ReportData,
  { words, interactive }: Page,
): Promise<Section | null> {
  if (coverage.length === 0) return null;
  const { coverage: text } = words;
  const parts: Html[] = [];
  for (const some of coverage) {
    parts.push(html`
      <h3>${text.titles[some.of](some.nominal)}</h3>
      <div class="pair">${await figureBlock(coverageFigure(some, words.lang), {
        caption: text.caption[some.of],
        width: HALF_WIDTH,
        interactive,
      })}${coverageTable(some, words)}</div>
      ${some.acting === undefined ? null : html`
        <p>${text.acting(some.acting.abstained, some.acting.accuracy)}</p>
      `}
      ${some.nUnbounded === 0 ? null : absent(text.unbounded(some.nUnbounded))}
    `);
  }
  return {
    id: "coverage",
    heading: text.heading,
    body: html`
      <p>${text.explanation}</p>
      ${parts}
    `,
  };
}

function coverageTable(coverage: CoverageTable, { coverage: text, format }: Words): Html {
  const { of, nominal, byYear } = coverage;
  const { columns } = text;
  const width = (value: number | null) => of === "return" ? format.percent(value) : format.number(value, 2);
  const number = true;
  const rows = [
    ...byYear.map((some) => ({ ...some, name: String(some.year) })),
    { ...coverage, name: text.all },
  ];
  return table(text.titles[of](nominal), [
    { head: columns.year, cell: ({ name }) => name },
    { head: columns.inside, number, cell: ({ coverage: share }) => format.percent(share) },
    {
      head: columns.difference,
      number,
      cell: ({ coverage: share }) => format.gain(share === null ? null : 100 * (share - nominal), 1),
    },
    { head: columns.width, number, cell: ({ meanWidth }) => width(meanWidth) },
    { head: columns.samples, number, cell: ({ nSamples }) => format.count(nSamples) },
  ], rows);
}
