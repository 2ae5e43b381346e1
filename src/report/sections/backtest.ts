/**
 * The model as a strategy: what it would have been worth, its falls, its months, and by what conventions.
 *
 * @module
 */

import type { BacktestEntry, BacktestReport } from "../backtest_data.ts";
import { figureBlock } from "../figure_block.ts";
import { drawdownFigure, equityFigure, nameOf } from "../figures/equity.ts";
import { type Html, html } from "../html.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { monthTable } from "./month_table.ts";
import { list, type Page, type Section } from "./section.ts";

/** Writes curves, falls, statistics and the months of the first entry, with conventions and costs. */
export async function backtestSection(
  { strategy, costs, entries, nTrials }: BacktestReport,
  { words, interactive }: Page,
): Promise<Section> {
  const { backtest: text } = words;
  const [model, ...others] = entries;
  return {
    id: "backtest",
    heading: text.heading,
    body: html`
      <p>${text.strategy(strategy)}</p>
      ${await figureBlock(equityFigure(entries, words.lang), { caption: text.equityCaption, interactive })}
      ${await figureBlock(drawdownFigure(entries, words.lang), {
        caption: text.drawdownCaption,
        interactive,
      })}
      <h3>${text.statistics}</h3>
      ${statisticsTable(entries, words)}
      <details open>
        <summary>${text.conventionsHeading}</summary>
        ${list([
          ...text.costs(heldCosts(costs, model)),
          ...text.conventions,
          ...(nTrials === undefined ? [] : [text.trials(nTrials)]),
        ])}</details>
      ${monthTable(model, words)}
      ${others.filter(({ months }) => months.length > 0).map((entry) =>
        html`
          <details>
            <summary>${text.months(nameOf(entry.name, words))}</summary>
            ${monthTable(entry, words)}</details>
        `
      )}
    `,
  };
}

/** Costs with those fees only that held while the backtest ran. */
function heldCosts(costs: BacktestReport["costs"], { session }: BacktestEntry): BacktestReport["costs"] {
  const [first, last] = [session[0], session[session.length - 1]];
  const fees = costs.fees.filter(({ from }, i) =>
    from <= last && (costs.fees.at(i + 1)?.from ?? Infinity) > first
  );
  return { ...costs, fees };
}

function statisticsTable(entries: readonly BacktestEntry[], words: Words): Html {
  const { backtest: text, format } = words;
  const { columns } = text;
  const [{ session }] = entries;
  const number = true;
  return table<BacktestEntry>(
    text.statistics,
    [
      { head: columns.name, cell: ({ name }) => nameOf(name, words) },
      {
        head: columns.totalReturn,
        number,
        cell: ({ statistics }) => format.percentGain(statistics.totalReturn, 0),
      },
      { head: columns.cagr, number, cell: ({ statistics }) => format.percentGain(statistics.cagr) },
      { head: columns.volatility, number, cell: ({ statistics }) => format.percent(statistics.volatility) },
      { head: columns.sharpe, number, cell: ({ statistics }) => format.number(statistics.sharpeRatio, 2) },
      { head: columns.sortino, number, cell: ({ statistics }) => format.number(statistics.sortinoRatio, 2) },
      { head: columns.drawdown, number, cell: ({ statistics }) => fallText(statistics.maxDrawdown, words) },
      { head: columns.calmar, number, cell: ({ statistics }) => format.number(statistics.calmarRatio, 2) },
      {
        head: html`${columns.probability}<span class="below">${columns.deflated}</span>`,
        number,
        cell: ({ statistics, deflatedSharpe }) =>
          html`${format.percent(statistics.probabilisticSharpe, 0)}<span class="below">${
            format.percent(deflatedSharpe, 0)
          }</span>`,
      },
      { head: columns.turnover, number, cell: ({ turnover }) => format.number(turnover, 1) },
    ],
    entries,
    { caption: text.statisticsCaption(session[0], session[session.length - 1]) },
  );
}

function fallText(fall: BacktestEntry["statistics"]["maxDrawdown"], { backtest: text, format }: Words): Html {
  if (fall === null) return html`–`;
  const { depth, peak, trough, recovery } = fall;
  return html`${format.percent(depth)}<span class="below">${
    text.fall(peak, trough)
  }</span><span class="below">${text.recovery(recovery)}</span>`;
}
