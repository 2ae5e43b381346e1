import assert from "node:assert/strict";
import { join } from "node:path";
import { type FeatureRows, panelFeatureRows } from "~/dataset/mod.ts";
import { ALPHA158, CORE } from "~/features/mod.ts";
import { type FeatureSources, storedFeatureRows } from "~/pipeline/mod.ts";
import { randomWalkPanel } from "../market.ts";

const PANEL = randomWalkPanel(2, 100, 7);
const SOURCES: FeatureSources = { panel: PANEL, set: ALPHA158, inputs: {} };
const EXPECTED = panelFeatureRows(PANEL, ALPHA158);
const [HEAD, WIDTH, ROWS] = [20, 158, 200];

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(join(folder, "features"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const files = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);

/** Changes the value of a row's last feature in the only file. */
async function tamper(folder: string, row: number): Promise<void> {
  const path = join(folder, (await files(folder))[0]);
  const bytes = await Deno.readFile(path);
  new DataView(bytes.buffer).setFloat32(HEAD + 4 * ROWS + 4 * (row * WIDTH + WIDTH - 1), 42, true);
  await Deno.writeFile(path, bytes);
}

/** NaN is NaN, whatever its bits. */
function assertExpected({ X, defects }: FeatureRows): void {
  assert.deepEqual(defects, EXPECTED.defects);
  assert.deepEqual([...X], [...EXPECTED.X]);
}

Deno.test("storedFeatureRows() computes once, then reads", () =>
  inFolder(async (folder) => {
    assertExpected(await storedFeatureRows(folder, SOURCES));
    const written = async () => (await Deno.stat(join(folder, (await files(folder))[0]))).ino;
    const first = await written();
    assertExpected(await storedFeatureRows(folder, SOURCES));
    assert.equal(await written(), first); // the very same file
  }));

Deno.test("storedFeatureRows() does not believe a file that was changed anywhere", () =>
  inFolder(async (folder) => {
    for (const row of [0, 80, 180]) {
      await storedFeatureRows(folder, SOURCES);
      await tamper(folder, row);
      assertExpected(await storedFeatureRows(folder, SOURCES));
    }
  }));

Deno.test("storedFeatureRows() does not believe a file that the code would not make", () =>
  inFolder(async (folder) => {
    await storedFeatureRows(folder, SOURCES);
    await tamper(folder, 180);
    assertExpected(await storedFeatureRows(folder, SOURCES));
  }));

Deno.test("storedFeatureRows() does not believe a file that was cut off or is another thing", () =>
  inFolder(async (folder) => {
    await storedFeatureRows(folder, SOURCES);
    const path = join(folder, (await files(folder))[0]);
    const bytes = await Deno.readFile(path);
    for (const wrong of [bytes.slice(0, -4), bytes.map((byte, i) => i === 0 ? 0 : byte)]) {
      await Deno.writeFile(path, wrong);
      assertExpected(await storedFeatureRows(folder, SOURCES));
    }
  }));

Deno.test("a changed quote, universe or set makes another file; a set keeps its latest", () =>
  inFolder(async (folder) => {
    await storedFeatureRows(folder, SOURCES);
    const [first] = await files(folder);
    const close = PANEL.close.map((price, row) => row === 30 ? price + 0.01 : price);
    await storedFeatureRows(folder, { ...SOURCES, panel: { ...PANEL, close } });
    const [second, ...others] = await files(folder);
    assert.deepEqual(others, []);
    assert.notEqual(second, first);
    await storedFeatureRows(folder, { ...SOURCES, inputs: { universe: new Uint8Array(200) } });
    assert.notEqual((await files(folder))[0], second);
    await storedFeatureRows(folder, { ...SOURCES, set: CORE });
    assert.deepEqual((await files(folder)).map((name) => name.split("-")[0]).sort(), ["alpha158", "core"]);
  }));

Deno.test("storedFeatureRows() computes where nothing can be stored", async () => {
  const file = await Deno.makeTempFile();
  try {
    assertExpected(await storedFeatureRows(join(file, "features"), SOURCES));
    assertExpected(await storedFeatureRows(null, SOURCES));
  } finally {
    await Deno.remove(file);
  }
});
