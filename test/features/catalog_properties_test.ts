import assert from "node:assert/strict";
import fc from "fast-check";
import { type BarColumns, type Panel, Random, sliceColumns } from "~/core/mod.ts";
import {
  CATALOG,
  computePanel,
  type Feature,
  type FeatureSet,
  type PanelFeature,
  type PanelInputs,
} from "~/features/mod.ts";
import { randomWalkPanel, weekdays } from "../market.ts";

const N = 820;
const PANEL = randomWalkPanel(3, N, 11);
const PRICES = ["open", "high", "low", "close", "vwap", "bid", "ask"] as const;
const FLOWS = ["turnover", "shares", "trades"] as const;
const INPUTS = inputsOf(PANEL);

/** An index that began two years before the panel, a rate, and a dividend of 1 % every 20 sessions. */
function inputsOf(panel: Panel): PanelInputs {
  const session = Int32Array.from(weekdays(N + 540, "2014-01-06"));
  const random = new Random(5);
  let level = 1e5;
  const indexClose = Float64Array.from(session, () => level *= Math.exp(0.01 * random.normal()));
  return {
    market: { session, indexClose, riskFree: indexClose.map((close) => close * 1e-8) },
    totalFactor: Float64Array.from(panel.session, (_, row) => 1.01 ** Math.floor(row % N / 20)),
  };
}

type Column = typeof PRICES[number] | typeof FLOWS[number];

/** The panel with the columns named multiplied in some rows. */
function scaled(
  columns: readonly Column[],
  by: number,
  isScaled: (row: number) => boolean,
  panel: Panel = PANEL,
): Panel {
  const multiplied = columns.map((name) => [name, panel[name].map((x, row) => isScaled(row) ? x * by : x)]);
  return { ...panel, ...Object.fromEntries(multiplied) };
}

/** The sessions [begin, end) of every ticker, and their side inputs; the market keeps its past. */
function cut(begin: number, end: number): [Panel, PanelInputs] {
  const isKept = (_: number, row: number) => row % N >= begin && row % N < end;
  const names = Object.keys(sliceColumns(PANEL, 0, 0)) as (keyof BarColumns)[];
  const columns = names.map((name) => [name, PANEL[name].filter(isKept)]);
  const offsets = PANEL.offsets.map((_, t) => t * (end - begin));
  const panel = { ...PANEL, ...Object.fromEntries(columns), offsets };
  return [panel, { ...INPUTS, totalFactor: INPUTS.totalFactor?.filter(isKept) }];
}

const reachOf = ({ lookback, reach = lookback }: Feature | PanelFeature) => reach;

/** Asserts that two columns hold the same bits in the rows [begin, end). */
function assertSame(a: Float64Array, b: Float64Array, begin: number, end: number, name: string): void {
  for (let row = begin; row < end; row++) {
    if (!Object.is(a[row], b[row])) assert.fail(`${name}, row ${row}: ${a[row]} and ${b[row]}`);
  }
}

function undefinedAtEnd(set: FeatureSet, panel: Panel): string[] {
  const columns = computePanel(panel, set, INPUTS);
  return set.features.filter((_, j) => !Number.isFinite(columns[j][N - 1])).map((feature) => feature.name);
}

for (const set of CATALOG) {
  const columns = computePanel(PANEL, set, INPUTS);

  Deno.test(`${set.name}: no value at t moves when everything after t changes`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: N - 2 }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (t, by) => {
          const isLater = (row: number) => row % N > t;
          const { market, totalFactor } = INPUTS;
          const later = (column?: Float64Array) =>
            column?.map((x, i) => (market?.session[i] ?? 0) > PANEL.session[t] ? x * by : x);
          const changed = computePanel(scaled([...PRICES, ...FLOWS], by, isLater), set, {
            market: market && {
              session: market.session,
              indexClose: later(market.indexClose) ?? market.indexClose,
              riskFree: later(market.riskFree) ?? market.riskFree,
            },
            totalFactor: totalFactor?.map((x, row) => isLater(row) ? x * by : x),
          });
          set.features.forEach((feature, j) => assertSame(changed[j], columns[j], 0, t + 1, feature.name));
        },
      ),
      { numRuns: 8 },
    );
  });

  Deno.test(`${set.name}: history cut off at t gives the same value at t`, () => {
    for (const t of [0, 1, 40, 252, N - 2]) {
      computePanel(cut(0, t + 1)[0], set, cut(0, t + 1)[1]).forEach((past, j) =>
        assertSame(past, columns[j], t, t + 1, set.features[j].name)
      );
    }
  });

  Deno.test(`${set.name}: the value at t is the same bits when history older than the reach is missing`, () => {
    for (const reach of new Set(set.features.map(reachOf))) {
      if (reach === Infinity) continue;
      const begin = N - reach;
      const [later] = [computePanel(...withSet(cut(begin, N), set))];
      set.features.forEach((feature, j) => {
        if (reachOf(feature) === reach) assert.equal(later[j][reach - 1], columns[j][N - 1], feature.name);
      });
    }
  });

  Deno.test(`${set.name}: columns begin where the catalog's lookback says`, () => {
    set.features.forEach((feature, j) => {
      const own = columns[j].subarray(0, N);
      const knownLater = { high_breakout_20: 20, dispersion_5: 6 }[feature.name];
      const first = knownLater ?? feature.lookback;
      assert.equal(own.findIndex((x) => Number.isFinite(x) && (knownLater !== 20 || x === 1)) >= 0, true);
      if (knownLater === undefined) assert.equal(own.findIndex(Number.isFinite), first - 1, feature.name);
      assert.ok(own.subarray(first - 1).every(Number.isFinite), feature.name);
    });
  });

  Deno.test(`${set.name}: tickers of one session have columns of one row each`, () => {
    for (const column of computePanel(cut(0, 1)[0], set, cut(0, 1)[1])) assert.equal(column.length, 3);
  });

  Deno.test(`${set.name}: names are unique and every feature is described`, () => {
    assert.equal(new Set(set.features.map((feature) => feature.name)).size, set.features.length);
    for (const { formula, unit, source } of set.features) assert.ok(formula && unit && source);
  });

  Deno.test(`${set.name}: ten times a ticker's prices move what is in reais and nothing else`, () => {
    const isOwn = (row: number) => row < N;
    const dearer = computePanel(scaled(PRICES, 10, isOwn), set, INPUTS);
    set.features.forEach(({ name, unit }, j) => {
      for (let row = 0; row < N; row++) {
        const expected = unit === "R$"
          ? columns[j][row] * 10
          : columns[j][row] + (name === "log_price" ? Math.LN10 : 0);
        if (Number.isNaN(expected)) assert.ok(Number.isNaN(dearer[j][row]), name);
        else {
          const distance = Math.abs(dearer[j][row] - expected);
          assert.ok(distance < 1e-8 * Math.max(1, Math.abs(expected)), `${name}: ${distance}`);
        }
      }
    });
  });

  if (set.basis === "split") {
    Deno.test(`${set.name}: a later grouping, which rescales what came before, moves nothing but reais`, () => {
      const isOwn = (row: number) => row < N;
      const fewer = scaled(["shares"], 1 / 1000, isOwn, scaled(PRICES, 1000, isOwn));
      const factor = PANEL.factor.map((x, row) => isOwn(row) ? x * 1000 : x);
      const rescaled = computePanel({ ...fewer, factor }, set, INPUTS);
      set.features.forEach(({ name, unit }, j) => {
        for (let row = 0; row < N && unit !== "R$"; row++) {
          const [value, expected] = [rescaled[j][row], columns[j][row]];
          const isSame = Number.isNaN(expected)
            ? Number.isNaN(value)
            : Math.abs(value - expected) < 1e-8 * Math.max(1, Math.abs(expected));
          assert.ok(isSame, `${name}: ${value} instead of ${expected}`);
        }
      });
    });
  }

  Deno.test(`${set.name}: a NaN close leaves no trace outside the windows that hold it`, () => {
    const hole = 765;
    const holed = scaled(["close"], NaN, (row) => row === hole);
    const changed = computePanel(holed, set, INPUTS);
    set.features.forEach((feature, j) => {
      assertSame(changed[j], columns[j], 0, hole, feature.name);
      if (reachOf(feature) > N - hole || set.name === "reference") return;
      assertSame(changed[j], columns[j], hole + reachOf(feature), N, feature.name);
    });
  });
}

function withSet([panel, inputs]: [Panel, PanelInputs], set: FeatureSet): [Panel, FeatureSet, PanelInputs] {
  return [panel, set, inputs];
}

Deno.test("the catalog says of recursive averages alone that they depend on the whole history", () => {
  const recursive = CATALOG.flatMap((set) => set.features).filter((feature) => reachOf(feature) === Infinity);
  assert.ok(recursive.every(({ name }) => /^(rsi_14_wilder|ema_|macd|atr_)/.test(name)));
  assert.equal(recursive.length, 12);
});

Deno.test("prices that never move leave ratios of nothing undefined, never 0", () => {
  const flatAt = (price: number) => {
    const flat = scaled(PRICES, 1, () => true);
    for (const name of PRICES) flat[name].fill(price);
    return flat;
  };
  // core and reference sum in floating point: at 19.37 their means are not exactly the price
  const priceOf = (set: FeatureSet) => ["core", "reference"].includes(set.name) ? 10 : 19.37;
  const undefinedOf = Object.fromEntries(
    CATALOG.map((set) => [set.name, undefinedAtEnd(set, flatAt(priceOf(set)))]),
  );
  const windows = (...names: string[]) => names.flatMap((name) => [5, 10, 20, 30, 60].map((n) => name + n));
  assert.deepEqual(undefinedOf, {
    core: [
      "volatility_ratio_21_252",
      "skewness_63",
      "trend_fit_63",
      "rsi_14",
      "stochastic_14",
      "bollinger_position_20",
    ],
    alpha158: windows("RSQR", "CORR", "CORD"),
    full: [...windows("RSQR", "CORR", "CORD"), "skewness_60"],
    reference: ["rsi_14", "stochastic_14"],
    reference_repaired: ["rsi_14_ratio", "stochastic_14_ratio"],
    sequence: ["scaled_return", "scaled_range", "scaled_body", "position_252_rank", "scaled_market_return"],
    indicators: ["rsi_14_wilder"],
    other_conventions: ["rsi_14_cutler", "stochastic_14_hl", "stochastic_14_closes"],
    extras: ["return_21_zscore", "momentum_252_21_zscore", "volatility_252_zscore"],
  });
});
