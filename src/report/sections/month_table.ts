/**
 * Returns by year and month, as a table of colours that can be read without them.
 *
 * @module
 */

import type { BacktestEntry } from "../backtest_data.ts";
import { nameOf } from "../figures/equity.ts";
import { type Html, html } from "../html.ts";
import type { Words } from "../words/words.ts";
import { scrolling } from "./section.ts";

/** A month as large as this, either way, has the full colour. */
const FULL = 0.12;

/** Writes a row a year, a column a month and the year's return at the end; nothing without months. */
export function monthTable({ name, months }: BacktestEntry, words: Words): Html | null {
  if (months.length === 0) return null;
  const { backtest: text, format } = words;
  const shown = nameOf(name, words);
  const byYear = Map.groupBy(months, ({ month }) => month.slice(0, 4));
  return scrolling(
    text.months(shown),
    html`
      <table class="months">
        <caption>${text.monthsCaption(shown)}</caption>
        <thead>
          <tr><th scope="col">${text.year}</th>${text.monthNames.map((month) =>
            html`
              <th scope="col" class="number">${month}</th>
            `
          )}<th scope="col" class="number">${text.year}</th></tr>
        </thead>
        <tbody>${[...byYear].map(([year, some]) => {
          const values = new Map(some.map(({ month, value }) => [Number(month.slice(5)), value]));
          const growth = some.reduce((product, { value }) => product * (1 + value), 1);
          return html`
            <tr><th scope="row">${year}</th>${text.monthNames.map((_, m) => {
              const value = values.get(m + 1);
              return value === undefined
                ? html`
                  <td></td>
                `
                : html`<td class="number ${value < 0 ? "loss" : "gain"}" style="--share:${
                  Math.min(1, Math.abs(value) / FULL).toFixed(2)
                }">${format.gain(100 * value, 1)}</td>`;
            })}<td class="number total">${format.gain(100 * (growth - 1), 1)}</td></tr>
          `;
        })}</tbody>
      </table>
    `,
  );
}
