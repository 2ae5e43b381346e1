import assert from "node:assert/strict";
import { climatology } from "~/baselines/mod.ts";
import type { Estimator } from "~/core/mod.ts";
import { evaluate, resolveRun, walkRun } from "~/pipeline/mod.ts";
import { randomWalkPanel } from "../market.ts";
import { preparedOf } from "./prepared.ts";
import { temporaryPath } from "../warehouse/quotes_of.ts";

const RUN = resolveRun({
  label: { horizon: 5 },
  folds: { nFolds: 2, testSessions: 40 },
  forest: { nEstimators: 3 },
});
const PANEL = randomWalkPanel(12, 500, 3);
const PREPARED = await preparedOf(PANEL, RUN);

Deno.test("walkRun() keeps its answers until they may be forgotten", async () => {
  await using folder = await temporaryPath();
  const walks = `${folder.path}.walks`;
  let nFits = 0;
  const counted: Estimator = {
    name: "counted",
    fit: (train, options) => {
      nFits++;
      return climatology().fit(train, options);
    },
  };
  const walk = () =>
    walkRun(RUN, PREPARED, [{ name: "counted", isBaseline: false, estimator: counted }], { walks });
  const first = await walk();
  assert.equal(nFits, 2); // one a fold
  const second = await walk();
  assert.equal(nFits, 2);
  assert.deepEqual(second.entries, first.entries);
  await second.forget();
  assert.deepEqual(await Array.fromAsync(Deno.readDir(walks)), []);
  await walk();
  assert.equal(nFits, 4);
});

Deno.test("evaluate() stopped in its second seed keeps the first one's answers, and none once it is done", async () => {
  await using folder = await temporaryPath();
  const walks = `${folder.path}.walks`;
  const stop = new AbortController();
  const stopped = evaluate(RUN, PREPARED, {
    seeds: 2,
    walks,
    signal: stop.signal,
    onProgress: (_, what) => what.endsWith("seed 2") && stop.abort(new Error("stopped")),
  });
  await assert.rejects(stopped, { message: "stopped" });
  const kept = await Array.fromAsync(Deno.readDir(walks));
  assert.equal(kept.length, 1); // the first seed's walk; of the second nothing was done
  const { evaluation } = await evaluate(RUN, PREPARED, { seeds: 2, walks });
  assert.deepEqual(await Array.fromAsync(Deno.readDir(walks)), []);
  assert.deepEqual(evaluation, (await evaluate(RUN, PREPARED, { seeds: 2 })).evaluation);
});
