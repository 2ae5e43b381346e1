import assert from "node:assert/strict";
import { ModelError } from "~/core/mod.ts";
import { readTraining } from "~/pipeline/mod.ts";
import { loadVersion } from "~/registry/mod.ts";
import { save, withRoot } from "../registry/saved.ts";

Deno.test(
  "readTraining() refuses a version that has no record, or one of another shape",
  withRoot(async (root) => {
    const leaderboard = { horizon: 21, rows: [], verdicts: [] };
    const evaluation = { leaderboard, folds: [], blocks: [], histories: [], certainty: {} };
    const record = {
      evaluation,
      facts: { importances: {} },
      account: { sources: [], leftOut: {}, actions: [], findings: [], tickers: [], byYear: [] },
      backtest: { report: {}, estimates: {} },
    };
    const read = async (documents: Record<string, unknown>) => {
      const { folder } = await save(root, undefined, documents);
      return readTraining(await loadVersion(root, folder));
    };
    assert.equal(JSON.stringify(await read({ training: record })), JSON.stringify(record));
    const refuses = (documents: Record<string, unknown>, message: RegExp) =>
      assert.rejects(read(documents), { name: ModelError.name, message });
    const rows = (row: unknown) => ({
      ...record,
      evaluation: { ...evaluation, leaderboard: { ...evaluation.leaderboard, rows: [row] } },
    });
    const row = { classification: {}, ranking: {}, quantiles: {}, byYear: [], byTicker: [] };
    assert.ok(await read({ training: rows(row) }));
    const { quantiles: _, ...earlier } = row;
    await refuses({ training: rows(earlier) }, /its scores are of an earlier release; train the run again$/);
    await refuses({}, /training\.json: the version has no such file$/);
    const { facts: __, ...rest } = record;
    for (const training of [null, [], {}, rest, { ...record, evaluation: {} }]) {
      await refuses({ training }, /training\.json: the document "training" is wanted, found something else$/);
    }
  }),
);
