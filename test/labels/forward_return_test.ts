import assert from "node:assert/strict";
import fc from "fast-check";
import { forwardReturns } from "~/labels/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, randomWalkQuotes } from "../market.ts";

/** Six market sessions; the share opens at 10, 11, … and trades only on the sessions given. */
function returnsOf(sessions: readonly number[], horizon: number, price?: "open" | "close") {
  const market = [1, 2, 3, 4, 5, 6].map((session) => ({ ticker: "AAAA3", session, close: 1 }));
  const share = sessions.map((session) => ({
    ticker: "BBBB3",
    session,
    open: 9 + session,
    close: 9.5 + session,
  }));
  const { panel } = buildPanel(quotesOf([...market, ...share]));
  const forward = forwardReturns(panel, horizon, price);
  return {
    value: [...forward.value.subarray(6)],
    end: [...forward.endSession.subarray(6)],
  };
}

Deno.test("forwardReturns() enters at the next open and leaves at the open h sessions later", () => {
  const { value, end } = returnsOf([1, 2, 3, 4, 5, 6], 2);
  assert.deepEqual(value, [13 / 11 - 1, 14 / 12 - 1, 15 / 13 - 1, NaN, NaN, NaN]);
  assert.deepEqual(end, [4, 5, 6, 0, 0, 0]);
});

Deno.test("forwardReturns() from close to close begins on the day of the decision", () => {
  const { value, end } = returnsOf([1, 2, 4, 5, 6], 2, "close");
  assert.deepEqual(value, [11.5 / 10.5 - 1, 13.5 / 11.5 - 1, 15.5 / 13.5 - 1, NaN, NaN]); // no trade on the third day
  assert.deepEqual(end, [3, 4, 6, 0, 0]);
});

Deno.test("forwardReturns() leaves the last h + 1 sessions of the market without a label", () => {
  for (const horizon of [1, 2, 3, 4]) {
    const labelled = returnsOf([1, 2, 3, 4, 5, 6], horizon).value.filter(Number.isFinite).length;
    assert.equal(labelled, 6 - (horizon + 1));
  }
  assert.ok(returnsOf([1, 2, 3, 4, 5, 6], 5).value.every(Number.isNaN));
});

Deno.test("forwardReturns() runs on the market's clock and uses the last close where the share did not trade", () => {
  const { value, end } = returnsOf([1, 2, 5, 6], 2);
  assert.deepEqual(value.slice(0, 2), [11.5 / 11 - 1, 14 / 11.5 - 1]); // out at session 4, in at session 3: no trade
  assert.deepEqual(end.slice(0, 2), [4, 5]);
});

Deno.test("forwardReturns() leaves a share that stops trading at its last close, and its last day without a label", () => {
  const { value } = returnsOf([1, 2, 3], 2);
  assert.deepEqual(value, [12.5 / 11 - 1, 12.5 / 12 - 1, NaN]);
});

Deno.test("forwardReturns() marks labels that cross a level jump, from decision to exit", () => {
  const { panel } = buildPanel(quotesOf(
    [10, 10, 10, 30, 30, 30, 30].map((close, i) => ({ session: i + 1, close })),
  ));
  assert.deepEqual([...forwardReturns(panel, 1).crossesJump], [0, 1, 1, 0, 0, 0, 0]);
});

Deno.test("forwardReturns() of t do not move when prices before t + 1 change", () => {
  const quotes = randomWalkQuotes(2, 60, 5);
  const original = forwardReturns(buildPanel(quotes).panel, 5).value;
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), (t) => {
    const earlier = (prices: Float64Array) => prices.map((price, i) => i % 60 <= t ? price * 1.1 : price);
    const { open, high, low, close } = quotes;
    const prices = { open: earlier(open), high: earlier(high), low: earlier(low), close: earlier(close) };
    const { panel } = buildPanel({ ...quotes, ...prices });
    const changed = forwardReturns(panel, 5).value;
    for (const row of [t, 60 + t]) assert.equal(changed[row], original[row]);
  }));
});

Deno.test("forwardReturns() refuses a horizon that is not a whole number of sessions", () => {
  const { panel } = buildPanel(randomWalkQuotes(1, 5, 1));
  for (const horizon of [0, -1, 1.5, NaN]) {
    assert.throws(() => forwardReturns(panel, horizon), {
      name: "RangeError",
      message: `Cannot compute forward returns: horizon must be a whole number >= 1, is ${horizon}`,
    });
  }
});
