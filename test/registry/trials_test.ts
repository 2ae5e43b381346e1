import assert from "node:assert/strict";
import { join } from "node:path";
import { ModelError } from "~/core/mod.ts";
import {
  countFinalLooks,
  countTrials,
  listModels,
  readTrials,
  recipeHash,
  recordTrial,
} from "~/registry/mod.ts";
import { withRoot } from "./saved.ts";

const SCRIPT = new URL("./recording_process.ts", import.meta.url).pathname;

Deno.test(
  "countTrials() counts each recipe on the data once",
  withRoot(async (root) => {
    assert.equal(await countTrials(root, "d1"), 0);
    await recordTrial(root, { data: "d1", recipe: "a" });
    await recordTrial(root, { data: "d1", recipe: "b" });
    await recordTrial(root, { data: "d1", recipe: "a", sharpes: { top: 0.1 } });
    await recordTrial(root, { data: "d2", recipe: "a" });
    assert.deepEqual([await countTrials(root, "d1"), await countTrials(root, "d2")], [2, 1]);
    assert.deepEqual(await listModels(root), []);
  }),
);

Deno.test(
  "readTrials() keeps the latest Sharpe ratio of each strategy",
  withRoot(async (root) => {
    await recordTrial(root, { data: "d", recipe: "a", sharpes: { top: 0.1, both: 0.2 } });
    await recordTrial(root, { data: "d", recipe: "b" });
    await recordTrial(root, { data: "d", recipe: "a", sharpes: { top: 0.3 } });
    await recordTrial(root, { data: "d", recipe: "a" });
    assert.deepEqual(await readTrials(root, "d"), [
      { data: "d", recipe: "a", sharpes: { top: 0.3, both: 0.2 } },
      { data: "d", recipe: "b" },
    ]);
  }),
);

Deno.test(
  "recordTrial() makes the folder",
  withRoot(async (root) => {
    const folder = join(root, "models", "deep");
    await recordTrial(folder, { data: "d", recipe: "a" });
    assert.equal(await countTrials(folder, "d"), 1);
  }),
);

Deno.test(
  "two processes that record at the same time lose nothing",
  withRoot(async (root) => {
    const record = (first: number, end: number) =>
      new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--quiet",
          "--no-prompt",
          "--allow-read",
          "--allow-write",
          SCRIPT,
          root,
          "d",
          `${first}`,
          `${end}`,
        ],
        stdout: "null",
      }).output();
    const results = await Promise.all([record(0, 300), record(200, 500)]);
    for (const { success, stderr } of results) assert.ok(success, new TextDecoder().decode(stderr));
    assert.equal(await countTrials(root, "d"), 500);
    const lines = (await Deno.readTextFile(join(root, "trials.jsonl"))).split("\n").filter((line) =>
      line !== ""
    );
    assert.equal(lines.length, 600);
  }),
);

Deno.test(
  "a line that a killed process left unfinished is passed over, and the next one is whole",
  withRoot(async (root) => {
    const path = join(root, "trials.jsonl");
    await recordTrial(root, { data: "d", recipe: "a" });
    const whole = await Deno.readTextFile(path);
    for (const length of [1, 2, 10, whole.length - 2]) {
      await Deno.writeTextFile(path, whole + whole.slice(0, length));
      assert.equal(await countTrials(root, "d"), 1);
      await recordTrial(root, { data: "d", recipe: "b" });
      assert.equal(await countTrials(root, "d"), 2);
    }
  }),
);

Deno.test(
  "a line that is something else is refused",
  withRoot(async (root) => {
    await Deno.mkdir(root);
    for (
      const line of ["7", "{}", '{"data":"d","recipe":1}', '{"data":"d","recipe":"a","sharpes":{"top":null}}']
    ) {
      await Deno.writeTextFile(join(root, "trials.jsonl"), line + "\n");
      await assert.rejects(
        countTrials(root, "d"),
        (error) => error instanceof ModelError && /trials\.jsonl: a trial in every line/.test(error.message),
      );
    }
  }),
);

Deno.test("recipeHash() sees every value at every depth, and no order of keys", () => {
  const recipe = { forest: { trees: 100, leaf: 20 }, data: { tickers: ["A", "B"] } };
  const same = { data: { tickers: ["A", "B"] }, forest: { leaf: 20, trees: 100 } };
  const others = [
    { ...recipe, forest: { trees: 100, leaf: 21 } },
    { ...recipe, data: { tickers: ["B", "A"] } },
    { ...recipe, seed: 1 },
  ];
  assert.equal(recipeHash(recipe), recipeHash(same));
  assert.equal(new Set([recipe, ...others].map(recipeHash)).size, 4);
});

Deno.test(
  "countFinalLooks() counts every look at the untouched slice, the same one twice",
  withRoot(async (root) => {
    assert.equal(await countFinalLooks(root), 0);
    for (const data of ["d1", "d1", "d2"]) await recordTrial(root, { data, recipe: "a", isFinal: true });
    await recordTrial(root, { data: "d1", recipe: "a" });
    assert.equal(await countFinalLooks(root), 3);
  }),
);
