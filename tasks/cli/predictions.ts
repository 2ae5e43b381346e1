/**
 * Predictions as text.
 *
 * @module
 */

import type { Prediction } from "~/core/mod.ts";
import type { Refusal } from "~/predictor/mod.ts";
import { table } from "./output.ts";

/** Predictions as lines of text: a table, what was refused, and why to be careful. */
export function predictionLines(answers: readonly (Prediction | Refusal)[]): string[] {
  const predictions = answers.filter((answer) => "label" in answer);
  const refusals = answers.filter((answer) => "refused" in answer);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const rows = predictions.map((answer) => [
    answer.ticker,
    answer.label,
    ...[answer.probabilities.sell, answer.probabilities.hold, answer.probabilities.buy].map(percent),
    answer.expectedReturn === null
      ? "-"
      : `${answer.expectedReturn >= 0 ? "+" : ""}${percent(answer.expectedReturn)}`,
    answer.lastClose.toFixed(2),
    answer.dataDate,
    answer.model,
  ]);
  const head = ["ticker", "answer", "sell", "hold", "buy", "expected", "close", "data of", "model"];
  const warnings = new Set(predictions.flatMap((answer) => answer.warnings));
  return [
    ...(predictions.length === 0 ? [] : [
      ...table(head, rows),
      `Expected return over ${
        predictions[0].horizon
      } sessions from the next open. Without a model one would say ` +
      `sell ${percent(predictions[0].baseline.sell)}, hold ${percent(predictions[0].baseline.hold)}, ` +
      `buy ${percent(predictions[0].baseline.buy)}.`,
      `How much to believe: ${predictions[0].verdict}`,
    ]),
    ...refusals.map((answer) => answer.refused),
    ...[...warnings].map((warning) => `! ${warning}`),
  ];
}
