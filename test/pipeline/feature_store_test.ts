import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ALPHA158, CORE, type FeatureColumns, panelFeatureColumns } from "~/features/mod.ts";
import { type FeatureSources, storedFeatureColumns } from "~/pipeline/mod.ts";
import { randomWalkPanel } from "../market.ts";

const PANEL = randomWalkPanel(2, 100, 7);
const SOURCES: FeatureSources = { panel: PANEL, set: ALPHA158, inputs: {} };
const EXPECTED = await panelFeatureColumns(PANEL, ALPHA158);
const [HEAD, WIDTH, ROWS] = [48, 158, 200];

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(join(folder, "features"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const files = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);

/** Changes the value of a row's last feature in the only file; its hash, too, if that is wanted. */
async function tamper(folder: string, row: number, isHashed = false): Promise<void> {
  const path = join(folder, (await files(folder))[0]);
  const bytes = await Deno.readFile(path);
  new DataView(bytes.buffer).setFloat32(HEAD + 4 * ((WIDTH - 1) * ROWS + row), 42, true);
  if (isHashed) bytes.set(sha256(bytes.subarray(HEAD)), 16);
  await Deno.writeFile(path, bytes);
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

/** NaN is NaN, whatever its bits. */
function assertExpected({ features, values, defects }: FeatureColumns): void {
  assert.deepEqual([features, [...defects]], [EXPECTED.features, [...EXPECTED.defects]]);
  assert.deepEqual(values.map((column) => [...column]), EXPECTED.values.map((column) => [...column]));
}

Deno.test("storedFeatureColumns() computes once, then reads", () =>
  inFolder(async (folder) => {
    assertExpected(await storedFeatureColumns(folder, SOURCES));
    const written = async () => (await Deno.stat(join(folder, (await files(folder))[0]))).ino;
    const first = await written();
    assertExpected(await storedFeatureColumns(folder, SOURCES));
    assert.equal(await written(), first); // the very same file
  }));

Deno.test("a file holds a head, one column after another and the defects", () =>
  inFolder(async (folder) => {
    await storedFeatureColumns(folder, SOURCES);
    const bytes = await Deno.readFile(join(folder, (await files(folder))[0]));
    assert.equal(new TextDecoder().decode(bytes.subarray(0, 8)), "b3cols01");
    assert.deepEqual([...new Uint32Array(bytes.buffer, 8, 2)], [ROWS, WIDTH]);
    assert.deepEqual([...bytes.subarray(16, HEAD)], [...sha256(bytes.subarray(HEAD))]);
    const numbers = new Float32Array(bytes.buffer, HEAD, ROWS * WIDTH);
    assert.deepEqual([...numbers], EXPECTED.values.flatMap((column) => [...column]));
    assert.deepEqual([...bytes.subarray(HEAD + 4 * ROWS * WIDTH)], [...EXPECTED.defects]);
  }));

Deno.test("storedFeatureColumns() does not believe a file that was changed anywhere", () =>
  inFolder(async (folder) => {
    for (const row of [0, 80, 180]) {
      await storedFeatureColumns(folder, SOURCES);
      await tamper(folder, row);
      assertExpected(await storedFeatureColumns(folder, SOURCES));
    }
  }));

Deno.test("storedFeatureColumns() does not believe a file that the code would not make", () =>
  inFolder(async (folder) => {
    await storedFeatureColumns(folder, SOURCES);
    await tamper(folder, 80, true); // of the longest ticker
    assertExpected(await storedFeatureColumns(folder, SOURCES));
  }));

Deno.test("storedFeatureColumns() does not believe a file that was cut off or is another thing", () =>
  inFolder(async (folder) => {
    await storedFeatureColumns(folder, SOURCES);
    const path = join(folder, (await files(folder))[0]);
    const bytes = await Deno.readFile(path);
    for (const wrong of [bytes.slice(0, -4), bytes.map((byte, i) => i === 0 ? 0 : byte)]) {
      await Deno.writeFile(path, wrong);
      assertExpected(await storedFeatureColumns(folder, SOURCES));
    }
  }));

Deno.test("a changed quote, universe or set makes another file; a set keeps its latest", () =>
  inFolder(async (folder) => {
    await storedFeatureColumns(folder, SOURCES);
    const [first] = await files(folder);
    const close = PANEL.close.map((price, row) => row === 30 ? price + 0.01 : price);
    await storedFeatureColumns(folder, { ...SOURCES, panel: { ...PANEL, close } });
    const [second, ...others] = await files(folder);
    assert.deepEqual(others, []);
    assert.notEqual(second, first);
    await storedFeatureColumns(folder, { ...SOURCES, inputs: { universe: new Uint8Array(200) } });
    assert.notEqual((await files(folder))[0], second);
    await storedFeatureColumns(folder, { ...SOURCES, set: CORE });
    assert.deepEqual((await files(folder)).map((name) => name.split("-")[0]).sort(), ["alpha158", "core"]);
  }));

Deno.test("storedFeatureColumns() computes where nothing can be stored", async () => {
  const file = await Deno.makeTempFile();
  try {
    assertExpected(await storedFeatureColumns(join(file, "features"), SOURCES));
    assertExpected(await storedFeatureColumns(null, SOURCES));
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("storedFeatureColumns() says when it cannot keep them", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(folder, "a file where the folder should be");
    const warnings: string[] = [];
    assertExpected(
      await storedFeatureColumns(folder, SOURCES, { onWarning: (message) => warnings.push(message) }),
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^Features are not kept, and will be computed again: .* cannot be written, /);
  }));

Deno.test("storedFeatureColumns() takes away what a killed process left", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(join(folder, `${ALPHA158.name}-0.columns.1.tmp`), "half");
    await Deno.writeTextFile(join(folder, "other-0.columns.1.tmp"), "another set's");
    await storedFeatureColumns(folder, SOURCES);
    const left = await files(folder);
    assert.equal(left.filter((name) => name.endsWith(".tmp")).join(), "other-0.columns.1.tmp");
    assert.equal(left.length, 2);
  }));
