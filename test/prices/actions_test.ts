import assert from "node:assert/strict";
import { findActions } from "~/prices/mod.ts";
import { quotesOf } from "../market.ts";

const before = { session: 1, close: 276, specification: "ON      NM", distribution: 106 };
const after = { session: 2, open: 35.59, close: 36.38, specification: "ON  EB  NM", distribution: 107 };

Deno.test("findActions() reads MGLU3's split of 2019-08-06, eight for one, off the tape", () => {
  const { actions, findings } = findActions(quotesOf([before, after]));
  assert.deepEqual(actions, [
    { ticker: "TEST3", exSession: 2, kind: "split", ratio: 8, observed: 276 / 35.59 },
  ]);
  assert.deepEqual(findings, []);
});

Deno.test("findActions() reads ENEV3's grouping of 2016-05-12, a hundred to one", () => {
  const { actions } = findActions(quotesOf([
    { session: 1, close: 0.12, distribution: 1 },
    { session: 2, open: 12.39, close: 11.92, specification: "ON  EG  NM", distribution: 2 },
  ]));
  assert.deepEqual(actions.map(({ kind, ratio }) => ({ kind, ratio })), [{ kind: "grouping", ratio: 0.01 }]);
});

Deno.test("findActions() sees a bonus behind the letters of a payment on the same day", () => {
  const { actions } = findActions(quotesOf([
    { session: 1, close: 7.44, specification: "ON  EJ  NM", distribution: 1 },
    { session: 2, open: 6.79, close: 6.72, specification: "ON  EJB NM", distribution: 2 },
  ]));
  assert.deepEqual(actions.map((action) => action.ratio), [1.1]);
});

Deno.test("findActions() reads a grouping that came with a new quotation factor (BBAS3 2004-01-26)", () => {
  const { actions } = findActions(quotesOf([
    { session: 1, close: 0.0233, quotationFactor: 1000 },
    { session: 2, open: 23.6, close: 23.79, quotationFactor: 1 },
  ]));
  assert.deepEqual(actions.map((action) => action.ratio), [1 / 1000]);
});

Deno.test("findActions() leaves a new quotation factor alone when the price of a share went on", () => {
  for (const close of [4.8, 5, 5.1]) {
    const found = findActions(quotesOf([
      { session: 1, close: 5, quotationFactor: 1000 },
      { session: 2, close, quotationFactor: 1 },
    ]));
    assert.deepEqual(found, { actions: [], unexplained: [], findings: [] });
  }
});

Deno.test("findActions() takes no step without a mark for a split", () => {
  for (
    const unmarked of [
      { ...after, specification: "ON      NM" }, // no letter
      { ...after, specification: "ON  ED  NM" }, // a dividend
      { ...after, distribution: before.distribution }, // no new distribution
    ]
  ) assert.deepEqual(findActions(quotesOf([before, unmarked])).actions, []);
});

Deno.test("findActions() does not repeat a mark that stays for days", () => {
  const sticky = { session: 3, close: 36, specification: "ON  EB  NM", distribution: 107 };
  const dividend = { session: 4, close: 18, specification: "ON  EDB NM", distribution: 108 };
  assert.equal(findActions(quotesOf([before, after, sticky, dividend])).actions.length, 1);
});

Deno.test("findActions() reports a marked event that no neat ratio explains, and adjusts nothing", () => {
  const { actions, unexplained, findings } = findActions(quotesOf([before, { ...after, open: 276 / 1.72 }]));
  assert.deepEqual([actions, unexplained], [[], [1]]);
  assert.equal(
    findings[0].message,
    'TEST3 is marked "ON  EB  NM" on 1970-01-03, but no neat ratio explains a step of 1.7200: windows across it are left out',
  );
});

Deno.test("findActions() does not choose between two ratios that are as near", () => {
  const split = (observed: number) => findActions(quotesOf([before, { ...after, open: 276 / observed }]));
  assert.deepEqual(split(7.2).actions.map((action) => action.ratio), [7]);
  assert.deepEqual(split(7.5).unexplained, [1]); // between 7 and 8
  assert.deepEqual(split(7.8).actions.map((action) => action.ratio), [8]);
});

Deno.test("findActions() cannot tell a bonus of a percent or two from the day's move", () => {
  const { actions, unexplained, findings } = findActions(quotesOf([before, { ...after, open: 276 / 1.02 }]));
  assert.deepEqual([actions, unexplained], [[], []]);
  assert.match(findings[0].message, /a step of 1\.0200 cannot be told from the day's move: left unadjusted$/);
});

Deno.test("findActions() does not compare the last bar of one ticker with the first of the next", () => {
  const other = { ...after, ticker: "TEST4" };
  assert.deepEqual(findActions(quotesOf([before, other])), { actions: [], unexplained: [], findings: [] });
});
