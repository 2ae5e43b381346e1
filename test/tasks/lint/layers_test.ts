import assert from "node:assert/strict";
import { fileURLToPath, pathToFileURL } from "node:url";
import plugin from "../../../tasks/lint/layers.ts";
import { sources } from "./sources.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What the plugin says of a text at a path of the project. */
function lint(path: string, text: string): string[] {
  return Deno.lint.runPlugin(plugin, `${ROOT}${path}`, text).map((diagnostic) => diagnostic.message);
}

/** Asserts that each text has the one fault named beside it, wherever the file stands. */
function assertRefused(path: string, cases: readonly (readonly [text: string, fault: string])[]) {
  for (const [text, fault] of cases) assert.deepEqual(lint(path, text), [fault], text);
}

Deno.test("layers: there is no fault in src/", () => {
  for (const { path, text } of sources()) assert.deepEqual(lint(path, text), [], path);
});

Deno.test("layers/direction: features cannot import labels, whichever way it is written", () => {
  const fault = 'Room "features" must not import room "labels"';
  assertRefused("src/features/rsi.ts", [
    [`import { a } from "~/labels/mod.ts";`, fault],
    [`import type { A } from "~/labels/mod.ts";`, fault],
    [`import "~/labels/mod.ts";`, fault],
    [`import { a } from "../labels/mod.ts";`, fault],
    [`import { a } from "~/core/../labels/mod.ts";`, fault],
    [`import { a } from "${new URL("src/labels/mod.ts", pathToFileURL(ROOT))}";`, fault],
    [`import { a } from "${ROOT}src/labels/mod.ts";`, fault],
    [`export * from "~/labels/mod.ts";`, fault],
    [`export { a } from "~/labels/mod.ts";`, fault],
    [`await import("~/labels/mod.ts");`, fault],
    [`let a: import("~/labels/mod.ts").ForwardReturns;`, fault],
    [`let a: typeof import("~/labels/mod.ts");`, fault],
  ]);
});

Deno.test("layers/direction: what is imported is named by a plain string, in every room", () => {
  const fault = "Import by a plain string";
  for (const path of ["src/features/rsi.ts", "src/pipeline/train.ts"]) {
    assertRefused(path, [
      ["await import(`~/labels/mod.ts`);", fault],
      [`await import("~/lab" + "els/mod.ts");`, fault],
      ["const r = 'labels'; await import(`~/${r}/mod.ts`);", fault],
      ["const r = '~/labels/mod.ts'; await import(r);", fault],
      [`import labels = require("~/labels/mod.ts");`, fault],
      ["import read = Deno.readTextFile;", fault],
    ]);
  }
});

Deno.test("layers/direction: another room is imported by its mod.ts, one's own as one likes", () => {
  const fault = 'Import room "core" by its mod.ts, not by core/panel.ts';
  assertRefused("src/features/rsi.ts", [
    [`import { a } from "~/core/panel.ts";`, fault],
    [`import { a } from "../core/panel.ts";`, fault],
  ]);
  assert.deepEqual(
    lint("src/features/rsi.ts", `import { a } from "~/core/mod.ts"; import "./rolling.ts";`),
    [],
  );
  assert.deepEqual(
    lint("src/report/sections/data.ts", `import { a } from "../html.ts"; import "./b.ts";`),
    [],
  );
  assert.deepEqual(
    lint("tasks/train.ts", `import { a } from "~/core/panel.ts"; import "~/labels/mod.ts";`),
    [],
  );
});

Deno.test("layers/direction: no room imports what is outside of src/", () => {
  for (const path of ["src/features/rsi.ts", "src/pipeline/train.ts"]) {
    assertRefused(
      path,
      [
        `../../tasks/cli/output.ts`,
        `~/../tasks/cli/output.ts`,
        `../../test/market.ts`,
        `../../deno.json`,
        `file:///x/src/labels/mod.ts`,
        `/x/src/labels/mod.ts`,
      ].map((specifier) => [
        `import a from "${specifier}";`,
        `Files of src/ must not import "${specifier}", outside of it`,
      ]),
    );
  }
});

Deno.test("layers/direction: every file is in a room that is listed", () => {
  assert.deepEqual(lint("src/nosuch/a.ts", ""), ['"src/nosuch" is no room of tasks/lint/rooms.ts']);
  assert.deepEqual(lint("src/constructor/a.ts", ""), ['"src/constructor" is no room of tasks/lint/rooms.ts']);
  assert.deepEqual(lint("src/a.ts", ""), ['"src/a.ts" is no room of tasks/lint/rooms.ts']);
});

Deno.test("layers/direction: src/mod.ts may import every room by its mod.ts, and no room src/mod.ts", () => {
  assert.deepEqual(
    lint("src/mod.ts", `export * from "~/features/mod.ts"; export * from "./pipeline/mod.ts";`),
    [],
  );
  assertRefused("src/mod.ts", [
    [`export * from "~/core/panel.ts";`, 'Import room "core" by its mod.ts, not by core/panel.ts'],
  ]);
  assertRefused("src/pipeline/train.ts", [
    [`import "~/mod.ts";`, 'Room "pipeline" must not import room ""'],
  ]);
});

Deno.test("layers/direction: of all folders named src only the project's own counts", () => {
  const text = `import { a } from "~/labels/mod.ts"; import b from "../../../tasks/b.ts";`;
  for (
    const path of ["test/src/features/rsi.ts", "../src/app/src/features/rsi.ts", "../src/core/test/rsi.ts"]
  ) {
    assert.deepEqual(lint(path, text), [], path);
  }
  assertRefused("src/features/src/labels/rsi.ts", [
    [`import { a } from "~/labels/mod.ts";`, 'Room "features" must not import room "labels"'],
  ]);
});

Deno.test("layers/purity: a pure file imports no package but those that only compute", () => {
  const specifiers = [
    "node:fs",
    "node:fs/promises",
    "node:process",
    "node:child_process",
    "node:crypto",
    "node:module",
    "fs",
    "@duckdb/node-api",
    "npm:left-pad@1",
    "https://x/y.ts",
  ];
  for (const specifier of specifiers) {
    const fault = `Pure file features/rsi.ts must not use "${specifier}"`;
    assertRefused("src/features/rsi.ts", [
      [`import a from "${specifier}";`, fault],
      [`import { a } from "${specifier}";`, fault],
      [`import * as a from "${specifier}";`, fault],
      [`import type { A } from "${specifier}";`, fault],
      [`export { a } from "${specifier}";`, fault],
      [`export * from "${specifier}";`, fault],
      [`await import("${specifier}");`, fault],
      [`let a: import("${specifier}").A;`, fault],
    ]);
    assert.deepEqual(lint("src/warehouse/open.ts", `import a from "${specifier}";`), []);
  }
  assert.deepEqual(lint("src/features/rsi.ts", `import * as z from "zod"; import "@zip.js/zip.js";`), []);
});

/** Texts that reach out into the world, and what they are said to use. */
const REACHING: readonly (readonly [text: string, use: string])[] = [
  [`Deno.readTextFile("x");`, "Deno"],
  ["const d = Deno;", "Deno"],
  ["const { readTextFile } = Deno;", "Deno"],
  [`globalThis.Deno.readTextFile("x");`, "globalThis"],
  ["new globalThis.Date();", "globalThis"],
  [`globalThis["fetch"];`, "globalThis"],
  [`self.fetch("x");`, "self"],
  ["process.env.X;", "process"],
  [`require("node:fs");`, "require"],
  [`eval("1");`, "eval"],
  [`new Function("return 1");`, "Function"],
  ["Math.random();", "Math.random"],
  ["Math?.random();", "Math.random"],
  [`Math["random"]();`, "Math except as Math.<name>"],
  ["const m = Math;", "Math except as Math.<name>"],
  ["const { random } = Math;", "Math except as Math.<name>"],
  ["Date();", "Date"],
  ["Date.now();", "Date"],
  ["new Date();", "Date"],
  ["f(Date);", "Date"],
  ["(Date as Clock)();", "Date"],
  ["(Date satisfies Clock)();", "Date"],
  ["(<Clock> Date)();", "Date"],
  ["Temporal.Now.plainDateISO();", "Temporal"],
  ["performance.now();", "performance"],
  ["setTimeout(() => {}, 10);", "setTimeout"],
  ["crypto.getRandomValues(new Uint8Array(4));", "crypto"],
  ["crypto.randomUUID();", "crypto"],
  ["console.log(1);", "console"],
  [`prompt("x");`, "prompt"],
  [`fetch("x");`, "fetch"],
  ["const f = fetch;", "fetch"],
  ["const o = { fetch };", "fetch"],
  ["const o = { [fetch]: 1 };", "fetch"],
  ["x[fetch];", "fetch"],
  ["(f = fetch) => f;", "fetch"],
  ["export default fetch;", "fetch"],
  [`new WebSocket("ws://x");`, "WebSocket"],
  [`new Worker("x");`, "Worker"],
  ["class A extends Worker {}", "Worker"],
  [`localStorage.getItem("x");`, "localStorage"],
  ["navigator.hardwareConcurrency;", "navigator"],
];

Deno.test("layers/purity: a pure file names no global that reaches out, however it gets there", () => {
  for (const [text, use] of REACHING) {
    assertRefused("src/features/rsi.ts", [[text, `Pure file features/rsi.ts must not use ${use}`]]);
    assert.deepEqual(lint("src/warehouse/open.ts", text), [], text);
    assert.deepEqual(lint("tasks/train.ts", text), [], text);
  }
});

Deno.test("layers/purity: properties, keys, types and names in import lists are no globals", () => {
  const text = `
    import { fetch as load } from "./a.ts";
    export { load as fetch };
    Math.max(1, 2);
    x.Deno; x?.fetch(); x.Math.random(); x.Date.now();
    const keys = { fetch: 1, Date() {}, get process() { return 1; }, "Deno": 1 };
    const { fetch: get, process: { Date: day } } = keys;
    class A implements Worker { fetch = 1; process() {} static crypto = 2; accessor Date = 3; #fetch = 4; }
    interface B extends Worker { fetch: Worker; process(): Date; readonly deno: typeof Deno.args; }
    type C = Deno.FsFile | Temporal.PlainDate | ((process: Function) => void) | { [Date in K]: 1 };
    const d = "fetch(Deno)" as unknown as Date; // fetch(Deno)
    let e: import("./a.ts").Date;`;
  assert.deepEqual(lint("src/features/rsi.ts", text), []);
});

Deno.test("layers/purity: in a room with impure files the others are pure", () => {
  assert.deepEqual(lint("src/report/svg.ts", "self.postMessage(Math.random());"), []);
  assertRefused("src/report/format.ts", [[
    "Math.random();",
    "Pure file report/format.ts must not use Math.random",
  ]]);
  assertRefused("src/report/sections/svg.ts", [
    [`await import("jsdom");`, 'Pure file report/sections/svg.ts must not use "jsdom"'],
  ]);
});
