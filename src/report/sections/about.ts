/**
 * What the report is about, which shares were looked at, and what nobody should read into it.
 *
 * @module
 */

import { html } from "../html.ts";
import type { ReportData, UniverseDescription } from "../report_data.ts";
import { table } from "../table.ts";
import { facts, list, type Page, type Section } from "./section.ts";

/** Writes the question, the data and what the answers are held against. */
export function aboutSection(report: ReportData, { words }: Page): Section {
  const { model, data, leaderboard } = report;
  const { about: text, page, model: names } = words;
  const baselines = leaderboard.rows.filter(({ isBaseline }) => isBaseline).map(({ name }) => name);
  const [first] = leaderboard.rows;
  return {
    id: "about",
    heading: text.heading,
    body: html`
      <p>${text.question[model.label](names.kinds[model.kind] ?? model.kind, model.horizon)}</p>
      ${facts([
        [text.source, data.sources.join(", ")],
        [
          text.learned,
          text.learnedValue(data.nSamples, data.tickers.length, data.firstSession, data.lastSession),
        ],
        ...(first === undefined
          ? []
          : [[text.tested, page.range(leaderboard.firstSession, leaderboard.lastSession)] as const]),
        ...(baselines.length === 0 ? [] : [[text.compared, baselines.join(", ")] as const]),
      ])}
      <p class="quiet">${text.more}</p>
    `,
  };
}

/** Writes which shares belong to the universe of a session. */
export function universeSection(universe: UniverseDescription, { words }: Page): Section {
  const { universe: text, format } = words;
  const { minTurnover, minSessions, minClose, nChosen, byYear } = universe;
  return {
    id: "universe",
    heading: text.heading,
    body: html`
      <p>${text.rules(minTurnover, minSessions, minClose)}</p>
      <p>${nChosen === null ? text.all : text.chosen(nChosen)}</p>
      ${byYear.length === 0 ? null : table(
        text.table,
        [
          { head: text.columns.year, cell: ({ year }) => String(year) },
          { head: text.columns.tickers, number: true, cell: ({ nTickers }) => format.count(nTickers) },
          { head: text.columns.samples, number: true, cell: ({ nSamples }) => format.count(nSamples) },
        ],
        byYear,
        { full: false },
      )}
    `,
  };
}

/** Writes what holds for every such report, and for the parts that this one has. */
export function limitsSection({ coverage, predictions, backtest }: ReportData, { words }: Page): Section {
  const { limits: text } = words;
  const promises = coverage !== undefined || predictions.some(({ certainty }) => certainty !== null);
  return {
    id: "limits",
    heading: text.heading,
    body: list([
      ...text.always,
      ...(promises ? [text.coverage] : []),
      ...(backtest === undefined ? [] : [text.backtest]),
    ]),
  };
}
