/**
 * When the ranking was right.
 *
 * @module
 */

import type { Scores } from "~/evaluation/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { rankIcByYearFigure } from "../figures/rank_ic_by_year.ts";
import { type Html, html } from "../html.ts";
import { table } from "../table.ts";
import type { Page } from "./section.ts";

/** Writes the scores by year of the first row, beside the best-ranking baseline; nothing without years. */
export async function yearsPart(rows: readonly Scores[], { words, interactive }: Page): Promise<Html | null> {
  const [model] = rows;
  if (model.byYear.length === 0) return null;
  const { rankIc: text, format } = words;
  const { columns } = text;
  const baseline = bestBaseline(rows);
  const number = true;
  return html`
    <h3>${text.years}</h3>
    ${await figureBlock(
      rankIcByYearFigure(baseline === undefined ? [model] : [model, baseline], words.lang),
      {
        caption: text.yearsCaption(baseline?.name),
        interactive,
      },
    )}<details>
      <summary>${text.yearsTable}</summary>
      ${table(
        text.yearsOf(model.name),
        [
          { head: columns.year, cell: ({ year }) => String(year) },
          { head: columns.rankIc, number, cell: ({ rankIc }) => format.number(rankIc, 3) },
          { head: columns.logLoss, number, cell: ({ logLoss }) => format.number(logLoss, 4) },
          { head: columns.accuracy, number, cell: ({ accuracy }) => format.percent(accuracy) },
          { head: columns.sessions, number, cell: ({ nSessions }) => format.count(nSessions) },
          { head: columns.samples, number, cell: ({ nSamples }) => format.count(nSamples) },
        ],
        model.byYear,
        { full: false },
      )}</details>
  `;
}

/** The baseline that ranks best, if one ranks. */
export function bestBaseline(rows: readonly Scores[]): Scores | undefined {
  return rows.filter(({ isBaseline, ranking }) => isBaseline && ranking.rankIc !== null)
    .toSorted((a, b) => (b.ranking.rankIc ?? 0) - (a.ranking.rankIc ?? 0)).at(0);
}
