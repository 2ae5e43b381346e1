import assert from "node:assert/strict";
import { drawdowns, maxDrawdown, monthlyReturns, performanceOf, returnsOf } from "~/backtest/mod.ts";
import { parseSession } from "~/core/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

const curveOf = (...equity: number[]) => ({
  session: Int32Array.from(equity, (_, i) => parseSession("2020-01-30") + i),
  equity: Float64Array.from(equity),
});

Deno.test("performanceOf(), monthlyReturns() and drawdowns() are what pandas makes of a curve", () => {
  for (const { session, equity, rate, monthly, drawdowns: below, wanted } of readGolden().performance) {
    const curve = { session: Int32Array.from(session), equity: Float64Array.from(equity) };
    assertClose(performanceOf(curve, Float64Array.from(rate)), wanted);
    assertClose(monthlyReturns(curve), monthly);
    assertClose([...drawdowns(curve.equity)], below);
  }
});

Deno.test("performanceOf() by hand: up 10 %, down 10 %, cash at nothing", () => {
  const figures = performanceOf(curveOf(100, 110, 99), new Float64Array(3));
  assertClose(figures.totalReturn, -0.01);
  assertClose(figures.cagr, 0.99 ** 126 - 1);
  assertClose(figures.volatility, Math.sqrt(0.02 * 252));
  assert.ok(Math.abs(figures.sortinoRatio ?? NaN) < 1e-12);
  assertClose(figures.maxDrawdown, {
    depth: -0.1,
    peak: parseSession("2020-01-31"),
    trough: parseSession("2020-02-01"),
    recovery: null,
  });
});

Deno.test("maxDrawdown() names the first session at the old height again", () => {
  const found = maxDrawdown(curveOf(100, 120, 90, 119, 120, 60, 61));
  assert.deepEqual(found?.depth, -0.5);
  const early = maxDrawdown(curveOf(100, 120, 60, 119, 120, 130, 125));
  assert.deepEqual(
    [early?.peak, early?.trough, early?.recovery],
    ["2020-01-31", "2020-02-01", "2020-02-03"].map(parseSession),
  );
  assert.equal(maxDrawdown(curveOf(1, 1, 2)), null);
});

Deno.test("monthlyReturns() compound to the total return", () => {
  const { session, equity } = readGolden().performance[0];
  const curve = { session: Int32Array.from(session), equity: Float64Array.from(equity) };
  const growth = monthlyReturns(curve).reduce((product, { value }) => product * (1 + value), 1);
  assertClose(growth, equity[equity.length - 1] / equity[0]);
});

Deno.test("performanceOf() says what it cannot tell", () => {
  const flat = performanceOf(curveOf(100, 100, 100), new Float64Array(3));
  assert.deepEqual([flat.sharpeRatio, flat.sortinoRatio, flat.maxDrawdown, flat.calmarRatio], [
    ...[null, null, null, null],
  ]);
  assert.throws(() => performanceOf(curveOf(100), new Float64Array(1)), /two closes or more/);
  assert.throws(
    () => performanceOf(curveOf(100, 101), Float64Array.of(0, NaN)),
    /a rate of cash.*2020-01-31/,
  );
});

Deno.test("returnsOf() allows ruin at the end only", () => {
  assert.deepEqual([...returnsOf(curveOf(100, -50))], [-1.5]);
  assert.throws(() => returnsOf(curveOf(100, 0, 10)), /found 0 on 2020-01-31/);
});
