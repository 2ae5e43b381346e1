import assert from "node:assert/strict";
import { barsAt, CLASSES, sessionBlocks } from "~/core/mod.ts";
import { buildDataset } from "~/dataset/mod.ts";
import { CORE, featureColumns, panelFeatureColumns, REFERENCE } from "~/features/mod.ts";
import { buildPanel, universe } from "~/prices/mod.ts";
import { randomWalkPanel, randomWalkQuotes } from "../market.ts";

const N_TICKERS = 15;
const N_SESSIONS = 330;
const PANEL = randomWalkPanel(N_TICKERS, N_SESSIONS, 3);
const OPTIONS = {
  columns: await panelFeatureColumns(PANEL, CORE),
  label: { kind: "xs_tercile", horizon: 21 },
  universe: universe(PANEL),
} as const;

Deno.test("buildDataset() samples and what was left out add up to the panel", () => {
  const { dataset, leftOut } = buildDataset(PANEL, OPTIONS);
  const nLeftOut = Object.values(leftOut).reduce((a, b) => a + b, 0);
  assert.equal(dataset.nSamples + nLeftOut, N_TICKERS * N_SESSIONS);
  assert.deepEqual(leftOut, {
    "outside the universe": N_TICKERS * 251,
    "too little history": N_TICKERS, // the universe begins one session before the first full window of 253
    "no label": N_TICKERS * 22,
  });
});

Deno.test("buildDataset() sorts by session, then ticker, and keeps X beside its labels", () => {
  const { dataset } = buildDataset(PANEL, OPTIONS);
  const width = CORE.features.length;
  assert.deepEqual(dataset.features, CORE.features.map(({ name }) => name));
  for (const i of [0, 1, N_TICKERS, dataset.nSamples - 1]) {
    const bars = barsAt(PANEL, dataset.ticker[i]);
    const t = bars.session.indexOf(dataset.session[i]);
    const row = featureColumns(bars, CORE).values.map((column) => column[t]);
    assert.deepEqual([...dataset.X.subarray(i * width, (i + 1) * width)], row);
    assert.equal(dataset.targetReturn[i], bars.open[t + 22] / bars.open[t + 1] - 1);
    assert.equal(dataset.labelEnd[i], bars.session[t + 22]);
  }
  for (let i = 1; i < dataset.nSamples; i++) {
    const isLater = dataset.session[i] > dataset.session[i - 1];
    assert.ok(
      isLater || (dataset.session[i] === dataset.session[i - 1] && dataset.ticker[i] > dataset.ticker[i - 1]),
    );
  }
});

Deno.test("buildDataset() calls the best third of a session buy and the worst sell", () => {
  const { dataset } = buildDataset(PANEL, OPTIONS);
  for (const [begin, end] of sessionBlocks(dataset.session)) {
    const returns = (label: typeof CLASSES[number]) =>
      [...dataset.targetReturn.subarray(begin, end)].filter((_, i) =>
        CLASSES[dataset.y[begin + i]] === label
      );
    assert.deepEqual(CLASSES.map((label) => returns(label).length), [5, 5, 5]);
    assert.ok(Math.max(...returns("sell")) <= Math.min(...returns("hold")));
    assert.ok(Math.max(...returns("hold")) <= Math.min(...returns("buy")));
  }
});

Deno.test("buildDataset() keeps chosen tickers only, with the classes that they have among all", () => {
  const whole = buildDataset(PANEL, OPTIONS).dataset;
  const [ticker] = PANEL.tickers;
  const { dataset, leftOut } = buildDataset(PANEL, { ...OPTIONS, tickers: new Set([ticker]) });
  const ofTicker = [...whole.y].filter((_, i) => whole.ticker[i] === 0);
  assert.deepEqual([...dataset.y], ofTicker);
  assert.equal(new Set(ofTicker).size, 3);
  assert.equal(leftOut["not a chosen ticker"], whole.nSamples - dataset.nSamples);
});

Deno.test("buildDataset() begins where the period does, with earlier bars as history", () => {
  const { dataset, leftOut } = buildDataset(PANEL, { ...OPTIONS, from: PANEL.calendar[290] });
  assert.deepEqual([...new Set(dataset.session)], [...PANEL.calendar.subarray(290, N_SESSIONS - 22)]);
  assert.equal(leftOut["before the period"], N_TICKERS * 290);
});

Deno.test("buildDataset() takes returns from their own panel and features from the other", () => {
  const twice = (prices: Float64Array) =>
    prices.map((price, row) => price * Math.exp(0.001 * (row % N_SESSIONS)));
  const returns = { ...PANEL, basis: "total", open: twice(PANEL.open), close: twice(PANEL.close) } as const;
  const { dataset } = buildDataset(PANEL, OPTIONS);
  const { dataset: other } = buildDataset(PANEL, { ...OPTIONS, returns });
  assert.deepEqual(other.X, dataset.X);
  other.targetReturn.forEach((value, i) => {
    assert.ok(Math.abs((1 + value) / (1 + dataset.targetReturn[i]) - Math.exp(0.021)) < 1e-12);
  });
});

Deno.test("buildDataset() refuses returns of other rows", () => {
  for (const returns of [randomWalkPanel(N_TICKERS, N_SESSIONS - 1, 3), randomWalkPanel(1, N_SESSIONS, 3)]) {
    assert.throws(() => buildDataset(PANEL, { ...OPTIONS, returns }), {
      name: "RangeError",
      message: "Cannot build a dataset: returns must be of the panel's rows, found others",
    });
  }
});

Deno.test("buildDataset() leaves out windows that cross an unexplained jump, behind and ahead", async () => {
  const quotes = randomWalkQuotes(N_TICKERS, N_SESSIONS, 3);
  const halved = (prices: Float64Array) => prices.map((price, i) => i < 280 ? price * 3 : price);
  const { panel } = buildPanel({
    ...quotes,
    open: halved(quotes.open),
    high: halved(quotes.high),
    low: halved(quotes.low),
    close: halved(quotes.close),
  });
  assert.equal(panel.jump[280], 1);
  const columns = await panelFeatureColumns(panel, CORE);
  const { dataset, leftOut } = buildDataset(panel, { ...OPTIONS, columns, universe: universe(panel) });
  const sessionsOf = (ticker: number) => dataset.session.filter((_, i) => dataset.ticker[i] === ticker);
  // Row 280 is on the new level. Features of 280 … 329 look back across; labels of 258 … 279 look ahead across.
  assert.deepEqual([...sessionsOf(0)], [...panel.calendar.subarray(252, 258)]);
  assert.equal(sessionsOf(1).length, N_SESSIONS - 252 - 22);
  assert.equal(leftOut["break in the label window"], 22);
  assert.equal(leftOut["break in the feature window"], 50);
});

Deno.test("buildDataset() refuses columns of other rows", () => {
  const columns = featureColumns(barsAt(PANEL, 0), CORE);
  assert.throws(() => buildDataset(PANEL, { ...OPTIONS, columns }), {
    name: "RangeError",
    message: "Cannot build a dataset: columns must have the panel's 4950 rows, found 330",
  });
});

Deno.test("buildDataset() leaves out sessions with too few shares to compare", async () => {
  const panel = randomWalkPanel(9, N_SESSIONS, 3);
  const columns = await panelFeatureColumns(panel, CORE);
  const { dataset, leftOut } = buildDataset(panel, { ...OPTIONS, columns, universe: universe(panel) });
  assert.equal(dataset.nSamples, 0);
  assert.equal(leftOut["too few shares in the session"], 9 * (N_SESSIONS - 252 - 22));
});

Deno.test("buildDataset() labels by the compatibility rule from the row's own inputs", async () => {
  const label = { kind: "indicator_rule", horizon: 1 } as const;
  const { dataset } = buildDataset(PANEL, {
    ...OPTIONS,
    label,
    columns: await panelFeatureColumns(PANEL, REFERENCE),
  });
  const value = (i: number, name: string) =>
    dataset.X[
      i * REFERENCE.features.length + REFERENCE.features.findIndex((feature) => feature.name === name)
    ];
  const counts = [0, 0, 0];
  dataset.y.forEach((y, i) => {
    counts[y]++;
    if (y === 2) assert.ok(value(i, "rsi_14") < 30 && value(i, "macd") > 0 && value(i, "volume_change") > 0);
    if (y === 0) assert.ok(value(i, "rsi_14") > 70 && value(i, "price_momentum_5") < 0);
  });
  assert.ok(counts[1] / dataset.nSamples > 0.95 && counts[0] + counts[2] > 0, String(counts));
});

Deno.test("buildDataset() refuses the compatibility rule without its inputs", () => {
  const label = { kind: "indicator_rule", horizon: 1 } as const;
  assert.throws(() => buildDataset(PANEL, { ...OPTIONS, label }), {
    name: "RangeError",
    message: /^Cannot label by indicator_rule: feature "macd" is needed, found return_1, return_5, /,
  });
});
