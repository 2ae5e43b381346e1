import assert from "node:assert/strict";
import fc from "fast-check";
import { DataError } from "~/core/mod.ts";
import { combinatorialFolds } from "~/dataset/mod.ts";
import golden from "../golden/dataset/combinatorial.json" with { type: "json" };
import { spansOf } from "./spans.ts";

for (const { nSamples, nGroups, nTest, purged, embargo, ...wanted } of golden.cases) {
  Deno.test(`combinatorialFolds() cuts as skfolio does: ${nSamples} rows, ${nTest} of ${nGroups}, ${purged}, ${embargo}`, () => {
    const session = Int32Array.from({ length: nSamples }, (_, t) => t);
    const spans = { session, labelEnd: session.map((t) => t + purged) };
    const { folds, paths } = combinatorialFolds(spans, { nGroups, nTest, embargoSessions: embargo });
    assert.deepEqual(folds.map(({ train, test }) => ({ train: [...train], test: [...test] })), wanted.folds);
    assert.deepEqual(paths, wanted.paths);
  });
}

/** Some market, and a way to cut it that leaves something to learn from. */
const cuts = fc.record({
  nSessions: fc.integer({ min: 90, max: 120 }),
  perSession: fc.integer({ min: 1, max: 3 }),
  horizon: fc.integer({ min: 1, max: 4 }),
  nGroups: fc.integer({ min: 2, max: 6 }),
  nTest: fc.integer({ min: 1, max: 5 }),
  embargoSessions: fc.integer({ min: 0, max: 2 }),
}).filter(({ nGroups, nTest }) => nTest < nGroups);

Deno.test("combinatorialFolds() no train sample's span touches a test group's, nor comes soon after it", () => {
  fc.assert(fc.property(cuts, ({ nSessions, perSession, horizon, ...sizes }) => {
    const spans = spansOf(nSessions, perSession, horizon);
    const { session, labelEnd } = spans;
    const sessions = [...new Set(session)];
    const { folds, groups, testGroups } = combinatorialFolds(spans, sizes);
    folds.forEach(({ train, validation, test }, f) => {
      assert.equal(validation.length, 0);
      assert.ok(train.length > 0 && train.every((i, k) => k === 0 || i > train[k - 1]));
      assert.deepEqual([...test], testGroups[f].flatMap((g) => [...groups[g]]));
      for (const g of testGroups[f]) {
        const first = session[groups[g][0]];
        const last = Math.max(...Array.from(groups[g], (i) => labelEnd[i]));
        const embargoed = sessions.filter((day) => day > last).slice(0, sizes.embargoSessions);
        for (const i of train) {
          assert.ok(labelEnd[i] < first || session[i] > last);
          assert.ok(!embargoed.includes(session[i]));
        }
      }
    });
  }));
});

Deno.test("combinatorialFolds() leaves out of train nothing but what purge and embargo demand", () => {
  fc.assert(fc.property(cuts, ({ nSessions, perSession, horizon, ...sizes }) => {
    const spans = spansOf(nSessions, perSession, horizon);
    const { folds, groups, testGroups } = combinatorialFolds(spans, sizes);
    folds.forEach(({ train, test }, f) => {
      const nBlocks = testGroups[f].filter((g) => !testGroups[f].includes(g - 1)).length;
      const most = nBlocks * (2 * (horizon + 1) + sizes.embargoSessions) * perSession;
      assert.ok(spans.session.length - train.length - test.length <= most);
    });
    assert.deepEqual(groups.flatMap((group) => [...group]), [...spans.session.keys()]);
  }));
});

Deno.test("combinatorialFolds() predicts every group φ times and every path is complete", () => {
  fc.assert(fc.property(cuts, ({ nSessions, perSession, horizon, ...sizes }) => {
    const { folds, paths, testGroups } = combinatorialFolds(spansOf(nSessions, perSession, horizon), sizes);
    const { nGroups, nTest } = sizes;
    const factorial = (n: number): number => n < 2 ? 1 : n * factorial(n - 1);
    const nFolds = factorial(nGroups) / factorial(nTest) / factorial(nGroups - nTest);
    assert.equal(folds.length, nFolds);
    assert.equal(paths.length, nFolds * nTest / nGroups);
    const used = new Set<string>();
    for (const path of paths) {
      assert.equal(path.length, nGroups);
      path.forEach((fold, g) => {
        assert.ok(testGroups[fold].includes(g));
        used.add(`${fold} ${g}`);
      });
    }
    assert.equal(used.size, nFolds * nTest); // each prediction belongs to one path
  }));
});

Deno.test("combinatorialFolds() follows the book's first two of five paths for two of six groups", () => {
  const { paths } = combinatorialFolds(spansOf(120, 1, 1), { nGroups: 6, nTest: 2 });
  // López de Prado (2018), figure 12.2, numbered from 0
  assert.equal(paths.length, 5);
  assert.deepEqual(paths.slice(0, 2), [[0, 0, 1, 2, 3, 4], [1, 5, 5, 6, 7, 8]]);
});

Deno.test("combinatorialFolds() refuses numbers that make no sense", () => {
  const spans = spansOf(40, 1, 1);
  const cases: [number, number, number, string][] = [
    [1, 1, 0, "nGroups must be a whole number from 2, found 1"],
    [4, 4, 0, "nTest must be a whole number from 1 to 3, found 4"],
    [4, 0, 0, "nTest must be a whole number from 1 to 3, found 0"],
    [4, 2, -1, "embargoSessions must be a whole number from 0, found -1"],
    [20, 10, 0, "at most 1000 folds are wanted, found 184756"],
  ];
  for (const [nGroups, nTest, embargoSessions, message] of cases) {
    assert.throws(() => combinatorialFolds(spans, { nGroups, nTest, embargoSessions }), {
      name: "RangeError",
      message: `Cannot cut combinatorial folds: ${message}`,
    });
  }
});

Deno.test("combinatorialFolds() says when there are too few sessions, or nothing is left to learn from", () => {
  assert.throws(() => combinatorialFolds(spansOf(3, 2, 1), { nGroups: 4, nTest: 1 }), {
    name: DataError.name,
    message: "Cannot cut 4 groups: as many sessions are needed, found 3 labelled ones",
  });
  assert.throws(() => combinatorialFolds(spansOf(12, 1, 5), { nGroups: 3, nTest: 2, embargoSessions: 0 }), {
    name: DataError.name,
    message:
      "Cannot test groups 1 and 2 of 3: nothing is left to learn from after purge and an embargo of 0 " +
      "sessions, of 12 labelled sessions in all; take fewer groups or a longer period",
  });
});
