import assert from "node:assert/strict";
import fc from "fast-check";
import { DataError, sessionOf } from "~/core/mod.ts";
import { closingFold, splitFold, walkForwardFolds, yearFolds } from "~/dataset/mod.ts";
import { spansOf } from "./spans.ts";

Deno.test("walkForwardFolds() cuts expanding train blocks and test blocks that end with the data", () => {
  const spans = spansOf(140, 1, 2); // one sample a session: sample index = session number
  const folds = walkForwardFolds(spans, { nFolds: 2, testSessions: 3, embargoSessions: 0 });
  const bounds = folds.map(({ train, test }) => [train[0], train.at(-1), ...test]);
  assert.deepEqual(bounds, [[0, 130, 134, 135, 136], [0, 133, 137, 138, 139]]);
});

Deno.test("walkForwardFolds() puts validation between train and test, purged on both sides", () => {
  const spans = spansOf(150, 1, 2);
  const [fold] = walkForwardFolds(spans, {
    nFolds: 1,
    testSessions: 5,
    validationSessions: 8,
    embargoSessions: 1,
  });
  // Test begins at 145, validation at 137. Labels end 3 sessions on and must be known a session before the next block.
  assert.deepEqual([fold.train.at(-1), fold.validation[0], fold.validation.at(-1), fold.test[0]], [
    132,
    137,
    140,
    145,
  ]);
});

Deno.test("walkForwardFolds() no train label interval meets a test interval, whatever the sizes", () => {
  const sizes = fc.record({
    nFolds: fc.integer({ min: 1, max: 4 }),
    testSessions: fc.integer({ min: 1, max: 20 }),
    validationSessions: fc.integer({ min: 0, max: 20 }),
    embargoSessions: fc.integer({ min: 0, max: 5 }),
    trainSessions: fc.option(fc.integer({ min: 125, max: 200 }), { nil: undefined }),
    stepSessions: fc.option(fc.integer({ min: 20, max: 30 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 3 }), (sizes, h, per) => {
      const spans = spansOf(240, per, h);
      const { session, labelEnd } = spans;
      for (const { train, validation, test } of walkForwardFolds(spans, sizes)) {
        assert.equal(test.length, sizes.testSessions * per);
        const firstTest = session[test[0]];
        const firstValidation = validation.length > 0 ? session[validation[0]] : firstTest;
        for (const i of train) assert.ok(labelEnd[i] < firstValidation && labelEnd[i] < firstTest);
        const nTrained = new Set(train.map((i) => session[i])).size;
        assert.ok(nTrained >= 125 && nTrained <= (sizes.trainSessions ?? Infinity));
        for (const i of validation) assert.ok(session[i] >= firstValidation && labelEnd[i] < firstTest);
      }
    }),
  );
});

Deno.test("walkForwardFolds() never puts one session on two sides", () => {
  const spans = spansOf(200, 7, 5);
  for (const { train, test } of walkForwardFolds(spans, { nFolds: 3, testSessions: 20 })) {
    const trained = new Set(Array.from(train, (i) => spans.session[i]));
    assert.ok(test.every((i) => !trained.has(spans.session[i])));
  }
});

Deno.test("walkForwardFolds() test blocks cover every session once", () => {
  const spans = spansOf(200, 2, 5);
  const tested = walkForwardFolds(spans, { nFolds: 3, testSessions: 20 }).flatMap(({ test }) => [...test]);
  assert.deepEqual(tested, Array.from({ length: 120 }, (_, k) => 280 + k));
});

Deno.test("walkForwardFolds() cuts fewer folds where the sessions do not suffice, never one that learns from too few", () => {
  const sizes = { nFolds: 4, testSessions: 50, embargoSessions: 0 };
  // A fold learns from what was known before it: of 131 sessions before the test block, 125 with labels 6 sessions on.
  const nFolds = (nSessions: number) => walkForwardFolds(spansOf(nSessions, 2, 5), sizes).length;
  assert.deepEqual([181, 230, 231, 281, 331, 999].map(nFolds), [1, 1, 2, 3, 4, 4]);
});

Deno.test("walkForwardFolds() rolls its train block: so many sessions, the latest that may be learned from", () => {
  const spans = spansOf(200, 2, 2); // two samples a session: sample index / 2 = session number
  const sizes = { nFolds: 3, testSessions: 10, embargoSessions: 1, trainSessions: 130 };
  const bounds = walkForwardFolds(spans, sizes).map((
    { train },
  ) => [train[0] / 2, (train[train.length - 1] - 1) / 2]);
  // Test blocks begin at 170, 180, 190; labels end 3 sessions on and must be known a session before.
  assert.deepEqual(bounds, [[36, 165], [46, 175], [56, 185]]);
});

Deno.test("walkForwardFolds() a train block longer than the history is an expanding one", () => {
  const spans = spansOf(240, 2, 5);
  const sizes = { nFolds: 3, testSessions: 20, validationSessions: 10 };
  assert.deepEqual(walkForwardFolds(spans, { ...sizes, trainSessions: 240 }), walkForwardFolds(spans, sizes));
});

Deno.test("walkForwardFolds() steps further than a test block where it is told to", () => {
  const spans = spansOf(200, 1, 2);
  const sizes = { nFolds: 3, testSessions: 5, embargoSessions: 0, stepSessions: 20 };
  const tested = walkForwardFolds(spans, sizes).map(({ test }) => [test[0], test[test.length - 1]]);
  assert.deepEqual(tested, [[155, 159], [175, 179], [195, 199]]);
  assert.deepEqual(
    walkForwardFolds(spans, { ...sizes, stepSessions: 5 }),
    walkForwardFolds(spans, { ...sizes, stepSessions: undefined }),
  );
});

Deno.test("walkForwardFolds() refuses a train block that teaches nothing and test blocks that overlap", () => {
  const spans = spansOf(300, 1, 2);
  assert.throws(() => walkForwardFolds(spans, { trainSessions: 124 }), {
    name: "RangeError",
    message: "Cannot cut folds: trainSessions must be at least 125, is 124",
  });
  assert.throws(() => walkForwardFolds(spans, { testSessions: 20, stepSessions: 19 }), {
    name: "RangeError",
    message: "Cannot cut folds: stepSessions must be at least testSessions, 20, is 19",
  });
});

Deno.test("walkForwardFolds() says what is needed and found when there is not one fold", () => {
  for (const nSessions of [0, 10, 100, 180]) {
    assert.throws(
      () => walkForwardFolds(spansOf(nSessions, 2, 5), { nFolds: 2, testSessions: 50, embargoSessions: 0 }),
      {
        name: DataError.name,
        message:
          "Cannot cut a fold of 50 test and 0 validation sessions: before it 125 sessions are needed whose " +
          `labels were known 0 sessions earlier, found ${nSessions} labelled sessions in all; take a longer period ` +
          "or smaller test blocks (folds.testSessions)",
      },
    );
  }
});

Deno.test("splitFold() names its blocks: validation and test are the later shares", () => {
  const spans = spansOf(1000, 1, 1);
  const { train, validation, test } = splitFold(spans, { validation: 0.2, test: 0.3 }, 0);
  assert.deepEqual([test[0], test.length], [700, 300]);
  assert.deepEqual([validation[0], validation.length], [500, 198]); // the last two labels reach into the test block
  assert.deepEqual([train[0], train.length], [0, 498]);
});

/** Two years and a half of daily samples, one a session, whose labels are known two sessions later. */
const YEARS = (() => {
  const session = Int32Array.from({ length: 900 }, (_, t) => sessionOf(2020, 1, 1) + t);
  return { session, labelEnd: session.map((day) => day + 2) };
})();

Deno.test("yearFolds() tests each calendar year by what was known some sessions before it", () => {
  const folds = yearFolds(YEARS, { first: 2021, last: 2023, embargoSessions: 3 });
  assert.deepEqual(folds.map(({ test }) => [test[0], test.at(-1)]), [[366, 730], [731, 899]]);
  // 2021 begins with sample 366; a label must be known before 363: that of 360 is known at 362.
  assert.deepEqual(folds.map(({ train }) => [train[0], train.at(-1)]), [[0, 360], [0, 725]]);
});

Deno.test("yearFolds() learns from every n-th session only when told to", () => {
  const [fold] = yearFolds(YEARS, { first: 2021, last: 2021, embargoSessions: 3, trainEvery: 5 });
  assert.deepEqual([...fold.train], Array.from({ length: 73 }, (_, i) => 5 * i));
  const sizes = { nFolds: 1, testSessions: 100, embargoSessions: 3 };
  const [every] = walkForwardFolds(YEARS, { ...sizes, trainEvery: 7 });
  const [all] = walkForwardFolds(YEARS, sizes);
  assert.deepEqual([...every.train], [...all.train].filter((i) => i % 7 === 0));
  assert.deepEqual(every.test, all.test);
});

Deno.test("yearFolds() says which years it cannot test", () => {
  assert.throws(() => yearFolds(YEARS, { first: 2020, last: 2022 }), {
    name: DataError.name,
    message:
      "Cannot test 2020: 125 sessions are needed before it whose labels were known 5 sessions earlier, " +
      "found 0; begin with a later year",
  });
  assert.throws(() => yearFolds(YEARS, { first: 2030, last: 2031 }), {
    message: "Cannot test the years 2030 to 2031: no sample was decided in them",
  });
});

Deno.test("yearFolds() keeps the sessions before a year for validation when told to, purged on both sides", () => {
  const sizes = { first: 2021, last: 2022, embargoSessions: 3 };
  const plain = yearFolds(YEARS, sizes);
  const folds = yearFolds(YEARS, { ...sizes, validationSessions: 40 });
  folds.forEach(({ train, validation, test }, f) => {
    assert.deepEqual(test, plain[f].test);
    const first = YEARS.session[test[0]];
    const firstValidated = YEARS.session[validation[0]];
    assert.ok(validation.every((i) => YEARS.session[i] < first && YEARS.labelEnd[i] < first));
    assert.ok(train.every((i) => YEARS.session[i] < firstValidated && YEARS.labelEnd[i] < firstValidated));
    const between = [...new Set(YEARS.session)].filter((session) =>
      session >= firstValidated && session < first
    );
    assert.equal(between.length, 40);
  });
});

Deno.test("closingFold() takes all there is, the last sessions for validation where so many are wanted", () => {
  const all = closingFold(YEARS, {});
  assert.equal(all.train.length, YEARS.session.length);
  assert.deepEqual([all.validation.length, all.test.length], [0, 0]);
  const { train, validation } = closingFold(YEARS, {
    validationSessions: 30,
    embargoSessions: 5,
    trainEvery: 2,
  });
  const sessions = [...new Set(YEARS.session)];
  assert.equal(new Set(validation.map((i) => YEARS.session[i])).size, 30);
  assert.equal(YEARS.session[validation[validation.length - 1]], sessions[sessions.length - 1]);
  const firstValidated = YEARS.session[validation[0]];
  assert.ok(train.every((i) => YEARS.labelEnd[i] < sessions[sessions.length - 35]));
  assert.ok(train.every((i) => sessions.indexOf(YEARS.session[i]) % 2 === 0));
  assert.ok(firstValidated === sessions[sessions.length - 30]);
});
