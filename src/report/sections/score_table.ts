/**
 * The leaderboard as a table.
 *
 * @module
 */

import type { Leaderboard, Scores, SeedSummary } from "~/evaluation/mod.ts";
import type { Formats } from "../formats.ts";
import { type Html, html } from "../html.ts";
import type { Words } from "../words/words.ts";

interface ScoreColumn {
  readonly name: keyof Words["scores"]["columns"];
  readonly better: "greater" | "smaller";
  readonly value: (row: Scores) => number | null;
  readonly text: (value: number | null, format: Formats) => string;
  /** Its name among the spreads over seeds. */
  readonly seed?: keyof SeedSummary["scores"];
}

const decimals = (count: number) => (value: number | null, format: Formats) => format.number(value, count);
const percent = (value: number | null, format: Formats) => format.percent(value);

const COLUMNS: readonly ScoreColumn[] = [
  {
    name: "rankIc",
    better: "greater",
    value: ({ ranking }) => ranking.rankIc,
    text: decimals(3),
    seed: "rankIc",
  },
  { name: "icir", better: "greater", value: ({ ranking }) => ranking.icir, text: decimals(2), seed: "icir" },
  { name: "t", better: "greater", value: ({ ranking }) => ranking.tValue, text: decimals(1) },
  {
    name: "logLoss",
    better: "smaller",
    value: ({ classification }) => classification.logLoss,
    text: decimals(4),
    seed: "logLoss",
  },
  {
    name: "brier",
    better: "smaller",
    value: ({ classification }) => classification.brierLoss,
    text: decimals(4),
    seed: "brierLoss",
  },
  {
    name: "accuracy",
    better: "greater",
    value: ({ classification }) => classification.accuracy,
    text: percent,
    seed: "accuracy",
  },
  {
    name: "balanced",
    better: "greater",
    value: ({ classification }) => classification.balancedAccuracy,
    text: percent,
  },
  {
    name: "macroF1",
    better: "greater",
    value: ({ classification }) => classification.macroF1,
    text: decimals(3),
    seed: "macroF1",
  },
];

/** Writes every score of every row, the best of a column bold, below it its spread over seeds where that is known. */
export function scoreTable(
  { rows, horizon }: Leaderboard,
  seeds: readonly SeedSummary[],
  { scores: text, format }: Words,
): Html {
  const best = COLUMNS.map(({ better, value }) => {
    const values = rows.map(value).filter((some) => some !== null);
    return values.length === 0 ? null : better === "greater" ? Math.max(...values) : Math.min(...values);
  });
  const spread = (row: Scores, { seed, text }: ScoreColumn): Html | null => {
    const of = seed === undefined ? null : seeds.find(({ name }) => name === row.name)?.scores[seed];
    return of === null || of === undefined || of.std === null ? null : html`
      <span class="below">${text(of.mean, format)}</span><span class="below">± ${text(of.std, format)}</span>
    `;
  };
  const line = (row: Scores) =>
    html`
      <tr class="${row.isBaseline ? "baseline" : "model"}"><th scope="row">${row.name}</th>${COLUMNS.map(
        (column, i) => {
          const score = column.value(row);
          return html`<td class="number${score !== null && score === best[i] ? " best" : ""}">${
            column.text(score, format)
          }${spread(row, column)}</td>`;
        },
      )}</tr>
    `;
  return html`
    <table class="full scores">
      <caption>${text.caption(rows[0].nSamples, horizon)}${seeds.length === 0
        ? null
        : text.seeds(Math.max(...seeds.map(({ nSeeds }) => nSeeds)))}</caption>
      <thead>
        <tr><th scope="col">${text.model}</th>${COLUMNS.map(({ name, better }) =>
          html`
            <th scope="col"
              class="number">${text.columns[name]}&nbsp;${better === "greater"
                ? "↑"
                : "↓"}<span class="unseen"> ${text[better]}</span></th>
          `
        )}</tr>
      </thead>
      <tbody>${rows.filter(({ isBaseline }) => !isBaseline).map(line)}</tbody>
      <tbody><tr class="group"><th scope="rowgroup" colspan="${COLUMNS.length + 1}">${text
        .baselines}</th></tr>
    ${rows.filter(({ isBaseline }) => isBaseline).map(line)}</tbody>
    </table>
  `;
}
