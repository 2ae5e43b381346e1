import assert from "node:assert/strict";
import { audit, type AuditSubject, isClear, learnBy } from "~/audit/mod.ts";
import { walkForwardFolds } from "~/dataset/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import { type Faults, featureOf, HONEST, subjectOf } from "./subject.ts";

const LEARN = learnBy(forestClassifier({ nEstimators: 3, minSamplesLeaf: 50 }), 1);

async function auditSubject(faults: Faults = {}): Promise<AuditSubject> {
  const subject = await subjectOf(faults);
  const folds = walkForwardFolds(subject.whole.dataset, { nFolds: 1, testSessions: 20, embargoSessions: 5 });
  return { ...subject, folds, embargo: { before: 5 }, learn: LEARN };
}

Deno.test("audit() runs every check in the order of the data, and says how far it is", async () => {
  const seen: string[] = [];
  const checks = await audit(await auditSubject(), {
    seed: 1,
    onProgress: (done, what) => seen.push(`${done.toFixed(2)} ${what}`),
  });
  assert.deepEqual(checks.map(({ name, outcome }) => [name, outcome]), [
    ["truncation", "pass"],
    ["future noise", "pass"],
    ["warm-up", "pass"],
    ["folds", "pass"],
    ["fit", "pass"],
    ["shuffled labels", "pass"],
    ["label from inputs", "pass"],
  ]);
  assert.ok(isClear(checks));
  assert.deepEqual([seen[0], seen.at(-1)], ["0.00 truncation", "1.00 done"]);
});

Deno.test("audit() says the same for the same seed and draws other sessions for another", async () => {
  const [a, b, c] = await Promise.all(
    [1, 1, 2].map(async (seed) => await audit(await auditSubject(), { seed })),
  );
  assert.deepEqual(a, b);
  assert.notEqual(a[0].summary, c[0].summary);
});

Deno.test("audit() is plain data, ready for JSON", async () => {
  const leaking = featureOf("tomorrow", ({ close }) => close.map((c, t) => close[t + 1] / c - 1));
  const checks = await audit(await auditSubject({ features: [...HONEST, leaking] }), { seed: 1, nCuts: 1 });
  assert.deepEqual(JSON.parse(JSON.stringify(checks)), checks);
  assert.ok(!isClear(checks));
  assert.deepEqual(checks.filter(({ outcome }) => outcome === "leak").map(({ name }) => name), [
    "truncation",
    "future noise",
  ]);
});

Deno.test("audit() refuses to audit nothing", async () => {
  await assert.rejects(audit({ ...await auditSubject(), folds: [] }, { seed: 1 }), {
    name: "RangeError",
    message: /^Cannot audit: samples and folds are wanted, found \d+ and 0$/,
  });
});
