import assert from "node:assert/strict";
import { referenceLines } from "../../../tasks/cli/reference.ts";

Deno.test("referenceLines() shows a mean over seeds with its spread, and what is not known as a dash", () => {
  const published = {
    name: "published",
    split: "random",
    nTest: null,
    accuracy: 0.9,
    macroF1: 0.4,
    f1: { sell: null, hold: 0.95, buy: 0.1 },
  } as const;
  const mean = {
    ...published,
    name: "mean",
    split: "time",
    nTest: 50,
    std: { accuracy: 0.01, macroF1: 0.02 },
  } as const;
  const price = { name: "today", nRows: 40, rSquared: 0.9953, mae: 0.5, rmse: 1.25, mape: 0.0316 };
  const lines = referenceLines({ rule: [published, mean], prices: [price], horizon: 2 });
  const cellsOf = (name: string) => lines.find((line) => line.startsWith(name))?.trim().split(/\s{2,}/);
  assert.deepEqual(cellsOf("published"), [
    "published",
    "random",
    "-",
    "0.9000",
    "0.4000",
    "-",
    "0.9500",
    "0.1000",
  ]);
  assert.deepEqual(cellsOf("mean")?.slice(2, 5), ["50", "0.9000 ± 0.0100", "0.4000 ± 0.0200"]);
  assert.deepEqual(cellsOf("today"), ["today", "40", "0.99530", "0.500", "1.250", "3.160 %"]);
  assert.ok(lines.includes("Prices 2 sessions ahead:"));
});
