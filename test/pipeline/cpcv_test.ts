import assert from "node:assert/strict";
import { ConfigError } from "~/core/mod.ts";
import { rankingScores } from "~/evaluation/mod.ts";
import { panelScores, untrainedRankings } from "~/baselines/mod.ts";
import { cpcv, resolveRun } from "~/pipeline/mod.ts";
import { countTrials } from "~/registry/mod.ts";
import { randomWalkPanel } from "../market.ts";
import { preparedOf } from "./prepared.ts";
import { withRoot } from "../registry/saved.ts";

const RUN = resolveRun({ label: { horizon: 5 }, forest: { nEstimators: 3 }, folds: { embargoSessions: 2 } });
const PANEL = randomWalkPanel(15, 500, 3);
const PREPARED = await preparedOf(PANEL, RUN);

Deno.test(
  "cpcv() puts the answers of its folds together to whole histories",
  withRoot(async (models) => {
    const { blocks, contenders } = await cpcv(RUN, PREPARED, { nGroups: 4, nTest: 2, models });
    assert.equal(blocks.length, 6);
    const { dataset } = PREPARED;
    for (const { paths } of contenders) {
      assert.equal(paths.length, 3);
      assert.ok(paths.every(({ nSamples }) => nSamples === dataset.nSamples));
    }
    // A ranking without training says the same in every path: what it says of the whole history.
    const ranking = contenders.find(({ name }) => name === "momentum 12-1");
    const score = panelScores(PANEL, untrainedRankings(PANEL).momentum)(dataset);
    const known = [...score.keys()].filter((i) => Number.isFinite(score[i]));
    assert.ok(known.length > 0.9 * score.length);
    const expected = rankingScores(
      score.map((value) => Number.isFinite(value) ? value : 0),
      dataset.targetReturn,
      dataset.session,
      5,
    );
    for (const { ranking: { rankIc } } of ranking?.paths ?? []) {
      assert.ok(Math.abs((rankIc ?? NaN) - (expected.rankIc ?? NaN)) < 1e-12);
    }
    assert.ok(new Set(contenders[0].paths.map((path) => path.ranking.rankIc)).size > 1); // trained, so it differs
    assert.equal(await countTrials(models, "made up"), 1);
  }),
);

Deno.test("cpcv() refuses an LSTM that would look at validation samples", async () => {
  for (const lstm of [{ earlyStoppingPatience: 2 }, { lrScheduler: "plateau" as const }]) {
    const run = resolveRun({ kind: "lstm", folds: { validationSessions: 20 } }, { lstm });
    await assert.rejects(cpcv(run, PREPARED), {
      name: ConfigError.name,
      message: /^Cannot cross-validate run "lstm": .* set earlyStoppingPatience to null/,
    });
  }
});
