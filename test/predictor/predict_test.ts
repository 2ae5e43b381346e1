import assert from "node:assert/strict";
import { barsAt, type Model, ModelError, type Panel, type Samples, sliceColumns } from "~/core/mod.ts";
import { CORE, featureColumns, FULL, panelFeatureColumns } from "~/features/mod.ts";
import { type ModelCard, predictTickers } from "~/predictor/mod.ts";
import { universe } from "~/prices/mod.ts";
import { randomWalkPanel } from "../market.ts";

const NAMES = CORE.features.map((feature) => feature.name);
const PANEL = randomWalkPanel(3, 1100, 8);
const CARD: ModelCard = {
  id: "rf@1",
  features: CORE,
  horizon: 21,
  universe: {},
  baseline: { sell: 0.3, hold: 0.4, buy: 0.3 },
  trainedThrough: "2016-01-04",
  verdict: "not distinguishable from its baselines",
  certainty: null,
};

/** A model that keeps what it was asked and gives the same answer always. */
function parrot(
  probabilities: readonly number[],
  features = NAMES,
  traits: Pick<Model, "lookback" | "claimsPrice"> & { readonly says?: number } = {},
): { model: Model; asked: Samples[] } {
  const asked: Samples[] = [];
  const { says, ...others } = traits;
  const model: Model = {
    ...others,
    features,
    predict(samples) {
      asked.push(samples);
      return Promise.resolve({
        probabilities: Float64Array.from(probabilities),
        ...(says !== undefined && { classes: Uint8Array.of(says) }),
        score: Float64Array.of(0),
        expectedReturn: Float64Array.of(0.02),
      });
    },
    toArtifact: () => ({ format: "parrot/1", header: {}, data: new Uint8Array() }),
  };
  return { model, asked };
}

/** The panel with the first ticker cut to its first sessions. */
function shortened(panel: Panel, nSessions: number): Panel {
  const [begin, end] = [panel.offsets[1], panel.session.length];
  const head = sliceColumns(panel, 0, nSessions);
  const tail = sliceColumns(panel, begin, end);
  const joined = Object.fromEntries(
    Object.entries(head).map(([name, column]) => {
      const rest = tail[name as keyof typeof tail];
      const both = new (column.constructor as new (n: number) => typeof column)(column.length + rest.length);
      both.set(column);
      both.set(rest, column.length);
      return [name, both];
    }),
  );
  const offsets = panel.offsets.map((offset, i) => i === 0 ? 0 : offset - begin + nSessions);
  return { ...panel, ...joined, offsets };
}

Deno.test("predictTickers() gives a model the market and the other tickers, as training did", async () => {
  const names = FULL.features.map((feature) => feature.name);
  const { model, asked } = parrot([0.2, 0.3, 0.5], names);
  const inputs = {
    market: { session: PANEL.calendar, indexClose: barsAt(PANEL, 2).close, riskFree: barsAt(PANEL, 2).open },
    totalFactor: PANEL.factor,
  };
  const [answer] = await predictTickers(model, { ...CARD, features: FULL }, PANEL, ["T0013"], inputs);
  assert.ok("label" in answer);
  const { values } = await panelFeatureColumns(PANEL, FULL, {
    ...inputs,
    universe: universe(PANEL, CARD.universe),
  });
  assert.deepEqual([...asked[0].X], values.map((column) => column[2199]));
  const [without] = await predictTickers(model, { ...CARD, features: FULL }, PANEL, ["T0013"]);
  assert.ok("refused" in without && /undefined feature$/.test(without.refused));
});

Deno.test("predictTickers() asks the model for the last row that training code would make", async () => {
  const { model, asked } = parrot([0.2, 0.3, 0.5]);
  const [answer] = await predictTickers(model, CARD, PANEL, ["T0013"]);
  const bars = barsAt(PANEL, 1);
  assert.deepEqual([...asked[0].X], featureColumns(bars, CORE).values.map((column) => column[1099]));
  assert.deepEqual(answer, {
    ticker: "T0013",
    label: "buy",
    probabilities: { sell: 0.2, hold: 0.3, buy: 0.5 },
    expectedReturn: 0.02,
    expectedPrice: null,
    certainty: null,
    baseline: CARD.baseline,
    dataDate: "2020-03-20", // the 1,100th weekday from 2016-01-04 on
    lastClose: bars.close[1099],
    horizon: 21,
    model: "rf@1",
    trainedThrough: "2016-01-04",
    verdict: CARD.verdict,
    warnings: [],
  });
});

Deno.test("predictTickers() says the most probable class", async () => {
  for (const [probabilities, label] of [[[0.5, 0.3, 0.2], "sell"], [[0.1, 0.8, 0.1], "hold"]] as const) {
    const [answer] = await predictTickers(parrot(probabilities).model, CARD, PANEL, ["T0003"]);
    assert.ok("label" in answer);
    assert.equal(answer.label, label);
  }
});

Deno.test("predictTickers() says the class that a model says outright", async () => {
  const [answer] = await predictTickers(parrot([0.5, 0.3, 0.2], NAMES, { says: 2 }).model, CARD, PANEL, [
    "T0003",
  ]);
  assert.ok("label" in answer);
  assert.deepEqual([answer.label, answer.probabilities.sell], ["buy", 0.5]);
});

Deno.test("predictTickers() makes a price of the published close where the model claims to know it", async () => {
  const split = { ...PANEL, factor: PANEL.factor.map(() => 0.5) };
  const { model } = parrot([0.5, 0.3, 0.2], NAMES, { claimsPrice: true });
  const fromClose = { ...CARD, returnsFromClose: true };
  const [answer] = await predictTickers(model, fromClose, split, ["T0003"]);
  assert.ok("label" in answer);
  assert.equal(answer.lastClose, PANEL.close[1099] / 0.5);
  assert.equal(answer.expectedPrice, answer.lastClose * 1.02);
  const [fromOpen] = await predictTickers(model, CARD, split, ["T0003"]); // a return from the open is no price of a close
  assert.ok("label" in fromOpen && fromOpen.expectedPrice === null);
});

Deno.test("predictTickers() gives a model of sequences the rows that it looks at", async () => {
  const { model, asked } = parrot([0.2, 0.3, 0.5], NAMES, { lookback: 8 });
  const [answer] = await predictTickers(model, CARD, PANEL, ["T0013"]);
  assert.ok("label" in answer);
  const [{ X, history }] = asked;
  const { values } = featureColumns(barsAt(PANEL, 1), CORE);
  const wanted = Array.from({ length: 8 }, (_, k) => values.map((column) => column[1092 + k]));
  assert.deepEqual(history, { rows: Float32Array.from(wanted.flat()), lookback: 8, row: Int32Array.of(7) });
  assert.deepEqual([...X], wanted[7]);
});

Deno.test("predictTickers() gives a model of single rows no history", async () => {
  const { model, asked } = parrot([0.2, 0.3, 0.5]);
  await predictTickers(model, CARD, PANEL, ["T0013"]);
  assert.ok(!("history" in asked[0]));
});

Deno.test("predictTickers() refuses a sequence that is not whole", async () => {
  const { model } = parrot([0.2, 0.3, 0.5], NAMES, { lookback: 8 });
  const answerOf = async (panel: Panel) => (await predictTickers(model, CARD, panel, ["T0003"]))[0];
  assert.deepEqual(await answerOf(shortened(PANEL, 259)), {
    ticker: "T0003",
    refused: 'Cannot predict "T0003": 260 sessions of history are needed, found 259', // 253 and 7 more
  });
  assert.ok("label" in await answerOf(shortened(PANEL, 260)));
  const holedAt = (row: number) => ({
    ...PANEL,
    vwap: PANEL.vwap.map((price, i) => i === row ? NaN : price),
  });
  assert.deepEqual(await answerOf(holedAt(1092)), {
    ticker: "T0003",
    refused:
      'Cannot predict "T0003" on 2020-03-20: undefined feature on 2020-03-11, one of the 8 sessions that the ' +
      "model looks at",
  });
  assert.ok("label" in await answerOf(holedAt(1091)));
});

Deno.test("predictTickers() refuses what it cannot know and answers for the others", async () => {
  const { model } = parrot([0.2, 0.3, 0.5]);
  const answers = await predictTickers(model, CARD, shortened(PANEL, 252), ["T0003", "NONE3", "T0023"]);
  assert.deepEqual(answers.slice(0, 2), [
    { ticker: "T0003", refused: 'Cannot predict "T0003": 253 sessions of history are needed, found 252' },
    { ticker: "NONE3", refused: 'Cannot predict "NONE3": it is not among the 3 tickers of the data' },
  ]);
  assert.ok("label" in answers[2]);
});

Deno.test("predictTickers() refuses across an unexplained jump and an undefined feature", async () => {
  const { model } = parrot([0.2, 0.3, 0.5]);
  const jumped = { ...PANEL, jump: PANEL.jump.map((_, i) => i === 1000 ? 1 : 0) };
  const [answer] = await predictTickers(model, CARD, jumped, ["T0003"]);
  assert.deepEqual(answer, {
    ticker: "T0003",
    refused: 'Cannot predict "T0003" on 2020-03-20: break in the feature window',
  });
  const holed = { ...PANEL, vwap: PANEL.vwap.map((price, i) => i === 1099 ? NaN : price) };
  const [other] = await predictTickers(model, CARD, holed, ["T0003"]);
  assert.deepEqual(other, {
    ticker: "T0003",
    refused: 'Cannot predict "T0003" on 2020-03-20: undefined feature',
  });
});

Deno.test("predictTickers() warns of short history, old data, thin trade and sessions learned from", async () => {
  const { model } = parrot([0.2, 0.3, 0.5]);
  const card = { ...CARD, trainedThrough: "2020-01-02" };
  const thin = { ...shortened(PANEL, 400), turnover: new Float64Array(2600).fill(1000) };
  const [answer] = await predictTickers(model, card, thin, ["T0003"]);
  assert.ok("label" in answer);
  assert.deepEqual(answer.warnings, [
    "T0003 has 400 sessions of history; 1000 are wanted for a reliable answer",
    "T0003 last traded on 2017-07-14; the data ends on 2020-03-20",
    "T0003 is outside the universe the model learned from (turnover, history or price)",
    "T0003: the model has learned from sessions after 2017-07-14, so this is no forecast",
  ]);
});

Deno.test("predictTickers() refuses a model of other features and one without probabilities", async () => {
  await assert.rejects(
    predictTickers(parrot([1, 0, 0], ["a"]).model, CARD, PANEL, ["T0003"]),
    (error: Error) => {
      assert.ok(error instanceof ModelError);
      assert.match(
        error.message,
        /^Cannot predict with rf@1: it learned from 1 features \(a\), set "core" now has 44/,
      );
      return true;
    },
  );
  const mute: Model = {
    ...parrot([1, 0, 0]).model,
    predict: () => Promise.resolve({ probabilities: null, score: Float64Array.of(0), expectedReturn: null }),
  };
  await assert.rejects(predictTickers(mute, CARD, PANEL, ["T0003"]), {
    message: "Cannot predict with rf@1: it gives no probabilities",
  });
});
