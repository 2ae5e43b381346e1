/**
 * Shares one by one: price, what was predicted on the way, and the newest answer with how sure it is.
 *
 * @module
 */

import { CLASSES, type Label, type Prediction } from "~/core/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { type Outlook, outlookFigure } from "../figures/outlook.ts";
import { priceFigure, type PriceHistory } from "../figures/price.ts";
import { type Content, type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { classText } from "./classes.ts";
import { absent, facts, type Page, type Section } from "./section.ts";

/** Writes a block for each ticker; where scripts run, one of them at a time is shown. */
export async function tickersSection(report: ReportData, page: Page): Promise<Section> {
  const { prices, predictions, outlooks = [] } = report;
  const { tickers: text } = page.words;
  const section = { id: "tickers", heading: text.heading };
  if (prices.length === 0) return { ...section, body: absent(text.none) };
  const blocks: Html[] = [];
  for (const history of prices) {
    const { ticker } = history;
    const prediction = predictions.find((some) => some.ticker === ticker);
    const outlook = outlooks.find((some) => some.ticker === ticker);
    blocks.push(await tickerBlock(history, prediction, outlook, page));
  }
  return {
    ...section,
    body: html`
      <p>${text.explanation}</p>
      <div class="tickers" data-choose="${text.choose}">${blocks}</div>
    `,
  };
}

async function tickerBlock(
  history: PriceHistory,
  prediction: Prediction | undefined,
  outlook: Outlook | undefined,
  { words, interactive }: Page,
): Promise<Html> {
  const { tickers: text, lang, format } = words;
  const figure = priceFigure(history, lang);
  const fan = outlook === undefined || !isKnown(history, outlook) ? null : html`
    <div><h4>${text.outlook(outlook.horizon)}</h4>
    ${await figureBlock(outlookFigure(history, outlook, lang), {
      caption: text.outlookCaption(format.date(outlook.session)),
      width: 420,
      interactive,
    })}</div>
  `;
  const answer = prediction === undefined ? null : html`
    <div><h4>${text.latest}</h4>
    ${probabilityTable(prediction, words)}
    ${facts([...answerFacts(prediction, words), ...outlookFacts(prediction, outlook, words)])}</div>
  `;
  return html`
    <article class="ticker" data-ticker="${history.ticker}"><h3>${history.ticker}</h3>
    ${await figureBlock(figure, { caption: `${figure.alt}.`, interactive })}
    ${fan === null && answer === null ? null : html`
      <div class="pair">${fan}${answer}</div>
    `}</article>
  `;
}

/** Whether the history reaches the session that the outlook begins with. */
function isKnown({ session }: PriceHistory, outlook: Outlook): boolean {
  return Array.from(session).includes(outlook.session);
}

function probabilityTable({ probabilities, baseline }: Prediction, words: Words): Html {
  const { tickers: { latest, columns }, format } = words;
  const number = true;
  return table<Label>(latest, [
    { head: columns.name, cell: (label) => classText(label, words) },
    { head: columns.probability, number, cell: (label) => format.percent(probabilities[label]) },
    { head: columns.usual, number, cell: (label) => format.percent(baseline[label]) },
    {
      head: columns.difference,
      number,
      cell: (label) => format.gain(100 * (probabilities[label] - baseline[label]), 1),
    },
  ], CLASSES.toReversed());
}

function answerFacts(
  { label, expectedReturn, lastClose, dataDate }: Prediction,
  words: Words,
): (readonly [string, Content])[] {
  const { tickers: text, format } = words;
  return [
    [text.answer, classText(label, words)],
    ...(expectedReturn === null ? [] : [[text.expected, format.percentGain(expectedReturn)] as const]),
    [text.lastClose, format.money(lastClose, 2)],
    [text.asOf, format.date(dataDate)],
  ];
}

function outlookFacts(
  { lastClose }: Prediction,
  outlook: Outlook | undefined,
  words: Words,
): (readonly [string, Content])[] {
  if (outlook === undefined) return [];
  const { tickers: text, format } = words;
  const { intervals, set, doubts } = outlook;
  const bounded = intervals.filter(({ lower, upper }) => Number.isFinite(upper - lower));
  return [
    ...bounded.map(({ coverage, lower, upper }) =>
      [
        text.interval(coverage),
        html`${text.intervalValue(format.percentGain(lower), format.percentGain(upper))}<span class="below">${
          text.intervalPrice(lastClose * (1 + lower), lastClose * (1 + upper))
        }</span>`,
      ] as const
    ),
    ...(set === null ? [] : [
      [
        text.set(set.coverage),
        set.classes.length === 0
          ? text.empty
          : set.classes.map((label) => html`<span class="several">${classText(label, words)}</span>`),
      ] as const,
    ]),
    [
      text.act,
      doubts.length === 0
        ? text.actYes
        : html`<strong>${text.actNo}</strong>: ${doubts.map((doubt) => text.doubts[doubt]).join("; ")}`,
    ],
  ];
}
