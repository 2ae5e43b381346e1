import assert from "node:assert/strict";
import { contendersOf, withEnsemble } from "~/pipeline/contenders.ts";
import { resolveRun } from "~/pipeline/mod.ts";
import { randomWalkPanel } from "../market.ts";

const RETURNS = { returns: randomWalkPanel(2, 30, 1) };

/** Names of the contenders: those that learn, then how many do not, and the first of those. */
function namesOf(input: unknown): [models: string[], firstBaseline: string] {
  const contenders = contendersOf(resolveRun(input), RETURNS, {});
  const models = contenders.filter(({ isBaseline }) => !isBaseline).map(({ name }) => name);
  assert.ok(contenders.slice(models.length).every(({ isBaseline }) => isBaseline)); // and come last
  return [models, contenders[models.length].name];
}

Deno.test("contendersOf() begins with the run's model; ridge stands beside it where the label is of the future", () => {
  assert.deepEqual(namesOf({}), [["forest", "forest, rank target", "ridge"], "majority"]);
  assert.deepEqual(namesOf({ kind: "lstm" }), [["lstm", "ridge"], "majority"]);
  const label = { kind: "next_indicator_rule" };
  assert.deepEqual(namesOf({ label }), [["forest"], "majority"]);
  assert.deepEqual(namesOf({ kind: "lstm", label }), [["lstm"], "majority"]);
});

Deno.test("withEnsemble() puts the mean rank of an LSTM and ridge after the models, and of one model none", () => {
  const session = Int32Array.of(1, 1, 1);
  const entry = (name: string, isBaseline: boolean, ...scores: number[]) => ({
    name,
    isBaseline,
    forecast: { probabilities: null, score: Float64Array.from(scores), expectedReturn: null },
  });
  const [lstm, ridge] = [entry("lstm", false, 9, 1, 5), entry("ridge", false, 0.2, 0.1, 0.3)];
  const baseline = entry("majority", true, 0, 0, 0);
  const all = withEnsemble([lstm, ridge, baseline], session);
  assert.deepEqual(all.map(({ name }) => name), ["lstm", "ridge", "lstm + ridge, mean rank", "majority"]);
  // Ranks 3, 1, 2 and 2, 1, 3 of three: the first and the last share the top.
  const [first, second, third] = all[2].forecast.score;
  assert.ok(first === third && first > second);
  assert.deepEqual(withEnsemble([lstm, baseline], session), [lstm, baseline]);
});
