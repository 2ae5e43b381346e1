/**
 * What the ranking earned, and where one could trade it.
 *
 * @module
 */

import type { Leaderboard, Scores, TierScores } from "~/evaluation/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { quantileReturnsFigure } from "../figures/quantile_returns.ts";
import { type Html, html } from "../html.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import type { Page, Section } from "./section.ts";
import { bestBaseline } from "./years.ts";

/** Writes the returns by fifths of the score and the scores by liquidity; `null` if the first row has neither. */
export async function rankingSection({ rows, horizon }: Leaderboard, page: Page): Promise<Section | null> {
  const { words } = page;
  const ranked = rows.filter(({ quantiles }) => quantiles.nSessions > 0);
  const hasFifths = rows.at(0) === ranked.at(0) && ranked.length > 0;
  const tiers = tierRows(rows);
  if (!hasFifths && tiers.length === 0) return null;
  return {
    id: "ranking",
    heading: words.quantiles.heading,
    body: html`${hasFifths ? await quantilePart(ranked, horizon, page) : null}${
      tiers.length === 0 ? null : liquidityPart(tiers, words)
    }`,
  };
}

async function quantilePart(
  rows: readonly Scores[],
  horizon: number,
  { words, interactive }: Page,
): Promise<Html> {
  const { quantiles: text, format } = words;
  const { columns } = text;
  const baseline = bestBaseline(rows);
  const shown = baseline === undefined ? [rows[0]] : [rows[0], baseline];
  const number = true;
  return html`
    <p>${text.explanation(horizon)}</p>
    ${await figureBlock(quantileReturnsFigure(shown, words.lang), {
      caption: text.caption(baseline?.name),
      interactive,
    })}${table<Scores>(
      text.table,
      [
        { head: columns.model, cell: ({ name }) => name },
        {
          head: columns.longShort,
          number,
          cell: ({ quantiles }) => format.percentGain(quantiles.longShort, 2),
        },
        { head: columns.t, number, cell: ({ quantiles }) => format.number(quantiles.longShortTValue, 1) },
        {
          head: columns.monotonicity,
          number,
          cell: ({ quantiles }) => format.number(quantiles.monotonicity, 2),
        },
        { head: columns.turnover, number, cell: ({ quantiles }) => format.percent(quantiles.topTurnover, 0) },
        { head: columns.sessions, number, cell: ({ quantiles }) => format.count(quantiles.nSessions) },
      ],
      rows,
      { caption: text.note },
    )}
  `;
}

/** Tiers of the first row, each beside that of the best-ranking baseline. */
function tierRows(rows: readonly Scores[]): (TierScores & { readonly name: string })[] {
  const [model] = rows;
  const shown = [model, bestBaseline(rows)].filter((row) => row !== undefined);
  return (model?.byLiquidity ?? []).flatMap(({ leastTurnover }) =>
    shown.flatMap(({ name, byLiquidity }) =>
      (byLiquidity ?? []).filter((tier) => tier.leastTurnover === leastTurnover).map((tier) => ({
        ...tier,
        name,
      }))
    )
  );
}

function liquidityPart(
  rows: readonly (TierScores & { readonly name: string })[],
  { liquidity: text, format }: Words,
): Html {
  const { columns } = text;
  const number = true;
  return html`
    <h3>${text.heading}</h3>
    ${table(
      text.table,
      [
        { head: columns.turnover, cell: ({ leastTurnover }) => text.from(leastTurnover) },
        { head: columns.model, cell: ({ name }) => name },
        { head: columns.rankIc, number, cell: ({ rankIc }) => format.number(rankIc, 3) },
        { head: columns.t, number, cell: ({ tValue }) => format.number(tValue, 1) },
        { head: columns.logLoss, number, cell: ({ logLoss }) => format.number(logLoss, 4) },
        { head: columns.accuracy, number, cell: ({ accuracy }) => format.percent(accuracy) },
        { head: columns.samples, number, cell: ({ nSamples }) => format.count(nSamples) },
      ],
      rows,
      { caption: text.explanation },
    )}
  `;
}
