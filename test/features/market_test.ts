import assert from "node:assert/strict";
import { barsAt, type Panel } from "~/core/mod.ts";
import { CATALOG, computeFeatures, computePanel, FULL, marketSeries, tickerInputs } from "~/features/mod.ts";
import { GOLDEN_PANEL, goldenInputs } from "./golden_panel.ts";

const namesOf = (columns: Float64Array[], isWanted: (column: Float64Array) => boolean) =>
  FULL.features.filter((_, j) => isWanted(columns[j])).map((feature) => feature.name);

Deno.test("full without market and total factor leaves those columns undefined and no other", () => {
  const columns = computePanel(GOLDEN_PANEL, FULL);
  assert.deepEqual(namesOf(columns, (column) => column.every(Number.isNaN)), [
    "beta_60",
    "beta_252",
    "idiosyncratic_volatility_60",
    "idiosyncratic_volatility_252",
    "dividend_yield_252",
    "market_return_1",
    "market_return_5",
    "market_return_21",
    "market_return_252",
    "market_volatility_21",
    "market_volatility_252",
    "risk_free",
  ]);
});

Deno.test("full: 148 scale-free columns and 9 of the market", () => {
  assert.equal(FULL.features.length, 157);
  const market = /^(market_|risk_free|dispersion|weekday)/;
  assert.equal(FULL.features.filter(({ name }) => market.test(name)).length, 9);
});

Deno.test("computeFeatures() leaves panel features undefined where it was not given their columns", () => {
  const columns = computeFeatures(barsAt(GOLDEN_PANEL, 0), FULL);
  assert.ok(columns[FULL.features.findIndex(({ name }) => name === "dispersion_5")].every(Number.isNaN));
});

Deno.test("tickerInputs() gives each ticker its rows of the panel's columns", () => {
  const inputs = tickerInputs(GOLDEN_PANEL, FULL, goldenInputs())(1);
  assert.equal(inputs.totalFactor?.length, 300);
  assert.equal(inputs.panelColumns?.[0].length, 300);
});

Deno.test("a ticker with a break in its window is not compared", () => {
  const row = GOLDEN_PANEL.offsets[1] + 200; // of B
  const broken: Panel = { ...GOLDEN_PANEL, jump: GOLDEN_PANEL.jump.map((jump, i) => i === row ? 1 : jump) };
  const dispersionOf = (panel: Panel) =>
    tickerInputs(panel, FULL, goldenInputs())(0).panelColumns?.[0] ?? new Float64Array(0);
  const [before, after] = [dispersionOf(GOLDEN_PANEL), dispersionOf(broken)];
  const changed = [...before.keys()].filter((i) => !Object.is(before[i], after[i]));
  assert.deepEqual(changed, [700, 701, 702, 703, 704]); // A's rows of the five sessions from the break on
});

Deno.test("the market's values stand in for a week, then they are unknown", () => {
  const bars = barsAt(GOLDEN_PANEL, 0);
  const first = bars.session[100];
  const market = marketSeries(
    { session: Int32Array.of(first - 1, first), close: Float64Array.of(100, 110) },
    { session: new Int32Array(0), rate: new Float64Array(0) },
  );
  const [column] = computeFeatures(bars, {
    ...FULL,
    features: FULL.features.filter(({ name }) => name === "market_return_1"),
  }, { market });
  const known = [...bars.session].filter((_, row) => Number.isFinite(column[row]));
  assert.equal(known[0], first);
  assert.ok(known.every((session) => session <= first + 7) && known.length >= 5);
  assert.ok(known.length < 8 && Math.abs(column[100] - 0.1) < 1e-12);
});

Deno.test("the catalog says what each feature is computed from", () => {
  const inputs = Object.fromEntries(
    CATALOG.flatMap((set) => set.features).map(({ name, inputs = "ticker" }) => [name, inputs]),
  );
  assert.deepEqual(
    ["KMID", "beta_60", "market_return_5", "dispersion_5", "return_21_rank"].map((name) => inputs[name]),
    ["ticker", "market", "market", "panel", "panel"],
  );
});
