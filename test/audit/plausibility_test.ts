import assert from "node:assert/strict";
import { implausible } from "~/audit/mod.ts";

Deno.test("implausible() rank ICs that nothing honest reached, by horizon", () => {
  // the limits: .08 up to 5 sessions, .11 from 21 on, half way between them at 13
  const cases: [horizon: number, rankIc: number, isOdd: boolean][] = [
    [1, 0.08, false],
    [1, 0.081, true],
    [5, 0.08, false],
    [5, 0.081, true],
    [13, 0.0949, false],
    [13, 0.0951, true],
    [21, 0.11, false],
    [21, 0.111, true],
    [63, 0.11, false],
    [63, 0.111, true],
    [21, -0.5, false],
  ];
  for (const [horizon, rankIc, isOdd] of cases) {
    assert.equal(
      implausible({ horizon, rankIc, accuracy: null }).length,
      isOdd ? 1 : 0,
      `${horizon} ${rankIc}`,
    );
  }
});

Deno.test("implausible() accuracies of thirds, and what it says", () => {
  assert.deepEqual(implausible({ horizon: 21, rankIc: null, accuracy: 0.45 }), []);
  assert.deepEqual(implausible({ horizon: 21, rankIc: 0.2, accuracy: 0.5 }), [
    "a rank IC of 0.200 over 21 sessions is above 0.110: run deno task audit before believing it",
    "an accuracy of 0.500 for thirds is above 0.45: run deno task audit before believing it",
  ]);
});
