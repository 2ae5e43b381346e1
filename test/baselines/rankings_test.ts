import assert from "node:assert/strict";
import { untrainedRankings } from "~/baselines/mod.ts";
import type { Panel } from "~/core/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, randomWalkPanel, weekdays } from "../market.ts";

const N = 300;
const DAYS = weekdays(N);
const market = DAYS.map((session) => ({ ticker: "AAAA3", session, close: 1 }));

/** The rankings of one share that trades on some sessions, beside a market that trades on all. */
function rankingsOf(sessions: readonly number[], close: (day: number) => number) {
  const share = sessions.map((d) => ({ ticker: "BBBB3", session: DAYS[d], close: close(d) }));
  const { panel } = buildPanel(quotesOf([...market, ...share]));
  const rankings = untrainedRankings(panel);
  return Object.fromEntries(Object.entries(rankings).map(([name, column]) => [name, column.subarray(N)]));
}

const all = Array.from({ length: N }, (_, d) => d);

Deno.test("untrainedRankings() are what their names say on a share that grows a percent a session", () => {
  const { momentum, yearHigh, lowVolatility, dividendYield, reversal } = rankingsOf(all, (d) => 1.01 ** d);
  assert.ok(Math.abs(momentum[299] - (1.01 ** 231 - 1)) < 1e-9); // from 252 to 21 sessions ago
  assert.equal(yearHigh[299], 1);
  assert.ok(Math.abs(lowVolatility[299]) < 1e-12);
  assert.equal(dividendYield[299], 0);
  assert.ok(Math.abs(reversal[299] - 1.01 ** -20) < 1e-12);
  assert.deepEqual([momentum.findIndex(Number.isFinite), yearHigh.findIndex(Number.isFinite)], [252, 251]);
});

Deno.test("untrainedRankings() count days without a trade: a close is carried for five sessions, not longer", () => {
  const without = (from: number, to: number) => rankingsOf(all.filter((d) => d < from || d > to), () => 10);
  assert.equal(without(274, 278).momentum.at(-1), 0); // 21 sessions before day 299 is 278
  assert.equal(without(273, 278).momentum.at(-1), NaN);
});

Deno.test("untrainedRankings() want 150 traded sessions of 252 for the high and 176 returns for the volatility", () => {
  const lastOf = (n: number) => rankingsOf(all.slice(N - n), (d) => 10 + d % 2);
  assert.deepEqual([150, 149].map((n) => Number.isNaN(lastOf(n).yearHigh.at(-1))), [false, true]);
  assert.deepEqual([177, 176].map((n) => Number.isNaN(lastOf(n).lowVolatility.at(-1))), [false, true]);
});

Deno.test("untrainedRankings() take small steps of the price factor for payments and large ones for splits", () => {
  const { panel } = buildPanel(quotesOf(DAYS.map((session) => ({ session, close: 10 }))));
  const factor = panel.factor.map((_, i) => i < 280 ? 0.9 * 0.5 : i < 290 ? 0.5 : 1);
  const { dividendYield } = untrainedRankings({ ...panel, basis: "total", factor });
  assert.ok(Math.abs(dividendYield[299] + Math.log(0.9)) < 1e-12);
});

Deno.test("untrainedRankings() of a day do not move when later days change", () => {
  const panel = randomWalkPanel(3, N, 5);
  const cut = (i: number) => i % N > 280;
  const later = (column: Float64Array) => column.map((x, i) => cut(i) ? x * 1.3 : x);
  const changed: Panel = { ...panel, close: later(panel.close), factor: later(panel.factor) };
  const [before, after] = [untrainedRankings(panel), untrainedRankings(changed)];
  for (const name of Object.keys(before) as (keyof typeof before)[]) {
    before[name].forEach((value, i) => cut(i) || assert.equal(after[name][i], value, name));
  }
});
