/**
 * Shares one by one: price, what was predicted on the way, and the newest answer with how sure it is.
 *
 * @module
 */

import { type Certainty, CLASSES, type Label, parseSession, type Prediction } from "~/core/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { outlookFigure } from "../figures/outlook.ts";
import { priceFigure, type PriceHistory } from "../figures/price.ts";
import { type Content, type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { classText } from "./classes.ts";
import { absent, facts, type Page, type Section } from "./section.ts";

/** Writes a block for each ticker; where scripts run, one of them at a time is shown. */
export async function tickersSection(report: ReportData, page: Page): Promise<Section> {
  const { prices, predictions } = report;
  const { tickers: text } = page.words;
  const section = { id: "tickers", heading: text.heading };
  if (prices.length === 0) return { ...section, body: absent(text.none) };
  const blocks: Html[] = [];
  for (const history of prices) {
    const prediction = predictions.find(({ ticker }) => ticker === history.ticker);
    blocks.push(await tickerBlock(history, prediction, page));
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
  { words, interactive }: Page,
): Promise<Html> {
  const { tickers: text, lang, format } = words;
  const figure = priceFigure(history, lang);
  const fan = prediction === undefined || !hasFan(history, prediction) ? null : html`
    <div><h4>${text.outlook(prediction.horizon)}</h4>
    ${await figureBlock(outlookFigure(history, prediction, lang), {
      caption: text.outlookCaption(format.date(prediction.dataDate)),
      width: 420,
      interactive,
    })}</div>
  `;
  const answer = prediction === undefined ? null : html`
    <div><h4>${text.latest}</h4>
    ${probabilityTable(prediction, words)}
    ${facts([...answerFacts(prediction, words), ...certaintyFacts(prediction, words)])}</div>
  `;
  return html`
    <article class="ticker" data-ticker="${history.ticker}"><h3>${history.ticker}</h3>
    ${await figureBlock(figure, { caption: `${figure.alt}.`, interactive })}
    ${fan === null && answer === null ? null : html`
      <div class="pair">${fan}${answer}</div>
    `}</article>
  `;
}

/** Whether there are intervals to draw, from a close that the history has. */
function hasFan({ session }: PriceHistory, { dataDate, certainty }: Prediction): boolean {
  return certainty !== null && certainty.intervals.length > 0 &&
    Array.from(session).includes(parseSession(dataDate));
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

function certaintyFacts(
  { lastClose, certainty }: Prediction,
  words: Words,
): (readonly [string, Content])[] {
  if (certainty === null) return [];
  const { tickers: text, format } = words;
  const { intervals, classSet: { level, classes }, advice } = certainty;
  return [
    ...intervals.map(({ level, low, high }) =>
      [
        text.interval(level),
        html`${text.intervalValue(format.percentGain(low), format.percentGain(high))}<span class="below">${
          text.intervalPrice(lastClose * (1 + low), lastClose * (1 + high))
        }</span>`,
      ] as const
    ),
    [
      text.set(level),
      classes.length === 0
        ? text.empty
        : classes.map((label) => html`<span class="several">${classText(label, words)}</span>`),
    ],
    [
      text.act,
      advice === "act"
        ? text.actYes
        : html`<strong>${text.actNo}</strong>: ${doubtsOf(certainty, words).join("; ")}`,
    ],
  ];
}

/** Why not to act, in words. */
function doubtsOf({ classSet: { classes }, isOutsideDomain, extremes }: Certainty, words: Words): string[] {
  const { doubts } = words.tickers;
  return [
    ...(classes.length === CLASSES.length ? [doubts.all] : []),
    ...(classes.length === 0 ? [doubts.none] : []),
    ...(isOutsideDomain ? [doubts.outside(extremes)] : []),
  ];
}
