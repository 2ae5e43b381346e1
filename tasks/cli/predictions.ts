/**
 * Predictions as text.
 *
 * @module
 */

import type { Prediction } from "~/core/mod.ts";
import type { Run } from "~/pipeline/mod.ts";
import type { Refusal } from "~/predictor/mod.ts";
import { table } from "./output.ts";

/** What the classes of a label are, over so many sessions. */
const MEANINGS: Readonly<Record<Run["label"]["kind"], (horizon: number) => string>> = {
  xs_tercile: (horizon) =>
    `the worst, middle and best third of the session's shares over ${horizon} sessions from the next open`,
  indicator_rule: () => "what a rule says of the row's own indicators, which predicts nothing",
  next_indicator_rule: () =>
    "what a rule will say of the share's indicators on its next session, which is no return",
};

/** Predictions as lines of text: a table, what was refused, and why to be careful. */
export function predictionLines(
  answers: readonly (Prediction | Refusal)[],
  label: Run["label"]["kind"],
): string[] {
  const predictions = answers.filter((answer) => "label" in answer);
  const refusals = answers.filter((answer) => "refused" in answer);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const hasPrices = predictions.some(({ expectedPrice }) => expectedPrice !== null);
  const rows = predictions.map((answer) => [
    answer.warnings.length > 0 ? `${answer.ticker} !` : answer.ticker,
    answer.label,
    ...[answer.probabilities.sell, answer.probabilities.hold, answer.probabilities.buy].map(percent),
    answer.expectedReturn === null
      ? "-"
      : `${answer.expectedReturn >= 0 ? "+" : ""}${percent(answer.expectedReturn)}`,
    intervalText(answer),
    answer.certainty?.advice ?? "-",
    answer.lastClose.toFixed(2),
    ...(hasPrices ? [answer.expectedPrice?.toFixed(2) ?? "-"] : []),
    answer.dataDate,
    answer.model,
  ]);
  const head = [
    "ticker",
    "answer",
    "sell",
    "hold",
    "buy",
    "expected",
    "90 % of returns",
    "advice",
    "close",
    ...(hasPrices ? ["expected price"] : []),
    "data of",
    "model",
  ];
  const warnings = new Set(predictions.flatMap((answer) => [...oddity(answer), ...answer.warnings]));
  const [first] = predictions;
  return [
    ...(first === undefined ? [] : [
      ...table(head, rows),
      `Sell, hold, buy: ${
        MEANINGS[label](first.horizon)
      }. Expected: the return itself. Do not act: no class, or ` +
      "each of them, is possible at 90 %, or the row is odd.",
      ...(hasPrices
        ? [
          "Expected price: the close by the expected return. Without a model one would say the close itself.",
        ]
        : []),
      `Without a model one would say sell ${percent(first.baseline.sell)}, hold ${
        percent(first.baseline.hold)
      }, ` +
      `buy ${percent(first.baseline.buy)}.`,
      `How much to believe: ${first.verdict}`,
    ]),
    ...refusals.map((answer) => answer.refused),
    ...[...warnings].map((warning) => `! ${warning}`),
  ];
}

/** The range that holds nine returns of ten. */
function intervalText({ certainty }: Prediction): string {
  const interval = certainty?.intervals.find(({ level }) => level === 0.9);
  if (interval === undefined) return "-";
  const percent = (value: number) => `${value < 0 ? "" : "+"}${(100 * value).toFixed(0)} %`;
  return `${percent(interval.low)} to ${percent(interval.high)}`;
}

function oddity({ ticker, certainty }: Prediction): string[] {
  if (certainty === null || !certainty.isOutsideDomain) return [];
  return [`${ticker} is unlike anything the model learned from, by ${certainty.extremes.join(", ")}`];
}
