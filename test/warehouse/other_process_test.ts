import assert from "node:assert/strict";
import { BusyError } from "~/core/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { temporaryPath } from "./quotes_of.ts";

const SCRIPT = new URL("./other_process.ts", import.meta.url).pathname;

interface OtherProcess extends AsyncDisposable {
  readonly pid: number;
  /** Reads its output up to a line that starts like this, and returns the line. */
  saying(start: string): Promise<string>;
  kill(): Promise<void>;
}

/** Runs `other_process.ts`, if need be as the last word of a shell script. */
function spawn(mode: string, path: string, shell = ""): OtherProcess {
  const command = [Deno.execPath(), "run", "-A", SCRIPT, mode, path];
  const process = new Deno.Command("sh", {
    args: ["-c", `${shell}\nexec "$@"`, "sh", ...command],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    pid: process.pid,
    async saying(start) {
      for (;;) {
        const line = text.split("\n").slice(0, -1).find((line) => line.startsWith(start));
        if (line !== undefined) return line;
        const { value, done } = await output.read();
        if (done) {
          throw new Error(`Cannot wait for "${start}": the process ended after ${JSON.stringify(text)}`);
        }
        text += value;
      }
    },
    async kill() {
      try {
        process.kill("SIGKILL");
      } catch {
        // it ended by itself just now
      }
      await process.status;
    },
    async [Symbol.asyncDispose]() {
      await process.stdin.close().catch(() => {});
      await output.cancel();
      await process.status;
    },
  };
}

/** What is there must be the first file or both, whole. Returns how many files. */
async function assertWhole(path: string, readOnly: boolean): Promise<number> {
  await using warehouse = await openWarehouse(path, { readOnly });
  const names = (await warehouse.files()).map((file) => file.name);
  const { length, close } = await warehouse.quotes();
  if (names.length === 1) {
    assert.deepEqual(names, ["first"]);
    assert.equal(length, 5_000);
    assert.ok(close.every((price) => price === 1));
  } else {
    assert.deepEqual(names, ["first", "second"]);
    assert.equal(length, 240_000);
    assert.ok(close.every((price) => price === 2));
  }
  return names.length;
}

Deno.test("openWarehouse() refuses a database that another process holds, at once and naming it", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  {
    await using other = spawn("write", path);
    await other.saying("open");
    for (const readOnly of [false, true]) {
      await assert.rejects(
        openWarehouse(path, { readOnly }),
        new BusyError(`Cannot open "${path}": it must be free, process ${other.pid} holds it`),
      );
    }
  }
  await (await openWarehouse(path)).close();
});

Deno.test("openWarehouse() read-only lets other readers in and writers not", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await (await openWarehouse(path)).close();
  await using _reader = await openWarehouse(path, { readOnly: true });
  await using other = spawn("read", path);
  await other.saying("open");
  await using writer = spawn("write", path);
  assert.match(
    await writer.saying("BusyError"),
    /^BusyError: Cannot open ".*": it must be free, process \d+ holds it$/,
  );
});

Deno.test("close() lets another process in", async () => {
  await using folder = await temporaryPath();
  const warehouse = await openWarehouse(folder.path);
  await warehouse.quotes();
  await warehouse.close();
  await using other = spawn("write", folder.path);
  await other.saying("open");
});

for (
  const [moment, delayMs] of [
    ["first", 0],
    ["first", 50],
    ["first", 150],
    ["half", 0],
    ["half", 20],
    ["moving", 0],
    ["moving", 10],
    ["moving", 30],
    ["moving", 60],
    ["moving", 100],
    ["second", 0],
  ] as const
) {
  Deno.test(`storeFile() leaves no part of a file when killed ${delayMs} ms after "${moment}"`, async () => {
    await using folder = await temporaryPath();
    await using other = spawn("store", folder.path);
    await other.saying(moment);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await other.kill();
    const nFiles = await assertWhole(folder.path, true);
    assert.equal(await assertWhole(folder.path, false), nFiles);
    if (moment === "second") assert.equal(nFiles, 2);
  });
}

Deno.test("storeFile() loses nothing and says why when the disk takes no more", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  // No file may grow past 1 MB: writing on fails as on a full disk, once the signal for it is ignored.
  await using other = spawn("store", path, "trap '' XFSZ; ulimit -f 2048");
  await other.saying("first");
  const message = await other.saying("DataError");
  assert.match(message, /^DataError: Cannot store second in ".*b3\.duckdb": .*File too large$/);
  assert.equal(await assertWhole(path, false), 1);
});

Deno.test("storeActions() keeps the earlier actions and says why when the disk takes no more", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await using other = spawn("actions", path, "trap '' XFSZ; ulimit -f 1024");
  await other.saying("first");
  const message = await other.saying("DataError");
  assert.match(message, /^DataError: Cannot store second in ".*b3\.duckdb": .*File too large$/);
  await using warehouse = await openWarehouse(path);
  assert.deepEqual((await warehouse.actions()).map(({ file }) => file), ["first"]);
});
