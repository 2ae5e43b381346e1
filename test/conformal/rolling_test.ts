import assert from "node:assert/strict";
import fc from "fast-check";
import {
  adaptiveQuantiles,
  conformalQuantile,
  fitConformal,
  quantileAt,
  rollingQuantiles,
} from "~/conformal/mod.ts";
import type { Outcomes } from "~/conformal/mod.ts";

/** Outcomes of sessions that are days apart, one to three samples each, each label known some days after the decision. */
const OUTCOMES: fc.Arbitrary<Outcomes> = fc.array(
  fc.record({
    step: fc.integer({ min: 1, max: 3 }),
    scores: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 3 }),
    delay: fc.integer({ min: 0, max: 6 }),
  }),
  { minLength: 1, maxLength: 30 },
).map((days) => {
  let session = 100;
  const rows = days.flatMap(({ step, scores, delay }) => {
    session += step;
    return scores.map((score) => ({ session, labelEnd: session + delay, score }));
  });
  return {
    session: Int32Array.from(rows, (row) => row.session),
    labelEnd: Int32Array.from(rows, (row) => row.labelEnd),
    score: Float64Array.from(rows, (row) => row.score),
  };
});
const ALPHA = fc.constantFrom(0.1, 0.25, 0.5);
const WINDOW = fc.integer({ min: 1, max: 12 });

/** Scores that count at a session, straight from the definition. */
function matured({ session, labelEnd, score }: Outcomes, now: number, window: number): number[] {
  const known = [...new Set(session)].filter((day) => session.every((s, i) => s > day || labelEnd[i] <= now) // its own labels and all earlier ones have ended
  ).slice(-window);
  return [...score].filter((_, i) => known.includes(session[i]));
}

Deno.test("rollingQuantiles() is the conformal quantile of the last matured sessions", () => {
  fc.assert(fc.property(OUTCOMES, ALPHA, WINDOW, (outcomes, alpha, window) => {
    const quantiles = rollingQuantiles(outcomes, outcomes.session, { alpha, window });
    outcomes.session.forEach((now, i) => {
      const scores = Float64Array.from(matured(outcomes, now, window));
      assert.equal(quantiles[i], conformalQuantile(scores, alpha));
    });
  }));
});

Deno.test("rolling and adaptive quantiles do not move when an outcome does that is not known yet", () => {
  fc.assert(fc.property(OUTCOMES, fc.nat(), fc.constantFrom(0, 0.05), (outcomes, pick, gamma) => {
    const now = outcomes.session[pick % outcomes.session.length];
    const score = outcomes.score.map((value, i) => outcomes.labelEnd[i] > now ? 1000 - value : value);
    const options = { alpha: 0.25, window: 5, gamma };
    const before = adaptiveQuantiles(outcomes, outcomes.session, options);
    const after = adaptiveQuantiles({ ...outcomes, score }, outcomes.session, options);
    outcomes.session.forEach((session, i) => {
      if (session > now) return;
      assert.equal(after.quantile[i], before.quantile[i]);
      assert.equal(after.alpha[i], before.alpha[i]);
    });
  }));
});

Deno.test("rollingQuantiles() are the same where later sessions are cut off", () => {
  fc.assert(fc.property(OUTCOMES, fc.nat(), ({ session, score }, pick) => {
    const now = session[pick % session.length];
    const labelEnd = session.map((day) => day + 4);
    const nKnown = labelEnd.filter((end) => end <= now).length;
    const cut = {
      session: session.subarray(0, nKnown),
      labelEnd: labelEnd.subarray(0, nKnown),
      score: score.subarray(0, nKnown),
    };
    const at = (some: Outcomes) => rollingQuantiles(some, Int32Array.of(now), { alpha: 0.25, window: 5 });
    assert.deepEqual(at(cut), at({ session, labelEnd, score }));
  }));
});

Deno.test("rollingQuantiles() fall as alpha grows", () => {
  fc.assert(fc.property(OUTCOMES, WINDOW, (outcomes, window) => {
    const at = (alpha: number) => rollingQuantiles(outcomes, outcomes.session, { alpha, window });
    const [narrow, wide] = [at(0.5), at(0.1)];
    narrow.forEach((quantile, i) => assert.ok(quantile <= wide[i]));
  }));
});

Deno.test("fitConformal() is what rolls to the same session, and survives JSON", () => {
  fc.assert(fc.property(OUTCOMES, WINDOW, fc.integer({ min: 95, max: 200 }), (outcomes, window, asOf) => {
    const fit = fitConformal(outcomes, asOf, { alphas: [0.1, 0.5], window });
    const restored = JSON.parse(JSON.stringify(fit));
    assert.deepEqual(restored, fit);
    for (const alpha of [0.1, 0.5]) {
      const [rolled] = rollingQuantiles(outcomes, Int32Array.of(asOf), { alpha, window });
      assert.equal(quantileAt(restored, alpha), rolled);
    }
    assert.equal(fit.nScores, matured(outcomes, asOf, window).length);
  }));
});

Deno.test("fitConformal() names what it counted, and promises nothing on nothing", () => {
  const session = Int32Array.of(1, 2, 3);
  const outcomes = { session, labelEnd: Int32Array.of(2, 3, 4), score: Float64Array.of(1, 2, 3) };
  assert.deepEqual(fitConformal(outcomes, 3, { alphas: [0.5, 0.1], window: 9 }), {
    asOf: 3,
    firstSession: 1,
    lastSession: 2,
    nScores: 2,
    levels: [{ alpha: 0.5, quantile: 2 }, { alpha: 0.1, quantile: null }],
  });
  const nothing = fitConformal(outcomes, 1);
  assert.deepEqual([nothing.firstSession, nothing.lastSession, nothing.nScores], [null, null, 0]);
  assert.throws(() => quantileAt(nothing, 0.3), {
    name: "RangeError",
    message: "Cannot find the conformal quantile at alpha 0.3: fitted were 0.2, 0.1",
  });
});

Deno.test("adaptiveQuantiles() grow after a miss and shrink after a hit, once either is known", () => {
  const session = Int32Array.from({ length: 6 }, (_, t) => t);
  const outcomes = {
    session,
    labelEnd: session.map((t) => t + 2),
    score: Float64Array.of(1, 1, 9, 0, 1, 1),
  };
  const { alpha, quantile } = adaptiveQuantiles(outcomes, session, { alpha: 0.5, gamma: 0.1 });
  assert.deepEqual([...quantile.subarray(0, 4)], [Infinity, Infinity, 1, 1]);
  // decided at 2 and missed, known at 4; decided at 3 and hit, known at 5; nothing could be stated at 0 and 1
  assert.deepEqual([...alpha].map((level) => level.toFixed(2)), [
    "0.50",
    "0.50",
    "0.50",
    "0.50",
    "0.45",
    "0.50",
  ]);
});

Deno.test("adaptiveQuantiles() miss as often as they say in the long run, whatever happens", () => {
  const scores = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), {
    minLength: 300,
    maxLength: 300,
  });
  const [target, gamma] = [0.2, 0.1];
  fc.assert(
    fc.property(scores, (values) => {
      const score = Float64Array.from(values);
      const session = Int32Array.from(values, (_, t) => t);
      const outcomes = { session, labelEnd: session.map((t) => t + 1), score };
      const { quantile } = adaptiveQuantiles(outcomes, session, { alpha: target, gamma, window: 20 });
      const missed = values.slice(1).filter((value, i) => value > quantile[i + 1]).length /
        (values.length - 1);
      const bound = (Math.max(target, 1 - target) + gamma) / (gamma * (values.length - 1)); // proposition 4.1
      assert.ok(Math.abs(missed - target) <= bound + 1e-12, `${missed}`);
    }),
    { numRuns: 20 },
  );
});

Deno.test("rollingQuantiles() refuse what does not fit", () => {
  const session = Int32Array.of(1, 2);
  const outcomes = { session, labelEnd: Int32Array.of(2, 3), score: Float64Array.of(0, 1) };
  const refuses = (change: Partial<Outcomes>, message: string) =>
    assert.throws(() => rollingQuantiles({ ...outcomes, ...change }, session, { alpha: 0.1 }), {
      name: "RangeError",
      message: `Cannot calibrate on outcomes: ${message}`,
    });
  refuses({ score: new Float64Array(1) }, "columns of one length are wanted, found 2, 2, 1");
  refuses(
    { session: Int32Array.of(2, 1) },
    "sessions in ascending order are wanted, found an earlier one in sample 1",
  );
  refuses({ labelEnd: Int32Array.of(0, 3) }, "labels that end later are wanted, found none in sample 0");
  refuses({ score: Float64Array.of(0, NaN) }, "scores of 0 or more are wanted, found NaN in sample 1");
  const rolls = (decisions: Int32Array, window: number, gamma = 0) => () =>
    adaptiveQuantiles(outcomes, decisions, { alpha: 0.1, window, gamma });
  assert.throws(rolls(session, 0), { message: /a window of at least 1 session is wanted, found 0/ });
  assert.throws(rolls(session, 1, -1), { message: /a gamma of 0 or more is wanted, found -1/ });
  assert.throws(rolls(Int32Array.of(2, 1), 1), { message: /decisions in ascending order are wanted, found/ });
});
