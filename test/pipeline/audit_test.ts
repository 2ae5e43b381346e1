import assert from "node:assert/strict";
import { join } from "node:path";
import { isClear } from "~/audit/mod.ts";
import { DataError } from "~/core/mod.ts";
import { FEATURE_SETS } from "~/features/mod.ts";
import { auditRun, ingest, resolveRun, type RunInput } from "~/pipeline/mod.ts";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "b3.duckdb");
await ingest({ db: DB, from: ["data/sample"] });
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

/** Audits a run on the sample's first five years, with one fold and one cut to save time. */
async function auditOf(input: RunInput) {
  const run = { data: { to: "2020-12-30" }, folds: { nFolds: 1, testSessions: 100 }, ...input };
  return await auditRun(resolveRun(run), DB, { nCuts: 1 });
}

for (const features of Object.keys(FEATURE_SETS)) {
  Deno.test(`auditRun() clears the preset ${features} with thirds of returns on the sample`, async () => {
    const { checks, nSamples } = await auditOf({ features });
    assert.deepEqual(
      checks.map(({ outcome, summary }) => [outcome, summary]).filter(([it]) => it !== "pass"),
      [],
    );
    assert.ok(nSamples > 15_000);
  });
}

Deno.test("auditRun() flags the rule over a row's own indicators, and nothing else of it", async () => {
  const { checks, notAudited } = await auditOf({ features: "reference", label: { kind: "indicator_rule" } });
  assert.ok(!isClear(checks));
  assert.deepEqual(
    checks.filter(({ outcome }) => outcome !== "pass").map(({ name, outcome }) => [name, outcome]),
    [
      ["label from inputs", "flagged"],
    ],
  );
  const named = new Set(checks.at(-1)?.evidence.slice(0, 4).map(({ feature }) => feature));
  assert.deepEqual(named, new Set(["rsi_14", "macd", "volume_change", "price_momentum_5"]));
  assert.deepEqual(notAudited, ["best_buy_sell_spread", "close_to_best_buy"]); // the sample has no order book
});

Deno.test("auditRun() clears the rule's class of the next bar, on whatever features", async () => {
  for (const features of ["reference", "core"]) {
    const { checks } = await auditOf({ features, label: { kind: "next_indicator_rule" } });
    assert.deepEqual(
      checks.map(({ outcome, summary }) => [outcome, summary]).filter(([it]) => it !== "pass"),
      [],
    );
  }
});

Deno.test("auditRun() says what a run lacks before it audits anything", async () => {
  await assert.rejects(auditOf({ universe: { minTurnover: 1e15 } }), {
    name: DataError.name,
    message:
      /^Cannot audit run "rf": samples are wanted, none of \d+ rows is one; deno task prepare says why$/,
  });
  await assert.rejects(auditOf({ data: { last: "1y" } }), /^DataError: Cannot cut a fold of 100 test /);
});
