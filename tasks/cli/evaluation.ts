/**
 * An evaluation as text and as JSON: the leaderboard, then what is behind it.
 *
 * @module
 */

import type { Scores } from "~/evaluation/mod.ts";
import type { CertaintyReport, Evaluation } from "~/pipeline/mod.ts";
import { foldLines } from "./folds.ts";
import { table } from "./output.ts";
import { leaderboardJson, leaderboardLines } from "./scores.ts";

/** Rows beside which the model is shown: the bar, and the model. */
const BARS = ["combo4", "combo3"];

/** Everything as lines of text. */
export function evaluationLines({ leaderboard, blocks, certainty, seeds }: Evaluation): string[] {
  const [model] = leaderboard.rows;
  const bar = leaderboard.rows.find(({ name }) => BARS.includes(name));
  const shown = bar === undefined ? [model] : [model, bar];
  return [
    ...foldLines(blocks),
    "",
    ...leaderboardLines(leaderboard),
    "",
    ...yearLines(shown),
    "",
    ...tierLines(shown),
    ...quantileLines(shown),
    "",
    ...certaintyLines(certainty),
    ...seeds.map(({ name, nSeeds, scores: { rankIc, logLoss } }) =>
      `Over ${nSeeds} seeds ${name}: rank IC ${spread(rankIc)}, log-loss ${spread(logLoss)}`
    ),
  ];
}

/** Everything for JSON, without the series by session. */
export function evaluationJson({ leaderboard, folds, certainty, seeds, learning }: Evaluation) {
  return { leaderboard: leaderboardJson(leaderboard), folds, certainty, seeds, learning };
}

const fixed = (value: number | null, digits: number) => value === null ? "-" : value.toFixed(digits);

function spread(value: { readonly mean: number; readonly std: number | null } | null): string {
  return value === null ? "-" : `${value.mean.toFixed(4)} ± ${fixed(value.std, 4)}`;
}

function yearLines(rows: readonly Scores[]): string[] {
  return table(
    ["year", ...rows.map(({ name }) => `rank IC ${name}`), ...rows.map(({ name }) => `log-loss ${name}`)],
    rows[0].byYear.map(({ year }, i) => [
      String(year),
      ...rows.map(({ byYear }) => fixed(byYear[i].rankIc, 4)),
      ...rows.map(({ byYear }) => fixed(byYear[i].logLoss, 4)),
    ]),
  );
}

function tierLines(rows: readonly Scores[]): string[] {
  const tiers = rows[0].byLiquidity;
  if (tiers === null) return [];
  return [
    ...table(
      ["shares that trade at least", "samples", ...rows.map(({ name }) => `rank IC ${name}`)],
      tiers.map(({ leastTurnover, nSamples }, i) => [
        `R$ ${leastTurnover / 1e6} million a day`,
        String(nSamples),
        ...rows.map(({ byLiquidity }) => fixed(byLiquidity?.[i].rankIc ?? null, 4)),
      ]),
    ),
    "",
  ];
}

function quantileLines(rows: readonly Scores[]): string[] {
  const percent = (value: number | null) => value === null ? "-" : `${(100 * value).toFixed(2)} %`;
  return table(
    ["mean return by fifth of the score", "worst", "2", "3", "4", "best", "best - worst", "t", "turnover"],
    rows.map(({ name, quantiles: { means, longShort, longShortTValue, topTurnover } }) => [
      name,
      ...means.map(percent),
      percent(longShort),
      fixed(longShortTValue, 1),
      fixed(topTurnover, 2),
    ]),
  );
}

function certaintyLines({ intervals, classSets, calibration, outsideDomain }: CertaintyReport): string[] {
  const percent = (share: number | null | undefined) =>
    share === null || share === undefined ? "-" : `${(100 * share).toFixed(1)} %`;
  const chosen = calibration.slice(1, -1).map((choice) => choice?.chosen ?? "none");
  const mostOutside = Math.max(...outsideDomain);
  return [
    ...table(
      ["promised", "kept", "worst year", "mean width"],
      intervals.map(({ level, coverage: { coverage, worstYear, meanWidth } }) => [
        `${percent(level)} of returns inside`,
        percent(coverage),
        worstYear === null ? "-" : `${percent(worstYear.coverage)} (${worstYear.year})`,
        percent(meanWidth),
      ]),
    ),
    ...(classSets === null ? [] : [
      `Sets of classes held the true one in ${percent(classSets.coverage.coverage)} (promised ${
        percent(classSets.level)
      }); ` +
      `${percent(classSets.abstained)} said nothing to act on, the others were right in ${
        percent(classSets.accuracyWhenActing)
      }.`,
    ]),
    ...(chosen.length === 0 ? [] : [`Calibration by the fold before: ${chosen.join(", ")}.`]),
    `Test rows unlike the training rows: at most ${percent(mostOutside)} in a fold.`,
  ];
}
