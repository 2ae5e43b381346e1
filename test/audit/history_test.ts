import assert from "node:assert/strict";
import fc from "fast-check";
import type { CorporateAction } from "~/core/mod.ts";
import { type History, historyUntil, withNoiseAfter } from "~/audit/mod.ts";
import { historyOf } from "./subject.ts";

const { quotes } = historyOf(60, 5, 3);
const SESSIONS = [...new Set(quotes.session)];
const HISTORY: History = {
  quotes,
  actions: SESSIONS.slice(1).map((exSession): CorporateAction => ({
    ...{
      ticker: "T0003",
      exSession,
      kind: "dividend",
      ratio: 1,
      payment: 0.01,
      source: "feed",
      asOf: exSession,
    },
  })),
  closes: { length: quotes.length, session: quotes.session, ticker: quotes.ticker, close: quotes.close },
  market: {
    session: Int32Array.from(SESSIONS),
    indexClose: Float64Array.from(SESSIONS, (_, t) => 100 + t),
    riskFree: Float64Array.from(SESSIONS, () => 0.0004),
  },
};
const anySession = fc.constantFrom(...SESSIONS);

Deno.test("historyUntil() keeps what was known at a session's close, in all of its parts", () => {
  fc.assert(fc.property(anySession, (session) => {
    const { quotes, actions, closes, market } = historyUntil(HISTORY, session);
    const n = SESSIONS.indexOf(session) + 1;
    assert.deepEqual([quotes.length, quotes.close.length, closes.length, market.session.length], [
      3 * n,
      3 * n,
      3 * n,
      n,
    ]);
    for (const days of [quotes.session, closes.session, market.session]) {
      assert.equal(Math.max(...days), session);
    }
    assert.equal(actions.length, n - 1);
    assert.deepEqual(market.indexClose, HISTORY.market.indexClose.slice(0, n));
  }));
});

Deno.test("withNoiseAfter() leaves the past as it was and nothing of the future", () => {
  fc.assert(fc.property(anySession, (session) => {
    const noisy = withNoiseAfter(HISTORY, session, 1);
    assert.deepEqual(historyUntil(noisy, session), historyUntil(HISTORY, session));
    const isLater = (_: number, i: number) => HISTORY.quotes.session[i] > session;
    for (const name of ["open", "high", "low", "close", "average", "shares", "turnover"] as const) {
      const [was, is] = [HISTORY.quotes[name].filter(isLater), noisy.quotes[name].filter(isLater)];
      assert.ok(is.every((value, i) => value !== was[i] && value > 0), name);
    }
    assert.ok(noisy.actions.every(({ exSession, payment }) => exSession <= session || payment !== 0.01));
    assert.ok(noisy.market.indexClose.every((close, t) => SESSIONS[t] <= session || close !== 100 + t));
  }));
});

Deno.test("withNoiseAfter() keeps a quote's prices in proportion, and repeats with its seed", () => {
  const noisy = withNoiseAfter(HISTORY, SESSIONS[10], 1);
  noisy.quotes.close.forEach((close, i) => {
    const [ratio, was] = [close / noisy.quotes.open[i], HISTORY.quotes.close[i] / HISTORY.quotes.open[i]];
    assert.ok(Math.abs(ratio - was) < 1e-12);
  });
  assert.deepEqual(withNoiseAfter(HISTORY, SESSIONS[10], 1), noisy);
  assert.notDeepEqual(withNoiseAfter(HISTORY, SESSIONS[10], 2), noisy);
});
