import assert from "node:assert/strict";
import { runBacktest, targetsOf, tradedMarket } from "~/backtest/mod.ts";
import type { AdjustedCloses, Panel } from "~/core/mod.ts";
import { buildPanel, type CorporateAction, panelWithAdjustedCloses } from "~/prices/mod.ts";
import { quotesOf, weekdays } from "../market.ts";
import { FREE } from "./market.ts";

const DAYS = weekdays(8);
const CLOSES = [20, 20.4, 10, 10.2, 9.8, 9.9, 99, 100];
const action = (day: number, what: Pick<CorporateAction, "kind" | "ratio" | "payment">): CorporateAction => (
  { ticker: "TEST3", exSession: DAYS[day], source: "feed", asOf: null, ...what }
);
/** Two for one, a payment of 4 %, ten to one. */
const ACTIONS = [
  action(2, { kind: "split", ratio: 2, payment: 0 }),
  action(4, { kind: "dividend", ratio: 1, payment: 0.04 }),
  action(6, { kind: "grouping", ratio: 0.1, payment: 0 }),
];
const QUOTES = quotesOf(CLOSES.map((close, day) => ({ session: DAYS[day], close, open: close + 0.05 })));
const panelOn = (basis: "split" | "total") => buildPanel(QUOTES, { basis, actions: ACTIONS }).panel;

function assertNear(found: Float64Array, wanted: readonly number[]): void {
  assert.equal(found.length, wanted.length);
  wanted.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-9, `${i}: ${found[i]}, ${value}`));
}

Deno.test("tradedMarket() gives back what was published and what each action was", () => {
  const market = tradedMarket(panelOn("split"), panelOn("total"), new Float64Array(8));
  assertNear(market.close, CLOSES);
  assertNear(market.open, CLOSES.map((close) => close + 0.05));
  assertNear(market.shares, [...QUOTES.shares]);
  assertNear(market.ratio, [1, 1, 2, 1, 1, 1, 0.1, 1]);
  assertNear(market.payment, [0, 0, 0, 0, 0.04 * 10.2, 0, 0, 0]);
  assertNear(market.halfSpread, CLOSES.map((close) => 0.01 / close)); // a centavo to either side
});

Deno.test("tradedMarket() knows no payments of a panel that knows none", () => {
  const market = tradedMarket(panelOn("split"), panelOn("split"), new Float64Array(8));
  assertNear(market.payment, new Array(8).fill(0));
});

/** The panel on a vendor's basis: closes scaled by what comes later, written with six digits. */
function vendor(panel: Panel, scale: readonly number[]): Panel {
  const closes: AdjustedCloses = {
    length: 8,
    session: Int32Array.from(DAYS),
    ticker: DAYS.map(() => "TEST3"),
    close: Float64Array.from(CLOSES, (close, day) => Number((close * scale[day]).toPrecision(6))),
  };
  return panelWithAdjustedCloses(panel, closes).panel;
}

Deno.test("tradedMarket() passes over a vendor's rounding", () => {
  const { panel } = buildPanel(QUOTES, { actions: ACTIONS });
  const scale = [5, 5, 10, 10, 10, 10, 1, 1].map((factor, day) => factor * 0.0123457 * (day < 4 ? 0.96 : 1));
  const market = tradedMarket(panel, vendor(panel, scale), new Float64Array(8));
  assertNear(market.ratio, [1, 1, 2, 1, 1, 1, 0.1, 1]);
  assert.deepEqual(
    [...market.payment].map((paid) => paid > 0),
    [4].flatMap((day) => DAYS.map((_, i) => i === day)),
  );
  assert.ok(Math.abs(market.payment[4] - 0.04 * 10.2) < 1e-4);
});

Deno.test("tradedMarket() takes a change of shares from the vendor where the tape shows none", () => {
  const { panel } = buildPanel(QUOTES); // no action is known, and the tape's marks are ordinary
  const market = tradedMarket(panel, vendor(panel, [5, 5, 10, 10, 10, 10, 1, 1]), new Float64Array(8));
  for (const [day, ratio] of [[2, 2], [6, 0.1]]) {
    assert.ok(Math.abs(market.ratio[day] / ratio - 1) < 1e-4, `${market.ratio[day]}`);
  }
  assertNear(market.payment, new Array(8).fill(0));
});

Deno.test("what a holder's account earns is the total return of the panel, payments left in cash", () => {
  const total = panelOn("total");
  const market = tradedMarket(panelOn("split"), total, new Float64Array(8));
  const targets = targetsOf(["TEST3"], [{ session: DAYS[0], wanted: [[0, 0.5]] }]);
  const { equity } = runBacktest(market, targets, { ...FREE, capital: 1e6, maxVolumeShare: 1 });
  const shares = 25_000; // half a million at 20
  const paid = shares * 2 * 0.408;
  const growth = shares * (CLOSES[7] * 0.2 - 20.45) + paid; // bought at the open of session 1
  assert.ok(Math.abs(equity[7] - 1e6 - growth) > 0); // the spread of a centavo is paid, too
  assert.ok(Math.abs(equity[7] - 1e6 - growth + shares * 20.45 * market.halfSpread[0]) < 1e-6);
  const step = (day: number) => total.close[day] / total.close[day - 1];
  for (const day of [2, 6]) {
    const worth = equity.map((money) => money - (1e6 - shares * 20.45 * (1 + market.halfSpread[0])));
    assert.ok(
      Math.abs((worth[day] - (day > 4 ? paid : 0)) / (worth[day - 1] - (day > 4 ? paid : 0)) - step(day)) <
        1e-9,
    );
  }
});

Deno.test("tradedMarket() refuses rates of another calendar and returns of other rows", () => {
  const panel = panelOn("split");
  assert.throws(() => tradedMarket(panel, panel, new Float64Array(7)), /found 8 rows of returns and 7 rates/);
  assert.throws(
    () => tradedMarket(panel, { ...panel, session: new Int32Array(3) }, new Float64Array(8)),
    RangeError,
  );
});
