import assert from "node:assert/strict";
import { DataError } from "~/core/mod.ts";
import { buildPanel, certainSuccessions, joinSuccessions, suggestSuccessions } from "~/prices/mod.ts";
import { quotesOf, type QuoteSpec } from "../market.ts";

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

const code = (ticker: string, first: number, last: number, close = 10, turnover = 5e6) =>
  range(first, last).map((session): QuoteSpec => ({ ticker, session, close, turnover }));

/** Old EMBR3 to session 50, the new code from session 51, beside a market of 100 sessions. */
function marketOf(fresh: readonly QuoteSpec[]) {
  const specs = [...code("AAAA3", 1, 100), ...code("EMBR3", 1, 50), ...fresh];
  return quotesOf(
    specs.sort((a, b) => (a.ticker ?? "") < (b.ticker ?? "") ? -1 : a.ticker === b.ticker ? 0 : 1),
  );
}

const pairs = (...fresh: QuoteSpec[][]) =>
  suggestSuccessions(buildPanel(marketOf(fresh.flat())).panel).map(({ from, to }) => `${from} ${to}`);

Deno.test("suggestSuccessions() sees EMBR3 go on as EMBJ3, with its evidence", () => {
  const { panel } = buildPanel(marketOf(code("EMBJ3", 51, 100, 10.1, 4e6)));
  assert.deepEqual(suggestSuccessions(panel), [{
    from: "EMBR3",
    to: "EMBJ3",
    lastSession: 50,
    firstSession: 51,
    priceRatio: 1.01,
    turnoverRatio: 0.8,
  }]);
});

Deno.test("suggestSuccessions() wants the class, the time, the price and the turnover to go on", () => {
  assert.deepEqual(pairs(code("EMBJ3", 55, 100)), ["EMBR3 EMBJ3"]);
  assert.deepEqual(pairs(code("EMBJ3", 56, 100)), []); // more than five sessions
  assert.deepEqual(pairs(code("EMBJ3", 50, 100)), []); // both traded on session 50
  assert.deepEqual(pairs(code("EMBJ4", 51, 100)), []); // another class
  assert.deepEqual(pairs(code("RUMO3", 51, 100, 3.43)), []); // ALLL3 to RUMO3 was 0.343
  assert.deepEqual(pairs(code("EMBJ3", 51, 100, 10.7)), []);
  assert.deepEqual(pairs(code("EMBJ3", 51, 100, 10, 5e7)), []);
});

Deno.test("suggestSuccessions() puts the best of several continuations first", () => {
  assert.deepEqual(pairs(code("EMBJ3", 51, 100, 10.5), code("EMBK3", 51, 100, 10.1)), [
    "EMBR3 EMBK3",
    "EMBR3 EMBJ3",
  ]);
});

Deno.test("joinSuccessions() gives old records the new code, in order", () => {
  const quotes = marketOf(code("EMBJ3", 51, 100));
  const joined = joinSuccessions(quotes, [{ from: "EMBR3", to: "EMBJ3" }]);
  const { tickers, session } = buildPanel(joined).panel;
  assert.deepEqual(tickers, ["AAAA3", "EMBJ3"]);
  assert.deepEqual([...session.subarray(100)], range(1, 100));
  assert.deepEqual(joinSuccessions(quotes, []), quotes);
});

Deno.test("joinSuccessions() refuses codes that traded together", () => {
  assert.throws(() => joinSuccessions(marketOf(code("EMBJ3", 50, 100)), [{ from: "EMBR3", to: "EMBJ3" }]), {
    name: DataError.name,
    message:
      "Cannot join EMBJ3 and EMBR3: codes that never traded together are wanted, both did on 1970-02-20",
  });
});

Deno.test("certainSuccessions() wants one ISIN, one class and no long gap", () => {
  const isins = (fresh: readonly QuoteSpec[], isin: string) => {
    const quotes = marketOf(fresh);
    const renamed = fresh[0].ticker;
    return {
      ...quotes,
      isin: quotes.ticker.map((ticker) =>
        ticker === "AAAA3" ? "" : ticker === renamed ? isin : "BREMBRACNOR4"
      ),
    };
  };
  const found = (first: number, isin: string, ticker = "EMBJ3") =>
    certainSuccessions(isins(code(ticker, first, 100), isin));
  assert.deepEqual(found(51, "BREMBRACNOR4"), [{ from: "EMBR3", to: "EMBJ3" }]);
  assert.deepEqual(found(51, "BREMBJACNOR4"), []);
  assert.deepEqual(found(56, "BREMBRACNOR4"), []);
  assert.deepEqual(found(50, "BREMBRACNOR4"), []);
  assert.deepEqual(found(51, "BREMBRACNOR4", "EMBJ4"), []);
});

Deno.test("joinSuccessions() follows a code that changed twice, and refuses a circle", () => {
  const quotes = marketOf([...code("EMBJ3", 51, 60), ...code("EMBK3", 61, 100)]);
  const change = (from: string, to: string) => ({ from, to });
  const joined = joinSuccessions(quotes, [change("EMBJ3", "EMBK3"), change("EMBR3", "EMBJ3")]);
  assert.deepEqual([...new Set(joined.ticker)], ["AAAA3", "EMBK3"]);
  assert.throws(
    () => joinSuccessions(quotes, [change("EMBJ3", "EMBK3"), change("EMBK3", "EMBJ3")]),
    /EMBJ3 -> EMBK3 -> EMBJ3: each code must take over once, found a circle/,
  );
});

Deno.test("certainSuccessions() leaves a code that two others claim to continue, and a gap of weeks", () => {
  const isinOf = (specs: readonly QuoteSpec[]) => {
    const quotes = quotesOf(specs);
    return { ...quotes, isin: quotes.ticker.map((ticker) => ticker === "ZZZZ3" ? "" : "BRSAMEACNOR1") };
  };
  const market = code("ZZZZ3", 1, 100);
  const one = isinOf([...code("AAAA3", 1, 50), ...code("CCCC3", 51, 100), ...market]);
  assert.deepEqual(certainSuccessions(one), [{ from: "AAAA3", to: "CCCC3" }]);
  const two = isinOf([
    ...code("AAAA3", 1, 50),
    ...code("BBBB3", 1, 50),
    ...code("CCCC3", 51, 100),
    ...market,
  ]);
  assert.deepEqual(certainSuccessions(two), []);
  const years = isinOf([...code("AAAA3", 1, 50), ...code("CCCC3", 900, 950)]); // one session later, of those there are
  assert.deepEqual(certainSuccessions(years), []);
});
