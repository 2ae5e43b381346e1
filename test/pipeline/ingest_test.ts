import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSession } from "~/core/mod.ts";
import { ingest, type IngestedFile, type IngestOptions } from "~/pipeline/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { fileOf, KINDS, LINES, patch, PETR4, text, zipOf } from "../cotahist/helpers.ts";

interface Folder extends AsyncDisposable {
  /** Writes a file. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Ingests one file. */
  take(name: string, options?: Partial<IngestOptions>): Promise<IngestedFile>;
  /** Ingests all files. */
  takeAll(): Promise<IngestedFile[]>;
  /** Closes in the database, ordered by ticker, session and board. */
  closes(): Promise<number[]>;
}

async function newFolder(): Promise<Folder> {
  const root = await mkdtemp(join(tmpdir(), "b3_ingest_"));
  const db = join(root, "b3.duckdb");
  return {
    write: (name, bytes) => writeFile(join(root, name), bytes),
    async take(name, options = {}) {
      const [file] = await ingest({ db, from: [join(root, name)], ...options });
      return file;
    },
    takeAll: () => ingest({ db, from: [root] }),
    async closes() {
      await using warehouse = await openWarehouse(db, { readOnly: true });
      return [...(await warehouse.quotes()).close];
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}

/** PETR4's record with another close. */
function closing(cents: number): string {
  return patch(PETR4, 109, String(cents).padStart(13, "0"));
}

for (const [markets, stored, sessions] of [["cash", 7, 3], ["all", 15, 5]] as const) {
  Deno.test(`ingest() takes ${markets} of the fixture once and accounts for every record`, async () => {
    await using folder = await newFolder();
    await folder.write("KINDS.TXT", KINDS);
    const { isKnown, ...first } = await folder.take("KINDS.TXT", { markets });
    assert.equal(isKnown, false);
    assert.deepEqual(first, {
      file: "KINDS.TXT",
      records: 15,
      stored,
      skipped: 15 - stored,
      sessions,
      firstSession: parseSession("2003-02-12"),
      lastSession: parseSession("2024-11-08"),
      findings: [],
    });
    const calls: [string, number, number][] = [];
    const again = await folder.take("KINDS.TXT", {
      markets,
      onProgress: (...call) => calls.push(call),
    });
    assert.deepEqual(again, {
      ...first,
      stored: 0,
      skipped: 15,
      firstSession: null,
      lastSession: null,
      isKnown: true,
    });
    assert.deepEqual(calls, [["KINDS.TXT", KINDS.length, KINDS.length]]);
    assert.equal((await folder.closes()).length, 7);
  });
}

Deno.test("ingest() reads a file again for markets that it left out, not for fewer", async () => {
  await using folder = await newFolder();
  await folder.write("KINDS.TXT", KINDS);
  const isKnown = async (markets: "cash" | "all") => (await folder.take("KINDS.TXT", { markets })).isKnown;
  assert.deepEqual([await isKnown("cash"), await isKnown("all")], [false, false]);
  assert.deepEqual([await isKnown("cash"), await isKnown("all")], [true, true]);
});

Deno.test("ingest() of A, B and A again leaves what A says, for B replaced it", async () => {
  await using folder = await newFolder();
  await folder.write("A.TXT", fileOf([PETR4]));
  await folder.write("B.TXT", fileOf([closing(9900)]));
  for (const [name, close, isKnown] of [["A", 28.91], ["B", 99], ["A", 28.91], ["A", 28.91, true]] as const) {
    const file = await folder.take(`${name}.TXT`);
    assert.deepEqual([file.isKnown, file.stored], isKnown ? [true, 0] : [false, 1]);
    assert.deepEqual(await folder.closes(), [close]);
  }
});

Deno.test("ingest() does not know a damaged file that was taken in part", async () => {
  await using folder = await newFolder();
  const quotes = [closing(1), patch(closing(2), 3, "20210105")];
  const damaged = text(LINES[0], quotes[0]);
  await folder.write("COTAHIST_A2021.TXT", await damaged.read(0, damaged.size));
  for (let time = 0; time < 2; time++) {
    const part = await folder.take("COTAHIST_A2021.TXT", { allowPartial: true });
    assert.deepEqual([part.records, part.stored, part.isKnown], [1, 1, false]);
    assert.deepEqual(part.findings.map(({ kind }) => kind), ["no_trailer"]);
    await assert.rejects(folder.take("COTAHIST_A2021.TXT"), {
      name: "CotahistParseError",
      message: 'Cannot read "COTAHIST_A2021.TXT": a trailer (99) is wanted as the last record, ' +
        "found the end after 2 lines; 1 quotes came",
    });
  }
  await folder.write("COTAHIST_A2021.ZIP", await zipOf({ "COTAHIST_A2021.TXT": fileOf(quotes) }));
  const whole = await folder.take("COTAHIST_A2021.ZIP");
  assert.deepEqual([whole.records, whole.stored, whole.findings], [2, 2, []]);
  assert.equal((await folder.take("COTAHIST_A2021.ZIP")).isKnown, true);
  assert.deepEqual(await folder.closes(), [0.01, 0.02]);
});

Deno.test("ingest() stores the files before a damaged one, whose turn comes in order, and none after", async () => {
  await using folder = await newFolder();
  const line = (date: string) => patch(PETR4, 3, date);
  const days = ["20210104", "20210105", "20210106"];
  for (const date of days) {
    const bytes = fileOf([line(date)]);
    const name = `COTAHIST_D${date.slice(6)}${date.slice(4, 6)}2021.TXT`;
    await folder.write(name, date === days[1] ? bytes.subarray(0, 500) : bytes);
  }
  await assert.rejects(folder.takeAll(), {
    name: "CotahistParseError",
    message: /^Cannot read "COTAHIST_D05012021.TXT", line 3: 245 characters are wanted/,
  });
  assert.equal((await folder.closes()).length, 1);
});

Deno.test("ingest() of a folder keeps to the order: a file that comes twice is known the second time", async () => {
  await using folder = await newFolder();
  const bytes = fileOf([closing(100)]);
  for (const name of ["COTAHIST_D04012021.TXT", "COTAHIST_D04012021_B.TXT"]) await folder.write(name, bytes);
  await folder.write("COTAHIST_A2021.TXT", fileOf([closing(200)]));
  const files = await folder.takeAll();
  assert.deepEqual(files.map(({ file, isKnown, stored }) => [file, isKnown, stored]), [
    ["COTAHIST_D04012021.TXT", false, 1],
    ["COTAHIST_D04012021_B.TXT", true, 0],
    ["COTAHIST_A2021.TXT", false, 1],
  ]);
  assert.deepEqual(await folder.closes(), [2]);
});

Deno.test("ingest() tells of a day that a yearly file has otherwise and of one under another day's name", async () => {
  await using folder = await newFolder();
  await folder.write("COTAHIST_D05012021.TXT", fileOf([closing(100)])); // of 2021-01-04
  await folder.write("COTAHIST_A2021.TXT", fileOf([closing(200)]));
  const files = await folder.takeAll();
  assert.deepEqual(files.map(({ findings }) => findings.map(({ kind }) => kind)), [
    ["other_period"],
    ["disagreement"],
  ]);
  assert.deepEqual(await folder.closes(), [2]);
});

Deno.test("ingest() reads many batches ahead of the database without losing one", async () => {
  await using folder = await newFolder();
  for (const letter of ["A", "B"]) {
    const quotes = Array.from({ length: 90_000 }, (_, k) => patch(PETR4, 13, `${letter}${k}`.padEnd(12)));
    await folder.write(`COTAHIST_${letter}.TXT`, fileOf(quotes));
  }
  assert.deepEqual((await folder.takeAll()).map(({ stored }) => stored), [90_000, 90_000]);
});
