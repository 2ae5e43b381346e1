import assert from "node:assert/strict";
import type { Dataset } from "~/core/mod.ts";
import { parseSession } from "~/core/mod.ts";
import { score, scoresByTicker, scoresByYear, yearlyTValue } from "~/evaluation/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

function datasetOf(
  session: readonly number[],
  ticker: readonly number[],
  y: readonly number[],
  targetReturn: readonly number[],
): Dataset {
  return {
    nSamples: y.length,
    features: [],
    X: new Float32Array(),
    tickers: Array.from({ length: Math.max(...ticker) + 1 }, (_, t) => `TICK${t}`),
    ticker: Int32Array.from(ticker),
    session: Int32Array.from(session),
    y: Uint8Array.from(y),
    targetReturn: Float64Array.from(targetReturn),
    labelEnd: Int32Array.from(session),
  };
}

Deno.test("score() by year, by ticker and by fifths equals pandas and scipy", () => {
  const { session, ticker, y, horizon, wanted, ...golden } = readGolden().breakdown;
  const forecast = {
    probabilities: Float64Array.from(golden.probabilities),
    score: Float64Array.from(golden.score),
    expectedReturn: null,
  };
  const dataset = datasetOf(session, ticker, y, golden.return);
  const { quantiles, byYear, byTicker, ranking } = score("made up", false, forecast, dataset, horizon);
  const { yearlyTValue, nYears } = ranking;
  assertClose({ quantiles, byYear, byTicker, yearlyTValue, nYears }, wanted);
});

const [NEW_YEARS_EVE, NEW_YEAR] = [parseSession("2019-12-31"), parseSession("2020-01-01")];

Deno.test("scoresByYear() begins a year on the first of January", () => {
  const dataset = datasetOf([NEW_YEARS_EVE, NEW_YEAR, NEW_YEAR], [0, 0, 1], [2, 2, 0], [0, 0, 0]);
  const answers = { predicted: Uint8Array.of(2, 2, 2), losses: null };
  const bySession = [{ session: NEW_YEAR, rankIc: 0.25, nTickers: 10 }];
  assert.deepEqual(scoresByYear(dataset, answers, bySession), [
    { year: 2019, nSamples: 1, nSessions: 0, rankIc: null, logLoss: null, accuracy: 1 },
    { year: 2020, nSamples: 2, nSessions: 1, rankIc: 0.25, logLoss: null, accuracy: 0.5 },
  ]);
});

Deno.test("scoresByTicker() sets the return of calls beside that of all, and leaves out who has no sample", () => {
  const dataset = datasetOf([1, 1, 2, 2], [2, 0, 2, 0], [2, 0, 0, 1], [0.25, -0.5, 0.75, 1]);
  const answers = { predicted: Uint8Array.of(2, 1, 2, 0), losses: Float64Array.of(1, 2, 3, 4) };
  assert.deepEqual(scoresByTicker(dataset, answers), [
    {
      ticker: "TICK0",
      nSamples: 2,
      accuracy: 0,
      logLoss: 3,
      meanReturn: 0.25,
      nBuys: 0,
      buyReturn: null,
      nSells: 1,
      sellReturn: 1,
    },
    {
      ticker: "TICK2",
      nSamples: 2,
      accuracy: 0.5,
      logLoss: 2,
      meanReturn: 0.5,
      nBuys: 2,
      buyReturn: 0.5,
      nSells: 0,
      sellReturn: null,
    },
  ]);
});

Deno.test("yearlyTValue() counts years, not sessions", () => {
  const sessions = (session: number, rankIcs: number[]) =>
    rankIcs.map((rankIc, i) => ({ session: session + i, rankIc, nTickers: 10 }));
  const last = sessions(NEW_YEARS_EVE - 3, [0.25, 0.25, 0.25, 0.25]);
  // yearly means 1/4 and 3/4: mean 1/2, sample deviation 1/(2 root 2), standard error 1/4
  assertClose(yearlyTValue([...last, ...sessions(NEW_YEAR, [0.5, 1])]), { tValue: 2, nYears: 2 });
  assert.deepEqual(yearlyTValue(last), { tValue: null, nYears: 1 });
  assert.deepEqual(yearlyTValue([...last, ...sessions(NEW_YEAR, [0.25])]), { tValue: null, nYears: 2 });
  assert.deepEqual(yearlyTValue([]), { tValue: null, nYears: 0 });
});
