/**
 * The newest predictions.
 *
 * @module
 */

import { CLASSES, type Prediction } from "~/core/mod.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { classText } from "./classes.ts";
import { absent, list, type Page, type Section } from "./section.ts";

const MOST_PREDICTIONS = 12;

/** Writes the table of newest predictions, of many the most decided to either side. */
export function predictionsSection({ predictions }: ReportData, { words }: Page): Section {
  const { predictions: text } = words;
  const shown = mostDecided(predictions);
  const [before, link, after] = text.verdictHolds;
  return {
    id: "predictions",
    heading: text.heading,
    body: predictions.length === 0 ? absent(text.none) : html`
      <p>${before}<a href="#verdict">${link}</a>${after}${shown.length === predictions.length
        ? null
        : text.some(predictions.length, shown.length)}</p>
      ${predictionTable(shown, words)}
      ${warningList(shown, words)}
    `,
  };
}

/** The answers by P(buy) - P(sell), greatest first; of many both ends. */
function mostDecided(predictions: readonly Prediction[]): readonly Prediction[] {
  const edge = ({ probabilities }: Prediction) => probabilities.buy - probabilities.sell;
  const ranked = predictions.toSorted((a, b) => edge(b) - edge(a));
  if (ranked.length <= MOST_PREDICTIONS) return ranked;
  return [...ranked.slice(0, MOST_PREDICTIONS / 2), ...ranked.slice(-MOST_PREDICTIONS / 2)];
}

function predictionTable(predictions: readonly Prediction[], words: Words): Html {
  const { predictions: text, format } = words;
  const { columns } = text;
  const distinct = (values: readonly (string | number)[]) => [...new Set(values)].join(", ");
  const number = true;
  return table<Prediction>(
    text.heading,
    [
      { head: columns.ticker, cell: ({ ticker }) => ticker },
      { head: columns.answer, cell: ({ label }) => classText(label, words) },
      ...CLASSES.map((label) => ({
        head: text.probability(label),
        number,
        cell: ({ probabilities, baseline }: Prediction) =>
          html`${format.percent(probabilities[label])}<span class="below">${
            format.gain((probabilities[label] - baseline[label]) * 100, 1)
          }</span>`,
      })),
      { head: columns.expected, number, cell: ({ expectedReturn }) => format.percentGain(expectedReturn) },
      { head: columns.lastClose, number, cell: ({ lastClose }) => format.number(lastClose, 2) },
      { head: columns.dataDate, number, cell: ({ dataDate }) => format.date(dataDate) },
    ],
    predictions,
    {
      caption: text.caption(
        distinct(predictions.map(({ horizon }) => horizon)),
        distinct(predictions.map(({ model }) => model)),
        distinct(predictions.map(({ trainedThrough }) => format.date(trainedThrough))),
      ),
    },
  );
}

/** The warnings, each of which names its ticker. */
function warningList(predictions: readonly Prediction[], words: Words): Html | null {
  const warnings = predictions.flatMap((prediction) => prediction.warnings);
  if (warnings.length === 0) return null;
  const { untranslated } = words.page;
  return html`
    <h3>${words.predictions.warnings}</h3>
    ${untranslated === null ? null : absent(untranslated)}
    ${list(warnings)}
  `;
}
