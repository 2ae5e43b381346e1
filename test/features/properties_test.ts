import assert from "node:assert/strict";
import fc from "fast-check";
import { type Bars, barsAt, barsUntil, ConfigError } from "~/core/mod.ts";
import {
  computeFeatures,
  CORE,
  FEATURE_SETS,
  featureSet,
  lookbackOf,
  REFERENCE,
  wilderRsi,
} from "~/features/mod.ts";
import { randomWalkPanel } from "../market.ts";

const N = 300;
const BARS = barsAt(randomWalkPanel(1, N, 11), 0);
const PRICES = ["open", "high", "low", "close", "vwap", "bid", "ask"] as const;

/** The bars with the columns named multiplied from a row on. */
function scaled(
  bars: Bars,
  columns: readonly (typeof PRICES[number] | "turnover" | "shares")[],
  by: number,
  from = 0,
): Bars {
  const multiplied = columns.map((name) => [name, bars[name].map((x, i) => i >= from ? x * by : x)]);
  return { ...bars, ...Object.fromEntries(multiplied) };
}

for (const set of Object.values(FEATURE_SETS)) {
  const columns = computeFeatures(BARS, set);

  Deno.test(`${set.name}: no value at t moves when every price and volume after t changes`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: N - 2 }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (t, by) => {
          const changed = computeFeatures(scaled(BARS, [...PRICES, "turnover", "shares"], by, t + 1), set);
          set.features.forEach((feature, j) => {
            assert.deepEqual(
              [...changed[j].subarray(0, t + 1)],
              [...columns[j].subarray(0, t + 1)],
              feature.name,
            );
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  Deno.test(`${set.name}: history cut off at t gives the same value at t`, () => {
    for (const t of [0, 1, 40, 252, 298]) {
      const past = computeFeatures(barsUntil(BARS, BARS.session[t]), set);
      past.forEach((column, j) => assert.equal(column[t], columns[j][t], set.features[j].name));
    }
  });

  Deno.test(`${set.name}: columns begin where the catalog's lookback says`, () => {
    set.features.forEach((feature, j) => {
      const firstDefined = feature.name === "high_breakout_20" ? 19 : columns[j].findIndex(Number.isFinite);
      assert.equal(firstDefined, feature.lookback - 1, feature.name);
      assert.ok(columns[j].subarray(feature.lookback - 1).every(Number.isFinite), feature.name);
    });
  });

  Deno.test(`${set.name}: a ticker of one session has columns of length one`, () => {
    for (const column of computeFeatures(barsUntil(BARS, BARS.session[0]), set)) {
      assert.equal(column.length, 1);
    }
  });

  Deno.test(`${set.name}: names are unique and every feature is described`, () => {
    assert.equal(new Set(set.features.map((feature) => feature.name)).size, set.features.length);
    for (const { formula, unit, source } of set.features) assert.ok(formula && unit && source);
  });
}

Deno.test("core: the value at t is the same bits when older history than the lookback is missing", () => {
  const begin = 30;
  const later = Object.fromEntries(
    Object.entries(BARS).map((
      [name, column],
    ) => [name, typeof column === "string" ? column : column.subarray(begin)]),
  ) as unknown as Bars;
  const [whole, cut] = [computeFeatures(BARS, CORE), computeFeatures(later, CORE)];
  cut.forEach((column, j) => assert.equal(column[N - 1 - begin], whole[j][N - 1], CORE.features[j].name));
});

Deno.test("core: multiplying a ticker's prices moves nothing", () => {
  const original = computeFeatures(BARS, CORE);
  computeFeatures(scaled(BARS, PRICES, 10), CORE).forEach((column, j) => {
    column.forEach((value, i) => {
      if (Number.isNaN(value)) assert.ok(Number.isNaN(original[j][i]));
      else {assert.ok(
          Math.abs(value - original[j][i]) < 1e-9 * Math.max(1, Math.abs(value)),
          CORE.features[j].name,
        );}
    });
  });
});

Deno.test("core: prices that never move leave ratios of nothing undefined, never 0", () => {
  const flat = { ...BARS, ...Object.fromEntries(PRICES.map((name) => [name, new Float64Array(N).fill(10)])) };
  const columns = computeFeatures(flat, CORE);
  const undefinedAtEnd = CORE.features.filter((_, j) => !Number.isFinite(columns[j][N - 1])).map((f) =>
    f.name
  );
  assert.deepEqual(undefinedAtEnd, [
    "volatility_ratio_21_252",
    "skewness_63",
    "trend_fit_63",
    "rsi_14",
    "stochastic_14",
    "bollinger_position_20",
  ]);
});

Deno.test("core: a NaN in the bars leaves the windows that hold it undefined and no other", () => {
  const holed = { ...BARS, close: BARS.close.map((close, i) => i === 270 ? NaN : close) };
  const columns = computeFeatures(holed, CORE);
  CORE.features.forEach((feature, j) => assert.ok(Number.isFinite(columns[j][269]), feature.name));
  const mean21 = columns[CORE.features.findIndex((feature) => feature.name === "distance_to_mean_21")];
  assert.deepEqual(Array.from(mean21.subarray(269, 292), Number.isNaN).indexOf(false, 1), 22);
});

Deno.test("lookbackOf() core is a year and a day, reference a month", () => {
  assert.equal(lookbackOf(CORE), 253);
  assert.equal(lookbackOf(REFERENCE), 20);
});

Deno.test("featureSet() says what there is when it has no such set", () => {
  assert.throws(() => featureSet("toString"), {
    name: ConfigError.name,
    message: 'Cannot find feature set "toString": there are core, reference',
  });
});

// Closes of StockCharts' worked example; the values by Wilder's definition, computed by hand and by TA-Lib.
const STOCKCHARTS = [
  ...[
    44.34,
    44.09,
    44.15,
    43.61,
    44.33,
    44.83,
    45.10,
    45.42,
    45.84,
    46.08,
    45.89,
    46.03,
    45.61,
    46.28,
    46.28,
    46.00,
  ],
  ...[
    46.03,
    46.41,
    46.22,
    45.64,
    46.21,
    46.25,
    45.71,
    46.45,
    45.78,
    45.35,
    44.03,
    44.18,
    44.22,
    44.57,
    43.42,
    42.66,
  ],
  43.13,
];

Deno.test("wilderRsi() gives StockCharts' worked example", () => {
  for (const [row, expected] of [[14, 70.4641], [15, 66.2496], [20, 62.8807], [32, 37.7888]]) {
    const rsi = wilderRsi(Float64Array.from(STOCKCHARTS), 14, row);
    assert.ok(Math.abs(rsi[row] - expected) < 5e-5, `row ${row}: ${rsi[row]}`);
  }
});

Deno.test("wilderRsi() is 100 without losses and NaN without any move", () => {
  assert.equal(wilderRsi(Float64Array.from({ length: 20 }, (_, i) => i + 1), 14, 15)[19], 100);
  assert.equal(wilderRsi(new Float64Array(20).fill(3), 14, 15)[19], NaN);
});
