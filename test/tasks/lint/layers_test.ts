import assert from "node:assert/strict";
import plugin from "../../../tasks/lint/layers.ts";
import { ROOMS } from "../../../tasks/lint/rooms.ts";

/** What the plugin says of a source file at a path. */
function lint(path: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, path, source).map((diagnostic) => diagnostic.message);
}

Deno.test("layers: rooms import only rooms above them, so there is no circle", () => {
  const order = Object.keys(ROOMS);
  for (const [room, { imports }] of Object.entries(ROOMS)) {
    for (const other of imports) assert.ok(order.indexOf(other) < order.indexOf(room), `${room} -> ${other}`);
  }
});

Deno.test("layers: every folder of src/ is a room with a mod.ts", () => {
  for (const entry of Deno.readDirSync("src")) {
    if (!entry.isDirectory) continue;
    assert.ok(entry.name in ROOMS, `src/${entry.name} is not in tasks/lint/rooms.ts`);
    assert.ok(Deno.statSync(`src/${entry.name}/mod.ts`).isFile);
  }
});

Deno.test("layers: features cannot import labels, whichever way it is written", () => {
  const expected = ['Room "features" must not import room "labels"'];
  assert.deepEqual(lint("/x/src/features/rsi.ts", `import { a } from "~/labels/mod.ts";`), expected);
  assert.deepEqual(lint("/x/src/features/rsi.ts", `import { a } from "../labels/mod.ts";`), expected);
  assert.deepEqual(lint("/x/src/features/rsi.ts", `export * from "~/labels/mod.ts";`), expected);
  assert.deepEqual(lint("/x/src/features/rsi.ts", `await import("~/labels/mod.ts");`), expected);
});

Deno.test("layers: another room is imported by its mod.ts", () => {
  assert.deepEqual(lint("/x/src/features/rsi.ts", `import { a } from "~/core/panel.ts";`), [
    'Import room "core" by its mod.ts, not by core/panel.ts',
  ]);
  assert.deepEqual(lint("/x/src/features/rsi.ts", `import { a } from "~/core/mod.ts";`), []);
});

Deno.test("layers: a pure room uses no disk, clock, ambient randomness, network or console", () => {
  const source = `
    Deno.readTextFile("x"); Math.random(); Date.now(); new Date(); performance.now(); console.log(1); fetch("x");
    import fs from "node:fs/promises";`;
  assert.equal(lint("/x/src/features/rsi.ts", source).length, 8);
  assert.deepEqual(lint("/x/src/warehouse/open.ts", source), []);
  assert.deepEqual(lint("/x/src/features/rsi.ts", "Math.max(1, 2);"), []);
});
