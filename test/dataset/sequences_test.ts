import assert from "node:assert/strict";
import fc from "fast-check";
import { type BarColumns, checkHistory, type Dataset, type Panel, sliceColumns } from "~/core/mod.ts";
import { buildDataset, sequenceDefects } from "~/dataset/mod.ts";
import { CORE, type FeatureSet, panelFeatureColumns, ROW_DEFECTS } from "~/features/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { randomWalkPanel, randomWalkQuotes } from "../market.ts";

const [N_TICKERS, N_SESSIONS, LOOKBACK] = [12, 60, 5];
const NAMES = ["return_1", "return_5", "bar_range"];
const SET: FeatureSet = {
  ...CORE,
  name: "small",
  features: CORE.features.filter(({ name }) => NAMES.includes(name)),
};
const WIDTH = SET.features.length;
const PANEL = randomWalkPanel(N_TICKERS, N_SESSIONS, 8);

async function datasetOf(panel: Panel, lookback = LOOKBACK) {
  return buildDataset(panel, {
    columns: await panelFeatureColumns(panel, SET),
    label: { kind: "xs_tercile", horizon: 2 },
    universe: new Uint8Array(panel.session.length).fill(1),
    lookback,
  });
}

/** Sequences by ticker and session. */
function sequences({ nSamples, tickers, ticker, session, history }: Dataset): Map<string, number[]> {
  assert.ok(history);
  const { rows, row, lookback } = history;
  const keys = Array.from({ length: nSamples }, (_, i) => `${tickers[ticker[i]]} ${session[i]}`);
  return new Map(keys.map((key, i) => [
    key,
    [...rows.subarray((row[i] - lookback + 1) * WIDTH, (row[i] + 1) * WIDTH)],
  ]));
}

/** The panel of the sessions before one. */
function cutBefore(end: number): Panel {
  const isKept = (_: number, row: number) => row % N_SESSIONS < end;
  const names = Object.keys(sliceColumns(PANEL, 0, 0)) as (keyof BarColumns)[];
  return {
    ...PANEL,
    ...Object.fromEntries(names.map((name) => [name, PANEL[name].filter(isKept)])),
    offsets: PANEL.offsets.map((_, t) => t * end),
    calendar: PANEL.calendar.slice(0, end),
  };
}

const { dataset: WHOLE, leftOut: LEFT_OUT } = await datasetOf(PANEL);

Deno.test("buildDataset() with a lookback gives each sample the rows of its ticker's last sessions", async () => {
  const columns = await panelFeatureColumns(PANEL, SET);
  const found = sequences(WHOLE);
  checkHistory("a test", WHOLE, LOOKBACK);
  for (let i = 0; i < WHOLE.nSamples; i++) {
    const own = WHOLE.ticker[i] * N_SESSIONS + PANEL.calendar.indexOf(WHOLE.session[i]);
    const rows = Array.from({ length: LOOKBACK }, (_, k) => own - LOOKBACK + 1 + k);
    assert.ok(rows[0] >= PANEL.offsets[WHOLE.ticker[i]], "a row of another ticker");
    const wanted = rows.flatMap((row) => columns.values.map((column) => column[row]));
    assert.deepEqual(found.get(`${WHOLE.tickers[WHOLE.ticker[i]]} ${WHOLE.session[i]}`), wanted);
    assert.deepEqual(wanted.slice(-WIDTH), [...WHOLE.X.subarray(i * WIDTH, (i + 1) * WIDTH)]);
  }
});

Deno.test("buildDataset() with a lookback leaves out what has too little history for a sequence", () => {
  // 5 sessions until return_5 is defined, 4 more until a sequence is whole, 3 without a label
  assert.deepEqual(LEFT_OUT, { "too little history": N_TICKERS * 9, "no label": N_TICKERS * 3 });
  assert.equal(WHOLE.nSamples, N_TICKERS * (N_SESSIONS - 12));
});

Deno.test("buildDataset() without a lookback has no history", async () => {
  assert.ok(!("history" in (await datasetOf(PANEL, 1)).dataset));
});

Deno.test("buildDataset() changes no sequence of t when any bar after t changes", async () => {
  const all = sequences(WHOLE);
  const prices = ["open", "high", "low", "close", "vwap"] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: N_SESSIONS - 5 }),
      fc.double({ min: 0.6, max: 1.6, noNaN: true }),
      async (t, by) => {
        const changed = prices.map((
          name,
        ) => [name, PANEL[name].map((x, row) => row % N_SESSIONS > t ? x * by : x)]);
        const { dataset } = await datasetOf({ ...PANEL, ...Object.fromEntries(changed) });
        const found = sequences(dataset);
        for (const [key, values] of all) {
          if (Number(key.split(" ")[1]) <= PANEL.calendar[t]) assert.deepEqual(found.get(key), values);
        }
      },
    ),
    { numRuns: 6 },
  );
});

Deno.test("buildDataset() gives the same sequences where the panel ends earlier", async () => {
  const all = sequences(WHOLE);
  for (const end of [13, 30, N_SESSIONS - 1]) {
    const found = sequences((await datasetOf(cutBefore(end))).dataset);
    assert.equal(found.size, N_TICKERS * (end - 12));
    for (const [key, values] of found) assert.deepEqual(values, all.get(key));
  }
});

Deno.test("buildDataset() cuts no sequence across a break", async () => {
  const quotes = randomWalkQuotes(N_TICKERS, N_SESSIONS, 8);
  const BREAK = 30; // of the first ticker: the first bar on a new level
  const tripled = (price: Float64Array) => price.map((p, i) => i < BREAK ? p * 3 : p);
  const { panel } = buildPanel({
    ...quotes,
    open: tripled(quotes.open),
    high: tripled(quotes.high),
    low: tripled(quotes.low),
    close: tripled(quotes.close),
  });
  assert.deepEqual([...panel.jump.keys()].filter((row) => panel.jump[row] === 1), [BREAK]);
  const { dataset, leftOut } = await datasetOf(panel);
  const own = [...dataset.session].filter((_, i) => dataset.ticker[i] === 0);
  // windows of return_5 hold the break in rows 30 to 34; sequences hold one of those in rows 30 to 38
  assert.deepEqual(own.map((day) => panel.calendar.indexOf(day)), [
    ...Array.from({ length: 18 }, (_, k) => 9 + k), // labels of 27 to 29 look across
    ...Array.from({ length: 18 }, (_, k) => 39 + k),
  ]);
  assert.equal(leftOut["break in the feature window"], 9);
  assert.equal(leftOut["break in the label window"], 3);
});

Deno.test("sequenceDefects() names the newest defect of each sequence, as looking through it does", () => {
  const offsets = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
    .map((sizes) => sizes.reduce((ends, size) => [...ends, ends[ends.length - 1] + size], [0]));
  const defect = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(
      offsets.chain((ends) => {
        const nRows = ends[ends.length - 1];
        const defects = fc.array(defect, { minLength: nRows, maxLength: nRows });
        return fc.tuple(fc.constant(ends), defects, fc.integer({ min: 1, max: 9 }));
      }),
      ([ends, defects, lookback]) => {
        const found = sequenceDefects({ offsets: Int32Array.from(ends) }, Uint8Array.from(defects), lookback);
        defects.forEach((_, row) => {
          const begin = ends.findLast((end) => end <= row) ?? NaN;
          const sequence = defects.slice(Math.max(begin, row - lookback + 1), row + 1);
          const isShort = sequence.length < lookback;
          const wanted = sequence.findLast((code) => code !== 0) ?? (isShort ? 1 : 0);
          assert.equal(ROW_DEFECTS[found[row]], ROW_DEFECTS[wanted]);
        });
      },
    ),
  );
});

Deno.test("sequenceDefects() refuses a lookback that is no number of sessions", () => {
  for (const lookback of [0, -1, 1.5, NaN]) {
    assert.throws(() => sequenceDefects({ offsets: Int32Array.of(0, 1) }, new Uint8Array(1), lookback), {
      name: "RangeError",
      message: `Cannot cut sequences: lookback must be a whole number from 1, is ${lookback}`,
    });
  }
});
