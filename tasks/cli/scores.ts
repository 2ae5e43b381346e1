/**
 * Scores as text and as JSON.
 *
 * @module
 */

import { implausible } from "~/audit/mod.ts";
import { formatSession } from "~/core/mod.ts";
import type { Leaderboard, Scores } from "~/evaluation/mod.ts";
import { table } from "./output.ts";

/** The leaderboard as lines of text: a table, then the verdicts. */
export function leaderboardLines(
  { rows, verdicts, horizon, firstSession, lastSession }: Leaderboard,
): string[] {
  const fixed = (value: number | null, digits: number) => value === null ? "-" : value.toFixed(digits);
  const cells = rows.map(({ name, isBaseline, nSamples, classification, ranking }) => [
    isBaseline ? `  ${name} (baseline)` : name,
    String(nSamples),
    fixed(classification.accuracy, 4),
    fixed(classification.balancedAccuracy, 4),
    fixed(classification.macroF1, 4),
    fixed(classification.logLoss, 4),
    fixed(classification.brierLoss, 4),
    fixed(ranking.rankIc, 4),
    fixed(ranking.tValue, 1),
    fixed(ranking.yearlyTValue, 1),
  ]);
  return [
    `Out of sample, ${formatSession(firstSession)} to ${
      formatSession(lastSession)
    }, horizon ${horizon} sessions ` +
    "(log-loss and Brier: smaller is better)",
    ...table(
      [
        "model",
        "samples",
        "accuracy",
        "balanced",
        "macro-F1",
        "log-loss",
        "Brier",
        "rank IC",
        "t",
        "by years",
      ],
      cells,
    ),
    "",
    ...verdicts.map((verdict) => verdict.sentence),
    ...alarms(rows, horizon),
  ];
}

/** Models too good to be believed. */
function alarms(rows: readonly Scores[], horizon: number): string[] {
  const isAboutThirds = rows.every(({ name, classification }) =>
    name !== "majority" || classification.accuracy < 0.4
  );
  return rows.filter(({ isBaseline }) => !isBaseline).flatMap(({ name, classification, ranking }) =>
    implausible({ horizon, rankIc: ranking.rankIc, accuracy: isAboutThirds ? classification.accuracy : null })
      .map((alarm) => `${name}: ${alarm}`)
  );
}

/** The leaderboard without its series by session, for JSON. */
export function leaderboardJson(leaderboard: Leaderboard) {
  return {
    ...leaderboard,
    firstSession: formatSession(leaderboard.firstSession),
    lastSession: formatSession(leaderboard.lastSession),
    rows: leaderboard.rows.map(scoresJson),
  };
}

/** A row without its series by session. */
export function scoresJson({ ranking: { bySession: _, ...ranking }, ...row }: Scores) {
  return { ...row, ranking };
}
