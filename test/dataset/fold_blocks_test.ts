import assert from "node:assert/strict";
import { combinatorialFolds, type FoldBlock, foldBlocks, walkForwardFolds } from "~/dataset/mod.ts";
import { spansOf } from "./spans.ts";

const shape = (blocks: readonly FoldBlock[]) => blocks.map(({ role, nSessions }) => `${role} ${nSessions}`);

Deno.test("foldBlocks() names what walk-forward folds learn from, leave out and test on", () => {
  const spans = spansOf(160, 3, 2);
  const sizes = { nFolds: 2, testSessions: 5, validationSessions: 8, embargoSessions: 2, trainSessions: 130 };
  const folds = walkForwardFolds(spans, sizes);
  const blocks = foldBlocks(spans, folds);
  // Labels end 3 sessions on: the last 3 before a block reach into it, the 2 before those are the embargo. Between
  // validation and test the label spans of validation reach as far as the test block.
  const expected = ["train 130", "embargo 2", "purge 3", "validation 3", "purge 5", "test 5"];
  assert.deepEqual(blocks.map(shape), [expected, expected]);
  const [{ firstSession, lastSession, nSamples }] = blocks[0];
  assert.deepEqual([firstSession, lastSession], [spans.session[folds[0].train[0]], spans.session[3 * 136]]);
  assert.equal(nSamples, 390);
});

Deno.test("foldBlocks() names purge on both sides of a test group and the embargo after it", () => {
  const spans = spansOf(60, 2, 1);
  const { folds } = combinatorialFolds(spans, { nGroups: 3, nTest: 1, embargoSessions: 3 });
  assert.deepEqual(foldBlocks(spans, folds).map(shape), [
    ["test 20", "purge 2", "embargo 3", "train 35"],
    ["train 18", "purge 2", "test 20", "purge 2", "embargo 3", "train 15"],
    ["train 38", "purge 2", "test 20"],
  ]);
});

Deno.test("foldBlocks() accounts for every sample between the first and the last that a fold uses", () => {
  const spans = spansOf(120, 2, 3);
  const { folds } = combinatorialFolds(spans, { nGroups: 5, nTest: 2 });
  for (const blocks of foldBlocks(spans, folds)) {
    assert.equal(blocks.reduce((sum, { nSamples }) => sum + nSamples, 0), 240);
    assert.ok(blocks.every(({ firstSession }, b) => b === 0 || firstSession > blocks[b - 1].lastSession));
  }
});

Deno.test("foldBlocks() shows a thinned train block as one, and counts what is learned from", () => {
  const session = Int32Array.from({ length: 30 }, (_, t) => t);
  const spans = { session, labelEnd: session.map((t) => t + 2) };
  const fold = {
    train: Int32Array.of(0, 5, 10, 15),
    validation: new Int32Array(0),
    test: Int32Array.of(27, 28, 29),
  };
  const [blocks] = foldBlocks(spans, [fold]);
  assert.deepEqual(blocks.map(({ role, nSessions, nSamples }) => [role, nSessions, nSamples]), [
    ["train", 4, 4],
    ["embargo", 9, 9],
    ["purge", 2, 2],
    ["test", 3, 3],
  ]);
});
