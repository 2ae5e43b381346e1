import assert from "node:assert/strict";
import { ROOMS } from "../../../tasks/lint/rooms.ts";
import { sources } from "./sources.ts";

Deno.test("ROOMS: a room imports only rooms above it, so there is no circle", () => {
  const order = Object.keys(ROOMS);
  for (const [room, { imports }] of Object.entries(ROOMS)) {
    for (const other of imports) assert.ok(order.indexOf(other) < order.indexOf(room), `${room} -> ${other}`);
  }
});

Deno.test("ROOMS: every folder of src/ is a room with a mod.ts, and every room a folder", () => {
  const folders = [...Deno.readDirSync("src")].filter((entry) => entry.isDirectory).map(({ name }) => name);
  assert.deepEqual(folders.sort(), Object.keys(ROOMS).sort());
  for (const folder of folders) assert.ok(Deno.statSync(`src/${folder}/mod.ts`).isFile);
});

Deno.test("ROOMS: every arrow is used by some import", () => {
  const used = new Set<string>();
  for (const { room, text } of sources()) {
    const code = text.replaceAll(/\/\*.*?\*\//gs, ""); // examples may import what they like
    for (const [, other] of code.matchAll(/"~\/(\w+)\/mod\.ts"/g)) used.add(`${room} -> ${other}`);
  }
  const arrows = Object.entries(ROOMS).flatMap(([room, { imports }]) =>
    imports.map((to) => `${room} -> ${to}`)
  );
  assert.deepEqual(arrows.sort(), [...used].sort());
});

Deno.test("ROOMS: a room with pure files imports no room that is impure throughout", () => {
  for (const [room, { imports, impure }] of Object.entries(ROOMS)) {
    if (impure === "all") continue;
    for (const other of imports) assert.notEqual(ROOMS[other].impure, "all", `${room} -> ${other}`);
  }
});

Deno.test("ROOMS: every impure file is there", () => {
  for (const [room, { impure = [] }] of Object.entries(ROOMS)) {
    if (impure === "all") continue;
    for (const file of impure) assert.ok(Deno.statSync(`src/${room}/${file}`).isFile);
  }
});
