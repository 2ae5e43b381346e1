/**
 * The scores: every model beside its baselines, what the differences are worth, and how steady the ranking was.
 *
 * @module
 */

import { type Comparison, type Scores, T_NEEDED } from "~/evaluation/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { comparisonFigure } from "../figures/comparison.ts";
import { cumulativeIcFigure } from "../figures/cumulative_ic.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { scoreTable } from "./score_table.ts";
import { absent, facts, type Page, scrolling, type Section } from "./section.ts";
import { yearsPart } from "./years.ts";

const MOST_OTHERS = 4;

/** Writes the leaderboard, the comparisons with each baseline and the rank IC over time. */
export async function scoresSection({ leaderboard, seeds = [] }: ReportData, page: Page): Promise<Section> {
  const { words, interactive } = page;
  const { scores: text, rankIc } = words;
  const { rows, verdicts } = leaderboard;
  const section = { id: "scores", heading: text.heading };
  if (rows.length === 0) return { ...section, body: absent(text.none) };
  const verdict = verdicts.find(({ model }) => model === rows[0].name);
  const body = html`${scrolling(text.heading, scoreTable(leaderboard, seeds, words))}
${rows.map((row) => impossibleNote(row, words))}
<details>
  <summary>${text.glossaryHeading}</summary>
  ${facts(text.glossary.map(([term, meaning]) => [term, meaning] as const))}</details>
${
    verdict === undefined || verdict.comparisons.length === 0
      ? null
      : await comparisonPart(rows[0].name, verdict.comparisons, leaderboard.horizon, page)
  }
<h3>${rankIc.heading}</h3>
${
    rows.every(({ ranking }) => ranking.bySession.length === 0)
      ? absent(rankIc.none)
      : await figureBlock(cumulativeIcFigure(drawnRows(rows), words.lang), {
        caption: rankIc.caption,
        interactive,
      })
  }${await yearsPart(rows, page)}`;
  return { ...section, body };
}

/** The first row and of the others those that rank best, in their order: more lines than these tell nothing. */
function drawnRows(rows: readonly Scores[]): readonly Scores[] {
  const [first, ...others] = rows;
  const best = others.filter(({ ranking }) => ranking.rankIc !== null)
    .toSorted((a, b) => (b.ranking.rankIc ?? 0) - (a.ranking.rankIc ?? 0)).slice(0, MOST_OTHERS);
  return [first, ...others.filter((row) => best.includes(row))];
}

/** A sentence for a row whose log loss is made of answers that said "never" to what came. */
function impossibleNote(
  { name, classification: { nImpossible } }: Scores,
  { scores: text }: Words,
): Html | null {
  if (nImpossible === null || nImpossible === 0) return null;
  return html`
    <p>${text.impossible(name, nImpossible)}</p>
  `;
}

async function comparisonPart(
  model: string,
  comparisons: readonly Comparison[],
  horizon: number,
  { words, interactive }: Page,
): Promise<Html> {
  const { comparison: text } = words;
  const figures: Html[] = [];
  for (const score of ["rankIc", "logLoss"] as const) {
    if (!comparisons.some((comparison) => comparison.score === score)) continue;
    figures.push(
      await figureBlock(comparisonFigure(comparisons, score, words.lang), {
        caption: text.captions[score],
        width: 420,
        interactive,
      }),
    );
  }
  return html`
    <h3>${text.heading}</h3>
    <p>${text.explanation(model, T_NEEDED, horizon)}</p>
    <div class="pair">${figures}</div>
    <details><summary>${text.figures}</summary>
    ${comparisonTable(comparisons, words)}</details>
  `;
}

function comparisonTable(comparisons: readonly Comparison[], { comparison: text, format }: Words): Html {
  const { columns } = text;
  const number = true;
  return table(text.table, [
    { head: columns.baseline, cell: ({ baseline }) => baseline },
    { head: columns.score, cell: ({ score }) => text.names[score] },
    { head: columns.model, number, cell: ({ modelValue }) => format.number(modelValue, 4) },
    { head: columns.ofBaseline, number, cell: ({ baselineValue }) => format.number(baselineValue, 4) },
    { head: columns.gain, number, cell: ({ gain }) => format.gain(gain, 4) },
    { head: columns.t, number, cell: ({ tValue }) => format.number(tValue, 1) },
    { head: columns.blockT, number, cell: ({ blockTValue }) => format.number(blockTValue, 1) },
    { head: columns.sessions, number, cell: ({ nSessions }) => format.count(nSessions) },
  ], comparisons);
}
