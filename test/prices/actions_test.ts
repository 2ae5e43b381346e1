import assert from "node:assert/strict";
import { type CorporateAction, findActions } from "~/prices/mod.ts";
import { quotesOf, type QuoteSpec } from "../market.ts";
import { eventOf, N_BEFORE } from "./event.ts";

const MARKED = { specification: "ON  EB  NM" };

/** Ratio and outcome of the only event. */
function readOf(specs: readonly QuoteSpec[]): [ratio: number, outcome: string] {
  const { events } = findActions(quotesOf(specs));
  assert.equal(events.length, 1);
  return [events[0].ratio, events[0].outcome];
}

/** An action without its evidence. */
function bare({ evidence: _, ...action }: CorporateAction): Omit<CorporateAction, "evidence"> {
  return action;
}

Deno.test("findActions() reads MGLU3's split of 2019-08-06, eight for one, off the tape", () => {
  const { actions, findings } = findActions(quotesOf(eventOf({ ...MARKED, price: 35.59 }, { close: 276 })));
  assert.deepEqual(actions.map(bare), [{
    ticker: "TEST3",
    exSession: N_BEFORE,
    kind: "split",
    ratio: 8,
    payment: 0,
    source: "tape",
    asOf: N_BEFORE,
  }]);
  assert.deepEqual(findings, []);
  const { observed, step, confidence } = actions[0].evidence ?? { observed: 0, step: 0, confidence: 0 };
  assert.deepEqual([observed, step], [276 / 35.59, 8]);
  assert.ok(confidence > 0.9 && confidence <= 1);
});

Deno.test("findActions() reads ENEV3's grouping of 2016-05-12, a hundred to one", () => {
  const quotes = eventOf({ specification: "ON  EG  NM", price: 12.39 }, { close: 0.12 });
  assert.deepEqual(findActions(quotesOf(quotes)).actions.map(({ kind, ratio }) => [kind, ratio]), [[
    "grouping",
    0.01,
  ]]);
});

Deno.test("findActions() calls a change of less than 100 % a bonus", () => {
  for (const ratio of [1.05, 1.1, 1.2, 1.3, 1.5]) {
    const { actions } = findActions(quotesOf(eventOf({ ...MARKED, price: 100 / ratio })));
    assert.deepEqual(actions.map((action) => [action.kind, action.ratio]), [["bonus", ratio]]);
  }
});

Deno.test("findActions() takes a payment of the same day out of the step, not out of the ratio", () => {
  const { actions } = findActions(quotesOf(
    eventOf({ specification: "ON  EDB NM", price: 96 / 2 }, { specification: "ON      NM" }),
  ));
  const [{ ratio, payment, evidence }] = actions;
  assert.deepEqual([ratio, payment], [2, 0]);
  assert.ok(evidence !== undefined && evidence.step > 2.04 && evidence.step < 2.1, `step ${evidence?.step}`);
});

Deno.test("findActions() reads a grouping that came with a new quotation factor (BBAS3 2004-01-26)", () => {
  const before = { close: 0.0233, quotationFactor: 1000 };
  assert.deepEqual(readOf(eventOf({ price: 23.6, quotationFactor: 1 }, before)), [0.001, "accepted"]);
});

Deno.test("findActions() leaves a new quotation factor alone when the price of a share went on", () => {
  for (const price of [98, 100, 102]) {
    const { actions, events, findings } = findActions(
      quotesOf(eventOf({ price, quotationFactor: 1 }, { quotationFactor: 1000 })),
    );
    assert.deepEqual([actions, events.map(({ outcome }) => outcome), findings], [[], ["nothing"], []]);
  }
});

Deno.test("findActions() takes no step without a mark for a split", () => {
  for (
    const unmarked of [
      { specification: "ON      NM" }, // no letter
      { specification: "ON  ED  NM" }, // a dividend
      { ...MARKED, distribution: 100 }, // no new distribution
    ]
  ) assert.deepEqual(findActions(quotesOf(eventOf({ ...unmarked, price: 50 }))).events, []);
});

Deno.test("findActions() does not repeat a mark that stays for days", () => {
  const event = eventOf({ ...MARKED, price: 50 });
  const sticky = { session: N_BEFORE + 1, close: 50, specification: "ON  EB  NM", distribution: 101 };
  const dividend = { session: N_BEFORE + 2, close: 25, specification: "ON  EDB NM", distribution: 102 };
  assert.equal(findActions(quotesOf([...event, sticky, dividend])).events.length, 1);
});

Deno.test("findActions() without DISMES tells a flickering mark from an event by its price", () => {
  const event = eventOf({ ...MARKED, price: 50 });
  const day = (i: number, specification: string): QuoteSpec => ({
    session: N_BEFORE + i,
    close: 50,
    specification,
    distribution: 100,
  });
  const quotes = quotesOf([...event, day(1, "ON      NM"), day(2, "ON  EB  NM")]);
  const { events } = findActions(quotes, { useDistribution: false });
  assert.deepEqual(events.map(({ ratio, outcome }) => [ratio, outcome]), [[2, "accepted"], [1, "nothing"]]);
  assert.equal(findActions(quotes).events.length, 1);
});

Deno.test("findActions() quarantines a step between two ratios, and says its best guess", () => {
  const { actions, events, findings } = findActions(quotesOf(eventOf({ ...MARKED, price: 100 / 1.72 })));
  assert.deepEqual([actions, events.map(({ outcome }) => outcome)], [[], ["unexplained"]]);
  assert.match(
    findings[0].message,
    /^TEST3 is marked "ON {2}EB {2}NM" on 1970-01-31, but no ratio explains a step of 1\.7200 well enough \([\d.]+ is the best guess at \d+ %\): windows across it are left out$/,
  );
});

Deno.test("findActions() cannot tell a bonus of a percent or two from the day's move", () => {
  const { actions, findings } = findActions(quotesOf(eventOf({ ...MARKED, price: 100 / 1.01 })));
  assert.deepEqual(actions, []);
  assert.match(findings[0].message, /a step of 1\.0100 cannot be told from the day's move: left unadjusted$/);
});

Deno.test("findActions() takes the market's move out of the step", () => {
  const market = Array.from({ length: 12 }, (_, k) => {
    const ticker = `A${String(k).padStart(3, "0")}3`;
    return eventOf({ ticker, specification: "ON      NM", distribution: 100, price: 90 }, { ticker });
  });
  const bonus = eventOf({ ...MARKED, price: 90 / 1.1 });
  assert.deepEqual(readOf([...market.flat(), ...bonus]), [1.1, "accepted"]);
  assert.notDeepEqual(readOf(bonus), [1.1, "accepted"]); // a step of 1.22 by itself
});

Deno.test("findActions() lets the sister class of a company decide", () => {
  const unclear = (ticker: string) => eventOf({ ...MARKED, ticker, price: 100 / 1.145 });
  const clear = eventOf({ ...MARKED, ticker: "TEST4", price: 100 / 1.1 });
  assert.notDeepEqual(readOf(unclear("TEST3")), [1.1, "accepted"]);
  const { actions } = findActions(quotesOf([...unclear("TEST3"), ...clear]));
  assert.deepEqual(actions.map(({ ticker, ratio }) => [ticker, ratio]), [["TEST3", 1.1], ["TEST4", 1.1]]);
});

Deno.test("findActions() accepts neither of two sister classes whose ratios differ", () => {
  const { events } = findActions(quotesOf([
    ...eventOf({ ...MARKED, ticker: "TEST3", price: 50 }),
    ...eventOf({ ...MARKED, ticker: "TEST4", price: 25 }),
  ]));
  assert.deepEqual(events.map(({ outcome }) => outcome), ["unexplained", "unexplained"]);
});

Deno.test("findActions() accepts neither of two sister classes that differ when read alone", () => {
  const [a, b] = [["TEST3", 1.155], ["TEST4", 1.1]].map(([ticker, step]) =>
    eventOf({ ...MARKED, ticker: String(ticker), price: 100 / Number(step) })
  );
  assert.deepEqual([readOf(a), readOf(b)], [[1.2, "accepted"], [1.1, "accepted"]]);
  const { events } = findActions(quotesOf([...a, ...b]));
  assert.deepEqual(events.map(({ outcome }) => outcome), ["unexplained", "unexplained"]);
});

Deno.test("findActions() expects a share to rise on the day of a split and to fall on that of a grouping", () => {
  const confidence = (specification: string, ratio: number, move: number) => {
    const [event] = findActions(quotesOf(eventOf({ specification, price: 100 / ratio * move }))).events;
    assert.equal(event.ratio, ratio);
    return event.confidence;
  };
  for (const ratio of [3, 4, 5]) {
    assert.ok(confidence("ON  EB  NM", ratio, 1.01) > confidence("ON  EB  NM", ratio, 1 / 1.01));
  }
  for (const ratio of [0.1, 0.01, 0.001]) {
    assert.ok(confidence("ON  EG  NM", ratio, 1 / 1.01) > confidence("ON  EG  NM", ratio, 1.01));
  }
});

Deno.test("findActions() of a session does not move when later sessions change", () => {
  const event = eventOf({ ...MARKED, price: 50 });
  const later = (close: number) => ({
    session: N_BEFORE + 1,
    close,
    specification: "ON  EB  NM",
    distribution: 101,
  });
  const read = (close: number) => findActions(quotesOf([...event, later(close)])).events;
  assert.deepEqual(read(50), read(400));
});

Deno.test("findActions() does not compare the last bar of one ticker with the first of the next", () => {
  const [first] = eventOf({ price: 50 });
  const other = { ...first, ticker: "TEST4", specification: "ON  EB  NM", distribution: 101, close: 50 };
  assert.deepEqual(findActions(quotesOf([first, other])), { actions: [], events: [], findings: [] });
});
