import assert from "node:assert/strict";
import { assemble } from "~/crew/mod.ts";
import { counting } from "./counting.ts";

const N_TASKS = 50;
const DUTY = { purpose: "count", file: new URL("./counting_worker.ts", import.meta.url), begin: counting };

const setUp = (failing = -1) => ({
  counts: new Int32Array(new SharedArrayBuffer(8 * N_TASKS)),
  nTasks: N_TASKS,
  failing,
});

for (const nThreads of [1, 2, 3]) {
  Deno.test(`a team of ${nThreads} does every task of every round once`, async () => {
    const setup = setUp();
    const team = await assemble(DUTY, new Array(nThreads).fill(setup));
    for (let round = 0; round < 200; round++) team.round(round % 2, N_TASKS);
    await new Promise((resolve) => setTimeout(resolve, 20)); // threads fall asleep and must wake up again
    team.round(0, N_TASKS);
    team.dismiss();
    assert.deepEqual([...setup.counts], [...new Array(N_TASKS).fill(101), ...new Array(N_TASKS).fill(100)]);
  });
}

Deno.test("a round is done when it returns", async () => {
  const setup = setUp();
  const team = await assemble(DUTY, [setup, setup]);
  for (let round = 1; round <= 100; round++) {
    team.round(0, N_TASKS);
    assert.ok(setup.counts.subarray(0, N_TASKS).every((n) => n === round));
  }
  team.dismiss();
});

Deno.test("a team says so when a task fails, on whichever thread", async () => {
  const setup = setUp(N_TASKS - 1);
  const team = await assemble(DUTY, [setup, setup]);
  assert.throws(() => team.round(0, N_TASKS), /this task fails|Cannot count: a thread failed/);
  team.dismiss();
});

Deno.test("assemble() says so when a thread does not start", async () => {
  const duty = { ...DUTY, file: new URL("./no_such_file.ts", import.meta.url) };
  await assert.rejects(assemble(duty, [setUp(), setUp()]), /Cannot count: a thread failed/);
});
