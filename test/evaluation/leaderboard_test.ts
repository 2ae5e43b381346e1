import assert from "node:assert/strict";
import { climatology, majority, momentum } from "~/baselines/mod.ts";
import { type Dataset, Random, sessionBlocks, takeSamples, terciles } from "~/core/mod.ts";
import { type Entry, leaderboard, score } from "~/evaluation/mod.ts";
import { logistic } from "./logistic.ts";

const HORIZON = 5;
const N_TICKERS = 30;

/**
 * Independent geometric random walks, with the features that one would try on them and terciles of the return of the
 * `HORIZON` sessions from the next one. With `drift`, each share leans towards what a further feature says.
 */
function walks(seed: number, nSessions: number, drift: number): Dataset {
  const random = new Random(seed);
  const hints: number[][] = [];
  const prices = Array.from({ length: N_TICKERS }, (_, i) => {
    let hint = 0;
    let logPrice = 0;
    hints[i] = [];
    return Array.from({ length: nSessions }, (_, t) => {
      logPrice += 0.02 * random.normal() + drift * hint;
      if (t % HORIZON === 0) hint = random.normal();
      hints[i][t] = hint;
      return Math.exp(logPrice);
    });
  });
  const features = ["return_1", "return_5", "return_21", "momentum_252_21", "hint"];
  const X: number[] = [];
  const targetReturn: number[] = [];
  const session: number[] = [];
  for (let t = 252; t + 1 + HORIZON < nSessions; t++) {
    prices.forEach((p, i) => {
      const past = [1, 5, 21].map((lookback) => p[t] / p[t - lookback] - 1);
      X.push(...past, p[t - 21] / p[t - 252] - 1, hints[i][t]);
      targetReturn.push(p[t + 1 + HORIZON] / p[t + 1] - 1);
      session.push(t);
    });
  }
  const returns = Float64Array.from(targetReturn);
  return {
    nSamples: session.length,
    features,
    X: Float32Array.from(X),
    tickers: prices.map((_, i) => `TICK${i}`),
    ticker: Int32Array.from(session, (_, i) => i % N_TICKERS),
    session: Int32Array.from(session),
    y: Uint8Array.from(
      sessionBlocks(Int32Array.from(session)).flatMap(([begin, end]) =>
        terciles(returns.subarray(begin, end))
      ),
    ),
    targetReturn: returns,
    labelEnd: Int32Array.from(session, (t) => t + 1 + HORIZON),
  };
}

/** Learns on the first half of the sessions, purged, and answers for the second. */
async function contest(dataset: Dataset): Promise<{ entries: Entry[]; test: Dataset }> {
  const all = Int32Array.from({ length: dataset.nSamples }, (_, i) => i);
  const middle = dataset.session[dataset.nSamples >> 1];
  const train = takeSamples(dataset, all.filter((i) => dataset.labelEnd[i] < middle));
  const test = takeSamples(dataset, all.filter((i) => dataset.session[i] >= middle));
  const fitted = [majority(), climatology(), momentum()].map(async (estimator) => ({
    name: estimator.name,
    isBaseline: true,
    forecast: await (await estimator.fit(train, { seed: 1 })).predict(test),
  }));
  const table = await momentum("return_5").fit(train, { seed: 1 });
  const entries = [
    ...await Promise.all(fitted),
    { name: "logistic", isBaseline: false, forecast: logistic(train, test) },
    { name: "table of return_5", isBaseline: false, forecast: await table.predict(test) },
  ];
  return { entries, test };
}

Deno.test("leaderboard() never says yes on random walks", async () => {
  for (let seed = 0; seed < 20; seed++) {
    const { entries, test } = await contest(walks(seed, 560, 0));
    for (const { beats, sentence } of leaderboard(entries, test, HORIZON).verdicts) {
      assert.notEqual(beats, "yes", `seed ${seed}: ${sentence}`);
    }
  }
});

Deno.test("leaderboard() says yes where there is a strong signal, and only of who found it", async () => {
  const { entries, test } = await contest(walks(1, 560, 0.005));
  const { verdicts } = leaderboard(entries, test, HORIZON);
  assert.deepEqual(verdicts.map(({ model, beats }) => [model, beats === "yes"]), [
    ["logistic", true],
    ["table of return_5", false],
  ]);
});

Deno.test("leaderboard() is a table of models, then baselines, with every comparison", async () => {
  const { entries, test } = await contest(walks(2, 400, 0));
  const board = leaderboard(entries, test, HORIZON);
  assert.deepEqual(board.rows.map(({ name, isBaseline }) => [name, isBaseline]), [
    ["logistic", false],
    ["table of return_5", false],
    ["majority", true],
    ["climatology", true],
    ["momentum", true],
  ]);
  assert.deepEqual([board.horizon, board.firstSession, board.lastSession], [5, test.session[0], 393]);
  assert.deepEqual(
    board.verdicts[0].comparisons.map(({ baseline, score }) => `${score} ${baseline}`),
    ["rankIc majority", "logLoss climatology", "rankIc climatology", "logLoss momentum", "rankIc momentum"],
  );
  assert.deepEqual(JSON.parse(JSON.stringify(board)), board); // plain data
  assert.deepEqual(board.rows[3], score("climatology", true, entries[1].forecast, test, HORIZON));
  assert.equal(board.rows[3].nSamples, test.nSamples);
  assert.equal(board.rows[3].nSessions, test.nSamples / N_TICKERS);
  assert.equal(board.rows[3].ranking.rankIc, null); // it ranks nothing
});

Deno.test("leaderboard() of baselines alone has no verdict", async () => {
  const { entries, test } = await contest(walks(3, 320, 0));
  assert.deepEqual(leaderboard(entries.slice(0, 3), test, HORIZON).verdicts, []);
});

Deno.test("leaderboard() refuses a model without a baseline, and no samples", async () => {
  const { entries, test } = await contest(walks(3, 320, 0));
  assert.throws(() => leaderboard(entries.slice(3), test, HORIZON), {
    name: "RangeError",
    message: 'Cannot judge "logistic": a baseline to compare it with is wanted, found none',
  });
  const nothing = { probabilities: null, score: new Float64Array(0), expectedReturn: null };
  assert.throws(
    () =>
      leaderboard(
        [{ name: "forest", isBaseline: false, forecast: nothing }],
        takeSamples(test, new Int32Array(0)),
        HORIZON,
      ),
    {
      name: "RangeError",
      message: "Cannot score classes: one forecast for each sample is wanted, found 0 for 0",
    },
  );
});
