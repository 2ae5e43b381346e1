/**
 * How far expected returns were off, and why a good fit of price levels is no skill.
 *
 * @module
 */

import type { Leaderboard, RegressionScores } from "~/evaluation/mod.ts";
import { type Html, html } from "../html.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import type { Page, Section } from "./section.ts";

interface Row extends RegressionScores {
  readonly name: string;
}

/** Writes the errors of expected returns beside those of doing nothing; `null` if no row forecasts returns. */
export function regressionSection({ rows }: Leaderboard, { words }: Page): Section | null {
  const { regression: text, format } = words;
  const { columns } = text;
  const scored = rows.flatMap(({ name, regression }) => regression === null ? [] : [{ name, ...regression }]);
  if (scored.length === 0) return null;
  const number = true;
  return {
    id: "returns",
    heading: text.heading,
    body: html`
      <p>${text.explanation}</p>
      ${table<Row>(text.table, [
        { head: columns.model, cell: ({ name }) => name },
        { head: columns.rSquaredZero, number, cell: (row) => format.percentGain(row.rSquaredZero, 2) },
        { head: columns.rSquaredMean, number, cell: (row) => format.percentGain(row.rSquaredMean, 2) },
        { head: columns.mae, number, cell: ({ mae }) => format.percent(mae, 2) },
        { head: columns.zeroMae, number, cell: ({ zeroMae }) => format.percent(zeroMae, 2) },
        { head: columns.rmse, number, cell: ({ rmse }) => format.percent(rmse, 2) },
        { head: columns.zeroRmse, number, cell: ({ zeroRmse }) => format.percent(zeroRmse, 2) },
        { head: columns.mase, number, cell: ({ mase }) => format.number(mase, 3) },
      ], scored)}
      ${pricePart(scored, words)}
    `,
  };
}

function pricePart(rows: readonly Row[], { regression: text, format }: Words): Html | null {
  const { priceColumns: columns } = text;
  const priced = rows.flatMap(({ name, price }) => price === null ? [] : [{ name, ...price }]);
  if (priced.length === 0) return null;
  const [{ persistence }] = priced;
  const number = true;
  const lines = [
    ...priced.map(({ name, model }) => ({ name, ...model })),
    { name: text.persistence, ...persistence },
  ];
  return html`
    <p>${text.priceWarning(persistence.rSquared)}</p>
    ${table(
      text.priceTable,
      [
        { head: columns.forecast, cell: ({ name }) => name },
        { head: columns.rSquared, number, cell: ({ rSquared }) => format.number(rSquared, 4) },
        { head: columns.mape, number, cell: ({ mape }) => format.percent(mape, 2) },
        { head: columns.mae, number, cell: ({ mae }) => format.number(mae, 2) },
        { head: columns.rmse, number, cell: ({ rmse }) => format.number(rmse, 2) },
      ],
      lines,
      { caption: text.priceCaption },
    )}
  `;
}
