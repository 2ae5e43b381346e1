import assert from "node:assert/strict";
import fc from "fast-check";
import { Random } from "~/core/mod.ts";
import { drawRows, emptyBag } from "~/forest/bag.ts";
import { type Criterion, type Cut, scoreOf } from "~/forest/criterion.ts";
import { giniCriterion } from "~/forest/gini.ts";
import { squaredErrorCriterion } from "~/forest/squared_error.ts";

/** Judges one feature over all rows, each once unless drawn. */
function judge(criterion: Criterion, bins: Uint8Array, y: Uint8Array, minRows: number, draw?: Random) {
  const bag = emptyBag(y.length);
  const nRows = drawRows(bag, y, draw ? y.length : null, draw ?? new Random(0));
  const totals = new Float64Array(4);
  const best: Cut = { score: NaN, bin: -1 };
  const isPure = criterion.isPure(bag, 0, nRows, totals);
  const varies = criterion.findCut(bins, bag, 0, nRows, totals, minRows, best);
  const again: Cut = { score: NaN, bin: -1 };
  criterion.findCut(bins, bag, 0, nRows, totals, minRows, again);
  assert.deepEqual(again, best, "the histogram was not left empty");
  return { bag, nRows, totals, isPure, varies, best };
}

Deno.test("giniCriterion() finds the cut between the classes", () => {
  const y = Uint8Array.of(0, 0, 0, 2, 2, 1);
  const { totals, isPure, varies, best } = judge(
    giniCriterion([1, 1, 1]),
    Uint8Array.of(0, 1, 1, 2, 3, 3),
    y,
    1,
  );
  assert.deepEqual([...totals], [3, 1, 2, 6]);
  assert.equal(scoreOf(totals), (9 + 1 + 4) / 6);
  assert.deepEqual([isPure, varies], [false, true]);
  assert.deepEqual(best, { score: 9 / 3 + (1 + 4) / 3, bin: 1 });
});

Deno.test("giniCriterion() weighs classes", () => {
  const y = Uint8Array.of(0, 0, 0, 2, 2, 1);
  const { totals, best } = judge(giniCriterion([2, 3, 0.5]), Uint8Array.of(0, 1, 1, 2, 3, 4), y, 1);
  assert.deepEqual([...totals], [6, 3, 1, 10]);
  assert.deepEqual(best, { score: 36 / 6 + (9 + 1) / 4, bin: 1 });
});

Deno.test("squaredErrorCriterion() finds the cut between small and great targets", () => {
  const criterion = squaredErrorCriterion(Float64Array.of(-1, 1, 5, 7));
  const { totals, isPure, best } = judge(criterion, Uint8Array.of(9, 8, 7, 6), new Uint8Array(4), 1);
  assert.deepEqual([totals[0], totals[3], isPure], [12, 4, false]);
  assert.deepEqual(best, { score: 12 * 12 / 2 + 0, bin: 7 });
});

const criteria = {
  gini: giniCriterion([1, 1, 1]),
  squared_error: squaredErrorCriterion(Float64Array.of(1, 1, 2, 1)),
};

for (const [name, criterion] of Object.entries(criteria)) {
  const y = Uint8Array.of(0, 0, 2, 0);

  Deno.test(`${name} criterion halves a stretch of empty bins`, () => {
    assert.equal(judge(criterion, Uint8Array.of(10, 10, 20, 10), y, 1).best.bin, 14);
    assert.equal(judge(criterion, Uint8Array.of(10, 10, 11, 10), y, 1).best.bin, 10);
  });

  Deno.test(`${name} criterion leaves enough distinct rows on both sides or finds no cut`, () => {
    assert.equal(judge(criterion, Uint8Array.of(1, 2, 4, 3), y, 2).best.bin, 2);
    const { varies, best } = judge(criterion, Uint8Array.of(1, 1, 4, 1), y, 2);
    assert.deepEqual([varies, best.score], [true, -Infinity]);
  });

  Deno.test(`${name} criterion tells a constant feature and leaves the best cut as it was`, () => {
    const { varies, best } = judge(criterion, Uint8Array.of(5, 5, 5, 5), y, 1);
    assert.equal(varies, false);
    assert.deepEqual(best, { score: NaN, bin: -1 });
  });
}

Deno.test("both criteria tell targets that are all alike", () => {
  const bins = Uint8Array.of(1, 2, 3);
  for (const code of [0, 1, 2]) {
    assert.equal(judge(giniCriterion([1, 2, 3]), bins, new Uint8Array(3).fill(code), 1).isPure, true);
  }
  const alike = squaredErrorCriterion(Float64Array.of(0.1, 0.1, 0.1));
  assert.equal(judge(alike, bins, new Uint8Array(3), 1).isPure, true);
});

Deno.test("both criteria find what trying every cut finds, rows drawn several times included", () => {
  const rows = fc.array(fc.record({ bin: fc.nat(9), y: fc.nat(2) }), { minLength: 2, maxLength: 40 });
  fc.assert(fc.property(rows, fc.integer({ min: 1, max: 4 }), fc.nat(99), (rows, minRows, seed) => {
    const bins = Uint8Array.from(rows, (row) => row.bin);
    const y = Uint8Array.from(rows, (row) => row.y);
    const byClass = judge(giniCriterion([1, 1, 1]), bins, y, minRows, new Random(seed));
    const byError = judge(squaredErrorCriterion(Float64Array.from(y)), bins, y, minRows, new Random(seed));
    const drawn = [...byClass.bag.rows.subarray(0, byClass.nRows)].map((row, i) => ({
      bin: bins[row],
      y: y[row],
      times: byClass.bag.codes[i] >>> 2,
    }));
    let gini = -Infinity, error = -Infinity;
    for (let cut = 0; cut < 9; cut++) {
      const sides = [drawn.filter((row) => row.bin <= cut), drawn.filter((row) => row.bin > cut)];
      if (sides.some((side) => side.length < minRows)) continue;
      const sum = (of: (row: typeof drawn[0]) => number) =>
        sides.map((side) => side.reduce((s, row) => s + row.times * of(row), 0));
      const weights = sum(() => 1);
      const classSums = [0, 1, 2].map((k) => sum((row) => Number(row.y === k)));
      gini = Math.max(gini, ...[
        weights.reduce((s, w, side) => s + classSums.reduce((q, n) => q + n[side] ** 2, 0) / w, 0),
      ]);
      error = Math.max(error, sum((row) => row.y).reduce((s, n, side) => s + n ** 2 / weights[side], 0));
    }
    for (const [{ varies, best }, wanted] of [[byClass, gini], [byError, error]] as const) {
      assert.equal(varies, new Set(drawn.map((row) => row.bin)).size > 1);
      if (varies) {
        assert.ok(best.score === wanted || Math.abs(best.score - wanted) < 1e-9, `${best.score}, ${wanted}`);
      }
    }
  }));
});
