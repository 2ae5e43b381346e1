import assert from "node:assert/strict";
import { doTasks, onSharedMemory, type Program } from "~/crew/mod.ts";
import { begin, type Setup } from "./squares.ts";

const SQUARES: Program<Setup, { readonly square: Float64Array }> = {
  purpose: "square numbers",
  file: new URL("./squares_worker.ts", import.meta.url),
  begin,
};
const N = 20;

for (const workers of [1, 3]) {
  const setups = (broken?: number) => {
    const shared = onSharedMemory(new Float64Array(N));
    return Array.from({ length: workers }, () => ({ shared, ...(broken !== undefined && { broken }) }));
  };

  Deno.test(`doTasks() does each task once and brings its columns home, ${workers} worker(s)`, async () => {
    const given = setups();
    const found: number[][] = [];
    await doTasks(SQUARES, given, N, ({ square }, task) => found.push([task, ...square]));
    const wanted = Array.from({ length: N }, (_, task) => [task, task, task * task]);
    assert.deepEqual(found.sort(([a], [b]) => a - b), wanted);
    assert.deepEqual([...given[0].shared], wanted.map(([, , square]) => square)); // nothing was copied
  });

  Deno.test(`doTasks() without tasks ends, ${workers} worker(s)`, async () => {
    await doTasks(SQUARES, setups(), 0, () => assert.fail("there is none"));
  });

  Deno.test(`doTasks() rejects when a task fails, ${workers} worker(s)`, async () => {
    await assert.rejects(doTasks(SQUARES, setups(7), N, () => {}), /7 is not to be squared/);
  });

  Deno.test(`doTasks() does nothing when it is aborted already, ${workers} worker(s)`, async () => {
    const reason = new Error("too late");
    const options = { signal: AbortSignal.abort(reason) };
    await assert.rejects(doTasks(SQUARES, setups(), N, () => assert.fail("begun"), options), reason);
  });
}

Deno.test("doTasks() says what it was about when a worker fails", async () => {
  const setup = { shared: onSharedMemory(new Float64Array(N)), broken: 0 };
  await assert.rejects(doTasks(SQUARES, [setup, setup], N, () => {}), {
    message: "Cannot square numbers: a worker failed: RangeError: 0 is not to be squared",
  });
  const file = new URL("./nowhere.ts", import.meta.url);
  await assert.rejects(
    doTasks({ ...SQUARES, file }, [setup, setup], N, () => {}),
    /^Error: Cannot square numbers: a worker failed: ./,
  );
});

Deno.test("onSharedMemory() copies once", () => {
  const own = Float32Array.of(1, 2);
  const shared = onSharedMemory(own);
  assert.notEqual(shared, own);
  assert.deepEqual([...shared], [1, 2]);
  assert.equal(onSharedMemory(shared), shared);
});
