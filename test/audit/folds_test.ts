import assert from "node:assert/strict";
import fc from "fast-check";
import { checkFolds } from "~/audit/mod.ts";
import type { Fold } from "~/core/mod.ts";
import { combinatorialFolds, unsafeShuffledFold, walkForwardFolds } from "~/dataset/mod.ts";
import { spansOf } from "../dataset/spans.ts";

const HORIZON = 5;
const SPANS = spansOf(240, 3, HORIZON);
const SESSIONS = [...new Set(SPANS.session)];
const WALK = { nFolds: 3, testSessions: 20, validationSessions: 15, embargoSessions: 4 };
const FOLDS = walkForwardFolds(SPANS, WALK);

/** Samples of sessions `[begin, end)`, counted from the first session of the last fold's test block. */
function around(begin: number, end: number): number[] {
  const first = SESSIONS.indexOf(SPANS.session[FOLDS[2].test[0]]);
  const wanted = SESSIONS.slice(first + begin, first + end);
  return [...SPANS.session.keys()].filter((i) => wanted.includes(SPANS.session[i]));
}

/** The last fold without its validation, learning from the samples given. */
function foldWith(train: readonly number[]): Fold {
  return { ...FOLDS[2], train: Int32Array.from(train), validation: new Int32Array(0) };
}

const faults = (folds: readonly Fold[], before = 0, after = 0) =>
  checkFolds(SPANS, folds, { before, after }).evidence.map(({ fault, samples }) => `${fault} ${samples}`);

Deno.test("checkFolds() passes walk-forward and combinatorial folds, whatever their sizes", () => {
  assert.equal(checkFolds(SPANS, FOLDS, { before: 4 }).outcome, "pass");
  const sizes = fc.record({
    nGroups: fc.integer({ min: 2, max: 6 }),
    embargoSessions: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 5 }), ({ nGroups, embargoSessions }, nTest) => {
    fc.pre(nTest < nGroups);
    const { folds } = combinatorialFolds(SPANS, { nGroups, nTest, embargoSessions });
    assert.equal(checkFolds(SPANS, folds, { after: embargoSessions }).outcome, "pass");
  }));
});

Deno.test("checkFolds() catches a purge one session short", () => {
  // labels end h + 1 sessions on: of 6 sessions before the test block the last label touches it
  assert.deepEqual(faults([foldWith(around(-100, -HORIZON - 1))]), []);
  assert.deepEqual(faults([foldWith(around(-100, -HORIZON))]), ["label reaches across 3"]);
  const check = checkFolds(SPANS, [foldWith(around(-100, -HORIZON))]);
  assert.equal(check.outcome, "leak");
  assert.equal(check.summary, "label reaches across");
  assert.equal(check.evidence[0].between, "train and test");
});

Deno.test("checkFolds() catches an embargo one session short, before and after a test block", () => {
  assert.deepEqual(faults([foldWith(around(-100, -HORIZON - 1 - 4))], 4), []);
  assert.deepEqual(faults([foldWith(around(-100, -HORIZON - 4))], 4), ["inside the embargo 3"]);
  const early: Fold = {
    train: Int32Array.from(around(20, 200)),
    validation: new Int32Array(0),
    test: Int32Array.from(around(-150, -100)),
  };
  const later = (begin: number) => ({ ...early, train: Int32Array.from(around(begin, 0)) });
  // the last test session is -101, its label is known at -95: from -94 on, and after 3 more
  assert.deepEqual(faults([later(-94)]), []);
  assert.deepEqual(faults([later(-95)]), ["label reaches across 3"]);
  assert.deepEqual(faults([later(-91)], 0, 3), []);
  assert.deepEqual(faults([later(-92)], 0, 3), ["inside the embargo 3"]);
});

Deno.test("checkFolds() catches a split by lot", () => {
  const y = Uint8Array.from(SPANS.session, (_, i) => i % 3);
  const check = checkFolds(SPANS, [unsafeShuffledFold(y, { validation: 0, test: 0.2 }, 1)]);
  assert.equal(check.outcome, "leak");
  assert.match(check.summary, /same session on both sides/);
});

Deno.test("checkFolds() catches validation that reaches into test, and train into validation", () => {
  const [fold] = FOLDS;
  const before = (i: number) => i - 3; // the session before: three samples a session
  const validation = Int32Array.from([...fold.validation, ...fold.test.slice(0, 3).map(before)]);
  assert.deepEqual(
    checkFolds(SPANS, [{ ...fold, validation }]).evidence.map(({ between, fault }) => [between, fault]),
    [["validation and test", "label reaches across"]],
  );
  const train = Int32Array.from([...fold.train, fold.validation[0] - 1]);
  assert.deepEqual(
    checkFolds(SPANS, [{ ...fold, train }]).evidence.map(({ between, fault }) => [between, fault]),
    [["train and validation", "label reaches across"]],
  );
});

Deno.test("checkFolds() catches any sample of the purge that is learned from all the same", () => {
  const { folds } = combinatorialFolds(SPANS, { nGroups: 5, nTest: 2, embargoSessions: 3 });
  fc.assert(fc.property(fc.nat(folds.length - 1), fc.nat(SPANS.session.length - 1), (f, i) => {
    const { train, test } = folds[f];
    fc.pre(!train.includes(i));
    const fold = { train: Int32Array.from([...train, i]).sort(), validation: new Int32Array(0), test };
    assert.equal(checkFolds(SPANS, [fold], { after: 3 }).outcome, "leak");
  }));
});
