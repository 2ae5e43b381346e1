/**
 * Untrained rankings on the real data: a check of prices, universe and labels without any model.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { untrainedRankings } from "~/baselines/mod.ts";
import { combineRankings, type Panel, parseSession, sessionBlocks } from "~/core/mod.ts";
import { type PersistenceScores, persistenceScores, rankingScores } from "~/evaluation/mod.ts";
import { forwardReturns } from "~/labels/mod.ts";
import { ingest, ingestSeries, loadMarket } from "~/pipeline/mod.ts";
import { universe } from "~/prices/mod.ts";
import { table } from "../cli/output.ts";

/** One ranking at one horizon beside the figure it should come out at. */
export interface RankFigure {
  readonly ranking: string;
  readonly horizon: number;
  /** Mean rank IC by session, decision sessions of 2012 to 2022. */
  readonly rankIc: number | null;
  readonly tValue: number | null;
  readonly nSessions: number;
  /** What an independent implementation in Python measured on the same files with total returns. */
  readonly expected: number;
}

const EXPECTED: readonly (readonly [ranking: string, horizon: number, rankIc: number])[] = [
  ["momentum", 5, 0.0465],
  ["momentum", 21, 0.0657],
  ["combo4", 1, 0.0363],
  ["combo4", 5, 0.0533],
  ["combo4", 10, 0.0633],
  ["combo4", 21, 0.0752],
  ["lowVolatility", 21, 0.0614],
  ["reversal", 21, -0.0399],
];
/** What doing nothing was measured to score on the vendor's adjusted closes over two sessions from May 2021 on. */
const EXPECTED_PERSISTENCE = { rSquared: 0.99532, mape: 0.03024 };
const SINCE = parseSession("2021-05-01");
const [FIRST, LAST] = [parseSession("2012-01-01"), parseSession("2022-12-31")];

/** The figures of one set of prices. */
export interface RanksOf {
  /** Whose corporate actions and dividends the prices are adjusted by. */
  readonly prices: string;
  readonly rankings: readonly RankFigure[];
  /** What doing nothing scores: the price two sessions later forecast by today's. */
  readonly persistence: PersistenceScores;
}

/**
 * Ingests a folder's quotes and its vendor's adjusted closes into a database of its own and scores the rankings twice:
 * with the actions read off the tape, and with the vendor's series, as the expected figures were.
 *
 * @returns `null` if the folder is not named or holds no `adjusted_close.csv.gz`.
 */
export async function benchRanks(folder: string | undefined): Promise<RanksOf[] | null> {
  const adjusted = folder === undefined ? "" : join(folder, "adjusted_close.csv.gz");
  if (folder === undefined || !existsSync(adjusted)) return null;
  const temporary = await Deno.makeTempDir({ prefix: "b3_bench_" });
  const db = join(temporary, "b3.duckdb");
  try {
    await ingest({ db, from: [folder] });
    await ingestSeries(db, [{ kind: "adjusted", path: adjusted }]);
    const { panel, returns } = await loadMarket(db);
    return [
      {
        prices: "splits off the tape, no dividends",
        rankings: rankFigures(panel),
        persistence: persistenceScores(panel, 2, SINCE),
      },
      {
        prices: "vendor's adjusted closes",
        rankings: rankFigures(returns),
        persistence: persistenceScores(returns, 2, SINCE),
      },
    ];
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** The figures as lines of text. */
export function ranksLines(results: readonly RanksOf[]): string[] {
  const fixed = (value: number | null, digits: number) => value === null ? "-" : value.toFixed(digits);
  return results.flatMap(({ prices, rankings, persistence }) => [
    `Prices: ${prices}`,
    ...table(
      ["ranking", "horizon", "rank IC", "t", "sessions", "expected"],
      rankings.map(({ ranking, horizon, rankIc, tValue, nSessions, expected }) => [
        ranking,
        String(horizon),
        fixed(rankIc, 4),
        fixed(tValue, 1),
        String(nSessions),
        fixed(expected, 4),
      ]),
    ),
    `Persistence over two sessions from May 2021 on, ${persistence.nRows} bars: R² ${
      fixed(persistence.rSquared, 5)
    } ` +
    `(expected ${fixed(EXPECTED_PERSISTENCE.rSquared, 5)}), MAPE ${fixed(persistence.mape * 100, 3)} % ` +
    `(expected ${fixed(EXPECTED_PERSISTENCE.mape * 100, 3)} %)`,
    "",
  ]);
}

/** Scores the rankings of a panel; on the `split` basis `combo4` has no dividend yield. */
function rankFigures(panel: Panel): RankFigure[] {
  const rankings = untrainedRankings(panel);
  const rows = universeRows(panel);
  const at = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const session = Int32Array.from(rows, (row) => panel.session[row]);
  const { momentum, yearHigh, lowVolatility, dividendYield, reversal } = rankings;
  const members = [momentum, yearHigh, lowVolatility, ...(panel.basis === "total" ? [dividendYield] : [])];
  const columns: Readonly<Record<string, Float64Array>> = {
    momentum: at(momentum),
    lowVolatility: at(lowVolatility),
    reversal: at(reversal),
    combo4: combineRankings(members.map(at), sessionBlocks(session)),
  };
  return EXPECTED.map(([ranking, horizon, expected]) => {
    const score = columns[ranking];
    const returns = at(forwardReturns(panel, horizon).value);
    const known = Array.from(score.keys()).filter((i) =>
      Number.isFinite(score[i]) && Number.isFinite(returns[i])
    );
    const take = (column: Float64Array) => Float64Array.from(known, (i) => column[i]);
    const { rankIc, tValue, bySession } = rankingScores(
      take(score),
      take(returns),
      Int32Array.from(known, (i) => session[i]),
      horizon,
    );
    return { ranking, horizon, rankIc, tValue, nSessions: bySession.length, expected };
  });
}

/** Rows of the universe in the judged years, by session, then ticker. */
function universeRows(panel: Panel): number[] {
  const inside = universe(panel);
  return Array.from(panel.session.keys())
    .filter((row) => inside[row] === 1 && panel.session[row] >= FIRST && panel.session[row] <= LAST)
    .sort((a, b) => panel.session[a] - panel.session[b]);
}
