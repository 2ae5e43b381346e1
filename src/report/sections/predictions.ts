/**
 * Predictions: how they looked on the price in the test, and the newest ones.
 *
 * @module
 */

import { CLASSES, type Prediction } from "~/core/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { priceFigure } from "../figures/price.ts";
import { formatCount, formatGain, formatNumber, formatPercent } from "../format.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { classText } from "./classes.ts";
import { absent, scrolling, type Section } from "./section.ts";

const MOST_PREDICTIONS = 12;

/** Writes the table of newest predictions, of many the most decided to either side. */
export function predictionsSection({ predictions }: ReportData): Section {
  const shown = mostDecided(predictions);
  return {
    id: "predictions",
    heading: "Latest predictions",
    body: predictions.length === 0 ? absent("This report was made without new predictions.") : html`
      <p>The verdict <a href="#verdict">at the top of this page</a> holds for these answers.${shown.length ===
          predictions.length
        ? null
        : ` Of ${
          formatCount(predictions.length)
        } they are the ${shown.length} with the greatest and the least P(buy) − P(sell).`}</p>
      ${scrolling("Latest predictions", predictionTable(shown))}
      ${warningList(shown)}
    `,
  };
}

/** Writes the price of a few tickers with the classes predicted for them. */
export async function pricesSection({ prices }: ReportData, interactive: boolean): Promise<Section> {
  const section = { id: "prices", heading: "Predictions on the price" };
  if (prices.length === 0) {
    return { ...section, body: absent("No ticker was chosen to be drawn.") };
  }
  const figures: Html[] = [];
  for (const history of prices) {
    const figure = priceFigure(history);
    figures.push(
      html`<h3>${history.ticker}</h3>
${await figureBlock(figure, { caption: `${figure.alt}.`, interactive })}`,
    );
  }
  return {
    ...section,
    body:
      html`<p>Every mark was made by a model that had not seen that session or any later one. A few tickers show how predictions look; whether they are any good is said by the scores.</p>
${figures}`,
  };
}

/** The answers by P(buy) - P(sell), greatest first; of many both ends. */
function mostDecided(predictions: readonly Prediction[]): readonly Prediction[] {
  const edge = ({ probabilities }: Prediction) => probabilities.buy - probabilities.sell;
  const ranked = predictions.toSorted((a, b) => edge(b) - edge(a));
  if (ranked.length <= MOST_PREDICTIONS) return ranked;
  return [...ranked.slice(0, MOST_PREDICTIONS / 2), ...ranked.slice(-MOST_PREDICTIONS / 2)];
}

function predictionTable(predictions: readonly Prediction[]): Html {
  const distinct = (values: readonly (string | number)[]) => [...new Set(values)].join(", ");
  return html`
    <table class="full">
      <caption>For the next ${distinct(predictions.map(({ horizon }) => horizon))} sessions, by ${distinct(
        predictions.map(({ model }) => model),
      )}, which learned from sessions up to ${distinct(
        predictions.map(({ trainedThrough }) => trainedThrough),
      )}. Below each probability: how many percentage points it is above or below the frequency of the class in the training data, which is what one would say without a model.</caption>
      <thead>
        <tr>
          <th scope="col">Ticker</th>
          <th scope="col">Answer</th>
          ${CLASSES.map((label) => html`<th scope="col" class="number">P(${label})</th>`)}
          <th scope="col" class="number">Expected return</th>
          <th scope="col" class="number">Last close, R$</th>
          <th scope="col" class="number">Data up to</th>
        </tr>
      </thead>
      <tbody>${predictions.map(predictionRow)}</tbody>
    </table>
  `;
}

function predictionRow(prediction: Prediction): Html {
  const { ticker, label, probabilities, baseline, expectedReturn, lastClose, dataDate } = prediction;
  return html`
    <tr>
      <th scope="row">${ticker}</th>
      <td>${classText(label)}</td>
      ${CLASSES.map((some) =>
        html`<td class="number">${formatPercent(probabilities[some])}<span class="below">${
          formatGain((probabilities[some] - baseline[some]) * 100, 1)
        }</span></td>`
      )}
      <td class="number">${expectedReturn === null ? "–" : `${formatGain(expectedReturn * 100, 1)} %`}</td>
      <td class="number">${formatNumber(lastClose, 2)}</td>
      <td class="number">${dataDate}</td>
    </tr>
  `;
}

/** The warnings, each of which names its ticker. */
function warningList(predictions: readonly Prediction[]): Html | null {
  const warnings = predictions.flatMap((prediction) => prediction.warnings);
  if (warnings.length === 0) return null;
  return html`
    <h3>Warnings</h3>
    <ul>${warnings.map((warning) =>
      html`
        <li>${warning}</li>
      `
    )}</ul>
  `;
}
