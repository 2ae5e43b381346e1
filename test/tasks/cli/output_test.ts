import assert from "node:assert/strict";
import type { Prediction } from "~/core/mod.ts";
import { wholeNumber } from "../../../tasks/cli/command.ts";
import { table } from "../../../tasks/cli/output.ts";
import { predictionLines } from "../../../tasks/cli/predictions.ts";
import { runOf } from "../../../tasks/cli/run_flags.ts";

const PETR4: Prediction = {
  ticker: "PETR4",
  label: "sell",
  probabilities: { sell: 0.5, hold: 0.3, buy: 0.2 },
  expectedReturn: -0.012,
  expectedPrice: null,
  certainty: {
    intervals: [{ level: 0.8, low: -0.1, high: 0.1 }, { level: 0.9, low: -0.151, high: 0.151 }],
    classSet: { level: 0.9, classes: ["sell", "hold", "buy"] },
    isOutsideDomain: true,
    extremes: ["rsi_14", "volatility_20", "momentum"],
    advice: "do not act",
  },
  baseline: { sell: 1 / 3, hold: 1 / 3, buy: 1 / 3 },
  dataDate: "2022-12-29",
  lastClose: 24.5,
  horizon: 21,
  model: "rf@1",
  trainedThrough: "2022-12-29",
  verdict: "it does not beat its baselines",
  warnings: ["PETR4 is odd"],
};

Deno.test("table() puts numbers to the right and texts to the left", () => {
  assert.deepEqual(table(["who", "share", "n"], [["a", "+1.5 %", "-"], ["bc", "-10.0 %", "12"]]), [
    "who    share   n",
    "---  -------  --",
    "a     +1.5 %   -",
    "bc   -10.0 %  12",
  ]);
});

Deno.test("table() of nothing is its head", () => {
  assert.deepEqual(table(["a", "b"], []), ["a  b", "-  -"]);
});

Deno.test("predictionLines() says what, beside what one would say without a model, and how much to believe", () => {
  assert.match(predictionLines([{ ...PETR4, certainty: null }], "xs_tercile")[2], /-1\.2 % +- +- +24\.50/);
  const lines = predictionLines([PETR4, { ticker: "NONE3", refused: "Cannot predict NONE3" }], "xs_tercile");
  assert.match(
    lines[2],
    /^PETR4 ! +sell +50\.0 % +30\.0 % +20\.0 % +-1\.2 % +-15 % to \+15 % +do not act +24\.50 +2022-12-29 +rf@1$/,
  );
  assert.match(lines[3], /third of the session's shares over 21 sessions from the next open/);
  assert.match(lines[4], /^Without a model one would say sell 33\.3 %, hold 33\.3 %, buy 33\.3 %/);
  assert.deepEqual(lines.slice(5), [
    "How much to believe: it does not beat its baselines",
    "Cannot predict NONE3",
    "! PETR4 is unlike anything the model learned from, by rsi_14, volatility_20, momentum",
    "! PETR4 is odd",
  ]);
});

Deno.test("predictionLines() shows expected prices beside the close where a model claims to know them", () => {
  const without = { ...PETR4, ticker: "VALE3", expectedPrice: null };
  const lines = predictionLines([{ ...PETR4, expectedPrice: 24.206 }, without], "xs_tercile");
  assert.match(lines[0], / close +expected price +data of /);
  assert.match(lines[2], / 24\.50 +24\.21 +2022-12-29 /);
  assert.match(lines[3], / 24\.50 +- +2022-12-29 /);
  assert.ok(lines.some((line) => line.endsWith("Without a model one would say the close itself.")));
  assert.ok(!predictionLines([without], "xs_tercile").join().includes("price"));
});

Deno.test("predictionLines() of refusals alone has no table", () => {
  assert.deepEqual(predictionLines([{ ticker: "NONE3", refused: "no" }], "xs_tercile"), ["no"]);
});

Deno.test("wholeNumber() refuses what is none", () => {
  assert.equal(wholeNumber(1)("21"), 21);
  for (const text of ["0", "-1", "1.5", "1e3", "", "x", "257"]) {
    assert.throws(() => wholeNumber(1, 256)(text), { message: "a whole number from 1 to 256 is wanted" });
  }
});

Deno.test("runOf() lays flags over the run file, and only those given", async () => {
  const run = await runOf({ run: "tasks/runs/demo.json", horizon: 5, last: "3y", seed: 0 });
  assert.deepEqual([run.name, run.label, run.data, run.seed], [
    "demo",
    { kind: "xs_tercile", horizon: 5 },
    { last: "3y" },
    0,
  ]);
  assert.equal((await runOf({})).name, "rf");
});

Deno.test("runOf() puts one way of saying where the period begins in place of the other", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, JSON.stringify({ data: { last: "5y", to: "2022-01-03" } }));
  assert.deepEqual((await runOf({ run: file, fromDate: "2017-06-01" })).data, {
    to: "2022-01-03",
    from: "2017-06-01",
  });
  await Deno.remove(file);
});
