import assert from "node:assert/strict";
import type { ReliabilityBin } from "~/evaluation/mod.ts";
import { reliabilityFigure } from "~/report/mod.ts";

const bin = (confidence: number, share: number, nSamples: number): ReliabilityBin => ({
  bin: Math.floor(confidence * 15),
  confidence,
  share,
  nSamples,
});
const RELIABILITY = {
  topClass: [bin(0.4, 0.38, 400), bin(0.5, 0.45, 100), bin(0.9, 0, 29)],
  byClass: {
    sell: [bin(0.3, 0.31, 200)],
    hold: [bin(0.33, 0.33, 300)],
    buy: [bin(0.35, 0.3, 1000)],
  },
};

Deno.test("reliabilityFigure() draws shares against probabilities beside the diagonal, few answers left out", () => {
  const { data, alt } = reliabilityFigure(RELIABILITY);
  const [diagonal, line] = data;
  assert.deepEqual(diagonal.x, diagonal.y);
  assert.deepEqual([line.x, line.y, line.text], [[0.4, 0.5], [0.38, 0.45], ["400 answers", "100 answers"]]);
  const { size } = line.marker as { size: number[] };
  assert.deepEqual(size, [18, 12]); // area over that of none grows with the answers
  assert.equal(
    alt,
    "Probability said against the share that came: most probable class, 400 answers, on average 40.0\u00a0% said and " +
      "38.0\u00a0% came; most probable class, 100 answers, on average 50.0\u00a0% said and 45.0\u00a0% came",
  );
});

Deno.test("reliabilityFigure() draws each class with its mark, both axes over the same range", () => {
  const { data, layout } = reliabilityFigure(RELIABILITY, "byClass", "pt");
  assert.deepEqual(data.slice(1).map(({ name, x }) => [name, x]), [
    ["comprar", [0.35]],
    ["manter", [0.33]],
    ["vender", [0.3]],
  ]);
  assert.equal(new Set(data.slice(1).map(({ marker }) => (marker as { symbol: string }).symbol)).size, 3);
  const [x, y] = [layout.xaxis, layout.yaxis] as { range: number[] }[];
  assert.deepEqual(x.range, y.range);
  assert.ok(x.range[0] < 0.3 && x.range[1] > 0.35);
});

Deno.test("reliabilityFigure() without enough answers is the diagonal from 0 to 1", () => {
  const { data, alt } = reliabilityFigure({ ...RELIABILITY, topClass: [] });
  assert.deepEqual(data[0].x, [0, 1]);
  assert.equal(alt, "Probability said against the share that came: no answer");
});
