import assert from "node:assert/strict";
import {
  deflatedSharpe,
  expectedMaxSharpe,
  momentsOf,
  probabilisticSharpe,
  sharpeOf,
} from "~/backtest/mod.ts";
import { Random } from "~/core/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

/** Bailey and López de Prado's example: 2.5 a year over five years of 250 days, with fat tails to the left. */
const EXAMPLE = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skewness: -3, kurtosis: 10 };
const VARIANCE = 0.5 / 250;

Deno.test("deflatedSharpe() gives the published figures", () => {
  assert.equal(expectedMaxSharpe(VARIANCE, 100).toFixed(4), "0.1132");
  for (const [nTrials, published] of [[100, 0.9004], [46, 0.9505], [88, 0.9102]]) {
    const found = deflatedSharpe(EXAMPLE, { nTrials, variance: VARIANCE });
    assert.ok(Math.abs(found - published) < 5e-5, `${nTrials} trials: ${found}`);
  }
});

Deno.test("deflatedSharpe() takes raw kurtosis: the excess would be another figure", () => {
  const excess = deflatedSharpe({ ...EXAMPLE, kurtosis: 7 }, { nTrials: 100, variance: VARIANCE });
  assert.equal(excess.toFixed(4), "0.9018");
});

Deno.test("expectedMaxSharpe() and deflatedSharpe() are scipy's", () => {
  for (const { estimate, variance, nTrials, expectedMax, deflated } of readGolden().sharpe) {
    assertClose(expectedMaxSharpe(variance, nTrials), expectedMax);
    assertClose(deflatedSharpe(estimate, { nTrials, variance }), deflated);
  }
});

Deno.test("deflatedSharpe() of one trial is the probabilistic Sharpe ratio", () => {
  assert.equal(deflatedSharpe(EXAMPLE, { nTrials: 1 }), probabilisticSharpe(EXAMPLE));
});

Deno.test("deflatedSharpe() without a variance expects that of no skill", () => {
  const found = deflatedSharpe(EXAMPLE, { nTrials: 20 });
  assert.equal(found, deflatedSharpe(EXAMPLE, { nTrials: 20, variance: 1 / 1249 }));
});

Deno.test("expectedMaxSharpe() is the mean greatest of as many normal numbers", () => {
  const random = new Random(5);
  const best = Array.from({ length: 4000 }, () => {
    let greatest = -Infinity;
    for (let i = 0; i < 50; i++) greatest = Math.max(greatest, random.normal());
    return greatest;
  });
  const mean = best.reduce((a, b) => a + b) / best.length;
  assert.ok(Math.abs(expectedMaxSharpe(1, 50) - mean) < 0.03, `${mean}`);
});

Deno.test("expectedMaxSharpe() refuses no trial and a negative variance", () => {
  assert.throws(() => expectedMaxSharpe(1, 0), /whole number of trials from 1/);
  assert.throws(() => expectedMaxSharpe(1, 2.5), RangeError);
  assert.throws(() => expectedMaxSharpe(-1, 2), RangeError);
});

Deno.test("sharpeOf() says nothing of returns that do not vary", () => {
  assert.equal(sharpeOf(momentsOf([])), null);
  assert.equal(sharpeOf(momentsOf([0.01])), null);
  assert.equal(sharpeOf(momentsOf([0.01, 0.01, 0.01])), null);
  assert.equal(sharpeOf(momentsOf([1e-17, -1e-17, 2e-17])), null);
});

Deno.test("momentsOf() refuses what is not finite", () => {
  assert.throws(() => momentsOf([1, NaN]), /finite numbers are wanted/);
});
