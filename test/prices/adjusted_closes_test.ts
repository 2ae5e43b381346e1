import assert from "node:assert/strict";
import type { AdjustedCloses } from "~/core/mod.ts";
import { buildPanel, panelWithAdjustedCloses } from "~/prices/mod.ts";
import { quotesOf } from "../market.ts";

const { panel: PANEL } = buildPanel(quotesOf([
  { ticker: "AAAA3", session: 1, open: 98, close: 100 },
  { ticker: "AAAA3", session: 2, open: 51, close: 50, distribution: 101, specification: "ON  EB  NM" },
  { ticker: "AAAA3", session: 3, open: 49, close: 49, distribution: 102, specification: "ON  EDB NM" },
  { ticker: "BBBB4", session: 2, close: 7 },
]));

function closesOf(
  rows: readonly (readonly [ticker: string, session: number, close: number])[],
): AdjustedCloses {
  return {
    length: rows.length,
    ticker: rows.map(([ticker]) => ticker),
    session: Int32Array.from(rows, ([, session]) => session),
    close: Float64Array.from(rows, ([, , close]) => close),
  };
}

const WHOLE = closesOf([
  ["AAAA3", 1, 24.01], // 2 % paid on session 3, and the vendor's level is half of ours
  ["AAAA3", 2, 24.01],
  ["AAAA3", 3, 24.5],
  ["AAAA3", 9, 24],
  ["BBBB4", 2, 7],
  ["ZZZZ3", 2, 1],
]);

Deno.test("panelWithAdjustedCloses() has the vendor's closes and all else in proportion", () => {
  const { panel, findings } = panelWithAdjustedCloses(PANEL, WHOLE);
  assert.deepEqual([panel.basis, findings], ["total", []]);
  assert.deepEqual([...panel.close], [24.01, 24.01, 24.5, 7]);
  assert.ok(Math.abs(panel.open[0] - 98 * 0.2401) < 1e-12);
  panel.close.forEach((close, i) => {
    assert.ok(Math.abs(close / panel.factor[i] - PANEL.close[i] / PANEL.factor[i]) < 1e-12);
    assert.ok(Math.abs(close * panel.shares[i] - panel.turnover[i]) < 1e-6);
  });
  assert.deepEqual([...panel.jump], [0, 0, 0, 0]);
});

Deno.test("panelWithAdjustedCloses() fills a missing close from its neighbours and says so", () => {
  const partly = (sessions: readonly number[]) => {
    const rows = sessions.map((session) => ["AAAA3", session, 24.5] as const);
    return panelWithAdjustedCloses(PANEL, closesOf([...rows, ["BBBB4", 2, 7]]));
  };
  const { panel, findings } = partly([1, 3]);
  assert.equal(panel.close[1], 50 * 0.5); // the level of session 3
  assert.deepEqual(findings.map((finding) => finding.message), [
    "AAAA3 has no adjusted close on 1 of 3 sessions: there they are its neighbours'",
  ]);
  assert.deepEqual([...partly([2]).panel.close.subarray(0, 3)], [24.5, 24.5, 49 * 0.49]);
});

Deno.test("panelWithAdjustedCloses() leaves a ticker alone that the vendor does not know", () => {
  const { panel, findings } = panelWithAdjustedCloses(
    PANEL,
    closesOf([["AAAA3", 1, 1], ["AAAA3", 2, 1], ["AAAA3", 3, 1]]),
  );
  assert.equal(panel.close[3], 7);
  assert.deepEqual(findings.map(({ kind, message }) => [kind, message]), [
    [
      "no_adjusted_close",
      "No adjusted close, and no payments but those known otherwise, for 1 of 2 tickers: BBBB4",
    ],
  ]);
});

Deno.test("panelWithAdjustedCloses() marks breaks anew: the vendor may explain them, make them, or say they happened", () => {
  const panelOf = (last: number) =>
    buildPanel(quotesOf([{ session: 1, close: 10 }, { session: 2, close: last }])).panel;
  const jumps = (
    last: number,
    vendor: number,
  ) => [
    ...panelWithAdjustedCloses(panelOf(last), closesOf([["TEST3", 1, 10], ["TEST3", 2, vendor]])).panel.jump,
  ];
  assert.deepEqual([...panelOf(30).jump], [0, 1]);
  assert.deepEqual(jumps(30, 10.3), [0, 0]); // a grouping that the tape does not mark
  assert.deepEqual(jumps(10.3, 30), [0, 1]); // the two contradict each other
  assert.deepEqual(jumps(2.3, 2.3), [0, 0]); // AMER3 on 2023-01-12: a crash, and both say so
  assert.deepEqual(jumps(2.3, 3), [0, 1]);
});
