import assert from "node:assert/strict";
import type { KernelsName } from "~/lstm/kernels/kernels.ts";
import { ABSENT, type Layer, layerTest, newLayer } from "./layer.ts";

/** Depths with and without a row of padding, one step and many, gates in the middle of their range and at its ends. */
const TESTS = [
  layerTest(13, 5, 8, 32),
  layerTest(4, 17, 16, 64),
  layerTest(1, 1, 24, 32),
  layerTest(6, 2, 24, 96),
  layerTest(13, 1, 8, 64, 8),
];

/** A call of a kernel. */
interface Call {
  /** Which, and how. */
  readonly what: string;
  /** What plain kernels do before. */
  readonly before?: (layer: Layer) => void;
  /** The call. */
  readonly run: (layer: Layer) => number | void;
  /**
   * How far a number may be off, as a share of the greatest number of its block. Plain kernels add up in float64, others in
   * float32, whose every rounding is off by at most 6e-8: some 1e-6 in sums of up to a hundred products. Through time the
   * errors of up to 17 steps come on top of each other.
   */
  readonly tolerance: number;
}

const EXACT = 0;
const SUM = 2e-6;
const THROUGH_TIME = 1e-5;

const forward = (saves: boolean) => ({ kernels, at, test }: Layer) =>
  kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, test, saves);

const backward = (hasOuter: boolean) => ({ kernels, at, test }: Layer) => {
  const outer = hasOuter ? at.outer : 0;
  kernels.backward(at.wt, at.xh, at.gates, at.cell, at.squashed, at.dh, at.dc, at.dw, outer, test);
};

const beforeBackward = ({ plain, at, test }: Layer) => {
  const { depth, units } = test;
  plain.forward(at.w, at.xh, at.gates, at.cell, at.squashed, test, true);
  plain.transpose(at.w, at.wt, depth - units, units, depth, units);
};

const answerOne = (keepsAll: boolean) => ({ kernels, at, test }: Layer) =>
  kernels.answerOne(at.w, at.x, at.scratch, at.out, test.inputs, test, keepsAll);

const CALLS: readonly Call[] = [
  {
    what: "gather()",
    run: ({ kernels, at, test }) => kernels.gather(at.source, at.offsets, at.xh, test.inputs, test),
    tolerance: EXACT,
  },
  { what: "forward() that saves", run: forward(true), tolerance: THROUGH_TIME },
  { what: "forward() that does not save", run: forward(false), tolerance: THROUGH_TIME },
  { what: "backward()", before: beforeBackward, run: backward(false), tolerance: THROUGH_TIME },
  {
    what: "backward() below a layer",
    before: beforeBackward,
    run: backward(true),
    tolerance: THROUGH_TIME,
  },
  {
    what: "multiply()",
    run: ({ kernels, at, test: { depth, units, lanes } }) =>
      kernels.multiply(at.w, at.xh, at.gates, 4 * units, depth, lanes),
    tolerance: SUM,
  },
  {
    what: "accumulate()",
    run: ({ kernels, at, test: { depth, units, lanes } }) =>
      kernels.accumulate(at.gates, at.xh, at.dw, units, depth, lanes),
    tolerance: SUM,
  },
  {
    what: "transpose() of what multiplies the hidden state",
    run: ({ kernels, at, test: { depth, units } }) =>
      kernels.transpose(at.w, at.wt, depth - units, units, depth, units),
    tolerance: EXACT,
  },
  {
    what: "transpose() of what multiplies inputs",
    run: ({ kernels, at, test: { inputs, depth, units } }) =>
      kernels.transpose(at.w, at.wt, 0, 4 * Math.ceil(inputs / 4), depth, units),
    tolerance: EXACT,
  },
  {
    what: "add()",
    run: ({ kernels, at, block }) => kernels.add(at.dw, at.w, block("w").length),
    tolerance: EXACT,
  },
  {
    what: "sumOfSquares()",
    run: ({ kernels, at, block }) => kernels.sumOfSquares(at.w, block("w").length),
    tolerance: THROUGH_TIME,
  },
  {
    what: "adam()",
    run: ({ kernels, at, block }) => {
      const step = { rate: 1e-2, epsilon: 1e-8, scale: 0.7, l2: 0.02, decay: 0.001 };
      kernels.adam(at.w, at.dw, at.mean, at.square, block("w").length, step);
    },
    tolerance: SUM,
  },
  { what: "answerOne() that keeps all", run: answerOne(true), tolerance: THROUGH_TIME },
  { what: "answerOne() that keeps the last", run: answerOne(false), tolerance: THROUGH_TIME },
];

/** A layer after a call, with what was in its memory before it. */
function called(layer: Layer, { before, run }: Call) {
  before?.(layer);
  const found = layer.all.slice();
  return { layer, before: found, result: run(layer) };
}

for (const name of Object.keys(ABSENT) as (keyof typeof ABSENT)[]) {
  for (const call of CALLS) {
    Deno.test({
      name: `${name}: ${call.what} as plain TypeScript does it, and nothing else in memory is touched`,
      ignore: ABSENT[name],
      fn() {
        for (const test of TESTS) {
          const [wanted, found] = (["plain", name] satisfies KernelsName[]).map((set) =>
            called(newLayer(test, set), call)
          );
          if (wanted.result !== undefined) {
            assert.ok(Math.abs(Number(found.result) / Number(wanted.result) - 1) < call.tolerance);
          }
          assertSame(found, wanted, call.tolerance);
        }
      },
    });
  }
}

type Called = ReturnType<typeof called>;

function assertSame(found: Called, wanted: Called, tolerance: number): void {
  const { at } = wanted.layer;
  const firsts = Object.values(at).map((address) => address / 4);
  const ends = [...firsts.slice(1), wanted.layer.all.length];
  Object.keys(at).forEach((name, i) => {
    const [before, now, wantedNow] = [found.before, found.layer.all, wanted.layer.all].map((all) =>
      all.subarray(firsts[i], ends[i])
    );
    const greatest = wantedNow.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let k = 0; k < now.length; k++) {
      const isUntouched = Object.is(wantedNow[k], before[k]);
      const isSame = isUntouched
        ? Object.is(now[k], before[k]) || Math.abs(now[k] - before[k]) <= tolerance * greatest
        : Math.abs(now[k] - wantedNow[k]) <= tolerance * greatest;
      if (!isSame) {
        assert.fail(
          `${name}[${k}]: wanted ${wantedNow[k]}, found ${now[k]} in ${JSON.stringify(found.layer.test)}`,
        );
      }
    }
  });
}
