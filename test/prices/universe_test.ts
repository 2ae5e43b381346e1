import assert from "node:assert/strict";
import { Random } from "~/core/mod.ts";
import { buildPanel, medianTurnover, universe } from "~/prices/mod.ts";
import { quotesOf, randomWalkQuotes, weekdays } from "../market.ts";

const DAYS = weekdays(300);

/** The members by row of one ticker beside a market that trades every day. */
function members(sessions: readonly number[], turnover: (i: number) => number, close = 10): Uint8Array {
  const market = DAYS.map((session) => ({ ticker: "AAAA3", session, close: 10 }));
  const share = sessions.map((session, i) => ({ ticker: "BBBB3", session, close, turnover: turnover(i) }));
  const { panel } = buildPanel(quotesOf([...market, ...share]));
  return universe(panel).subarray(panel.offsets[1]);
}

Deno.test("universe() begins when a year of the market is known", () => {
  const inside = members(DAYS, () => 2e6);
  assert.equal(inside.indexOf(1), 251);
  assert.ok(inside.subarray(251).every((member) => member === 1));
});

Deno.test("universe() wants 1 M R$ in 30 of the last 60 sessions", () => {
  const inside = members(DAYS, (i) => i < 270 ? 2e6 : 1000);
  assert.deepEqual([inside[299], inside[298]], [1, 1]); // 270..299 are 30 poor days, 30 good ones are left
  const poorer = members(DAYS, (i) => i < 269 ? 2e6 : 1000);
  assert.deepEqual([poorer[298], poorer[299]], [1, 0]);
});

Deno.test("universe() wants 200 of the last 252 sessions, counting days without a trade as missed", () => {
  const missing = (n: number) => members(DAYS.filter((_, i) => i >= 200 || i < 200 - n), () => 2e6).at(-1);
  assert.equal(missing(52), 1);
  assert.equal(missing(53), 0);
});

Deno.test("universe() leaves out a published close below one real", () => {
  assert.equal(members(DAYS, () => 2e6, 0.99).at(-1), 0);
  assert.equal(members(DAYS, () => 2e6, 1).at(-1), 1);
});

Deno.test("universe() of a day does not move when later days change", () => {
  const quotes = randomWalkQuotes(3, 320, 4);
  const later = (prices: Float64Array) => prices.map((price, i) => i % 320 > 290 ? price / 1.5 : price);
  const whole = universe(buildPanel(quotes).panel);
  const changed = {
    ...quotes,
    turnover: quotes.turnover.map((value, i) => i % 320 > 290 ? 0 : value),
    ...Object.fromEntries(
      (["open", "high", "low", "close"] as const).map((name) => [name, later(quotes[name])]),
    ),
  };
  const other = universe(buildPanel(changed).panel);
  for (let i = 0; i < whole.length; i++) if (i % 320 <= 290) assert.equal(other[i], whole[i]);
});

Deno.test("medianTurnover() is the median of sixty market sessions, days without a trade counting as 0", () => {
  const days = weekdays(150);
  const random = new Random(7);
  const every = days.map((session) => ({ ticker: "AAAA3", session, close: 10, turnover: 1e6 }));
  const some = days.filter(() => random.uniform() < 0.7)
    .map((session) => ({
      ticker: "BBBB3",
      session,
      close: 10,
      turnover: Math.round(1e7 * random.uniform()),
    }));
  const { panel } = buildPanel(quotesOf([...every, ...some]));
  const column = medianTurnover(panel);
  some.forEach(({ session }, i) => {
    const until = days.indexOf(session);
    const window = Array.from({ length: 60 }, (_, k) => {
      const day = days[until - k];
      return some.find((spec) => spec.session === day)?.turnover ?? 0;
    }).sort((a, b) => a - b);
    assert.equal(column[panel.offsets[1] + i], (window[29] + window[30]) / 2);
  });
  assert.deepEqual([28, 29, 30, 149].map((row) => column[row]), [0, 5e5, 1e6, 1e6]);
});
