import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  NATIVE_SOURCE,
  nativeLibrary,
  nativeObstacle,
  nativeRecordFile,
  obstacleOf,
} from "~/lstm/kernels/native.ts";

const RECORD = { source: "ab", library: "cd", system: "linux x86_64", processor: 7 };
const { processor: _, ...WANTED } = RECORD;

const obstacle = (found: object | string, isAllowed = true, processor = () => 7) =>
  obstacleOf(typeof found === "string" ? found : JSON.stringify(found), WANTED, isAllowed, processor);

Deno.test("obstacleOf() finds none where all is as recorded", () => {
  assert.equal(obstacle(RECORD), null);
});

Deno.test("obstacleOf() says what does not fit, and what helps", () => {
  assert.match(obstacle({ ...RECORD, source: "ba" }) ?? "", /of another source; deno task build:native/);
  assert.match(
    obstacle({ ...RECORD, library: "dc" }) ?? "",
    /not those of their record; deno task build:native/,
  );
  assert.match(obstacle({ ...RECORD, system: "darwin aarch64" }) ?? "", /for another processor; deno task/);
  assert.match(obstacle(RECORD, true, () => 8) ?? "", /for another processor; deno task build:native/);
  assert.match(obstacle(RECORD, false) ?? "", /--allow-ffi=build allows them/);
  assert.match(obstacle("{") ?? "", /record .* is damaged; deno task build:native/);
  assert.match(obstacle({ source: "ab", system: "linux x86_64" }) ?? "", /record .* is damaged/);
});

Deno.test("obstacleOf() does not open a library unless all else fits", () => {
  const opened = () => assert.fail("opened");
  obstacle({ ...RECORD, library: "dc" }, true, opened);
  obstacle({ ...RECORD, system: "darwin aarch64" }, true, opened);
  obstacle(RECORD, false, opened);
});

/** What is said of a folder with these files; `record` is told the library's hash. */
async function obstacleIn(library: Uint8Array | null, record: ((hash: string) => object) | null) {
  const path = await Deno.makeTempDir({ prefix: "b3_native_" });
  try {
    const folder = pathToFileURL(`${path}/`);
    if (library !== null) await Deno.writeFile(nativeLibrary(folder), library);
    const hash = createHash("sha256").update(library ?? new Uint8Array()).digest("hex");
    if (record !== null) await Deno.writeTextFile(nativeRecordFile(folder), JSON.stringify(record(hash)));
    return nativeObstacle(folder);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

const GARBAGE = new TextEncoder().encode("no library");
const ofHash = (library: string) => ({
  source: createHash("sha256").update(Deno.readFileSync(NATIVE_SOURCE)).digest("hex"),
  library,
  system: `${Deno.build.os} ${Deno.build.arch}`,
  processor: 7,
});

Deno.test("nativeObstacle() of an empty folder: not built", async () => {
  const found = await obstacleIn(null, null);
  assert.equal(found?.isBuilt, false);
  assert.match(found?.reason ?? "", /not built; deno task build:native builds them/);
  assert.equal((await obstacleIn(null, ofHash))?.isBuilt, false); // a record alone
});

Deno.test("nativeObstacle() of what no system opens", async () => {
  const found = await obstacleIn(GARBAGE, ofHash);
  assert.deepEqual([found?.isBuilt, found?.reason.split(";")[0]], [
    true,
    "the native kernels cannot be opened",
  ]);
});

Deno.test({
  name: "nativeObstacle() does not open half a library, which would end the process",
  ignore: nativeObstacle() !== null,
  async fn() {
    const library = await Deno.readFile(nativeLibrary());
    const record = JSON.parse(await Deno.readTextFile(nativeRecordFile()));
    assert.equal(await obstacleIn(library, () => record), null);
    const half = await obstacleIn(library.subarray(0, library.length / 3), () => record);
    assert.match(half?.reason ?? "", /not those of their record/);
    const foreign = await obstacleIn(library, () => ({ ...record, processor: record.processor ^ 1 }));
    assert.match(foreign?.reason ?? "", /for another processor/);
  },
});

Deno.test({
  name: "nativeObstacle() asks for no permission: without ffi, native code is not allowed",
  permissions: { read: true, ffi: false },
  fn() {
    const found = nativeObstacle();
    assert.match(found?.reason ?? "", found?.isBuilt ? /not allowed|another source|not those/ : /not built/);
  },
});

Deno.test({
  name: "nativeObstacle() asks for no permission: without read, nothing is looked for",
  permissions: "none",
  fn() {
    assert.equal(nativeObstacle()?.isBuilt, false);
  },
});

Deno.test("the library lies where deno task build:native puts it", () => {
  assert.match(fileURLToPath(nativeLibrary()), /[\\/]build[\\/]lstm_native\.(so|dylib|dll)$/);
});
