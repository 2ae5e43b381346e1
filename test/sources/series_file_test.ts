import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseSession, type SeriesFile, type SeriesKind } from "~/core/mod.ts";
import { readSeries } from "~/sources/mod.ts";
import { REAL_DATA } from "../real_data.ts";

/** Reads a file that holds a text or bytes. */
async function read(
  kind: SeriesKind,
  content: string | Uint8Array,
  ...[file = "series.csv", name]: readonly string[]
): Promise<SeriesFile> {
  const folder = await mkdtemp(join(tmpdir(), "b3-sources-"));
  try {
    await writeFile(join(folder, file), content);
    return await readSeries(kind, join(folder, file), name);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const days = (...dates: readonly string[]) => Int32Array.from(dates, parseSession);

const ADJUSTED = "date,ticker,adj_close\n2001-01-02,PETR4,1.5\n2001-01-02,VALE3,2\n2001-01-03,PETR4,1.25\n";

Deno.test("readSeries() reads adjusted closes, by session or by ticker", async () => {
  const { sha256, ...bySession } = await read("adjusted", ADJUSTED);
  assert.equal(sha256, "56763a52465e20a817198f21231e0fb0b107ef628d6cd2e47f429a492f6b7461");
  assert.deepEqual(bySession, {
    kind: "adjusted",
    file: "series.csv",
    length: 3,
    session: days("2001-01-02", "2001-01-02", "2001-01-03"),
    name: ["PETR4", "VALE3", "PETR4"],
    value: Float64Array.of(1.5, 2, 1.25),
  });
  const byTicker = await read("adjusted", "ticker,adj_close,date\nVALE3,2,20010103\nPETR4,1,20010102");
  assert.deepEqual(byTicker.name, ["VALE3", "PETR4"]);
  assert.deepEqual(byTicker.session, days("2001-01-03", "2001-01-02"));
});

Deno.test("readSeries() reads gzipped text, quoted fields, other columns, carriage returns and a byte order mark", async () => {
  const text = '\uFEFF"Date","Open","Close"\r\n2001-01-02,1,15425.00\r\n2001-01-03,2,16599.00\r\n';
  const plain = await read("index", text, "ibov.csv");
  const zipped = await read("index", gzipSync(text), "ibov.csv.gz");
  for (const { name, value } of [plain, zipped]) {
    assert.deepEqual(name, ["ibov", "ibov"]);
    assert.deepEqual(value, Float64Array.of(15425, 16599));
  }
  assert.notEqual(plain.sha256, zipped.sha256);
});

Deno.test("readSeries() names an index or rate by what it is told, the format or the file", async () => {
  const index = "date,close\n2001-01-02,1";
  const nefin = "date,SMB,Risk_free\n2001/01/02,0.1,0.0005\n2001/01/03,0.2,0.0006\n";
  const bank = '[{"data":"02/01/2001","valor":"0.057765"},\n {"data":"03/01/2001","valor":"-0.1"}]';
  assert.deepEqual((await read("index", index, "ibovespa.csv")).name, ["ibovespa"]);
  assert.deepEqual((await read("index", index, "ibovespa.csv", "IBOV")).name, ["IBOV"]);
  assert.deepEqual((await read("rates", "date,rate\n2001-01-02,0.1", "selic.CSV.gz")).name, ["selic"]);
  const factors = await read("rates", nefin, "factors.csv");
  assert.deepEqual(factors.name, ["NEFIN", "NEFIN"]);
  assert.deepEqual(factors.value, Float64Array.of(0.0005, 0.0006));
  assert.deepEqual(factors.session, days("2001-01-02", "2001-01-03"));
  const cdi = await read("rates", bank, "bcdata.sgs.12.json");
  assert.deepEqual(cdi.name, ["CDI", "CDI"]);
  assert.deepEqual(cdi.value, Float64Array.of(0.057765 / 100, -0.001));
  assert.deepEqual(cdi.session, days("2001-01-02", "2001-01-03"));
});

for (
  const [kind, text, problem] of [
    [
      "adjusted",
      "date,close\n2001-01-02,1",
      'a header with date,ticker,adj_close is wanted, found "date,close"',
    ],
    ["index", "", "a header with date,close is wanted, found nothing"],
    ["index", "date;close\n", 'a header with date,close is wanted, found "date;close"'],
    ["rates", "date,close\n", 'a header with date,rate is wanted, found "date,close"'],
    ["rates", "<!doctype html>\n", "a header with date,rate is wanted, found a web page"],
    ["index", "date,close\n", "at least one value is wanted, found none"],
    [
      "index",
      "date,close\n2001-01-02,1\n2001-01-03,n/a",
      'a positive number is wanted in line 3, found "n/a"',
    ],
    ["index", "date,close\n2001-01-02,", "a positive number is wanted in line 2, found nothing"],
    ["index", "date,close\n2001-01-02", "a positive number is wanted in line 2, found nothing"],
    ["index", "date,close\n2001-01-02,0", 'a positive number is wanted in line 2, found "0"'],
    ["rates", "date,rate\n2001-01-02,Infinity", 'a number is wanted in line 2, found "Infinity"'],
    ["index", "date,close\n2001-02-30,1", 'a date is wanted in line 2, found "2001-02-30"'],
    ["index", "date,close\n\x1b[2J,1", 'a date is wanted in line 2, found "\uFFFD[2J"'],
    ["adjusted", "date,ticker,adj_close\n2001-01-02, ,1", "a ticker is wanted in line 2, found none"],
    [
      "index",
      "date,close\n2001-01-03,1\n2001-01-02,1",
      "a date of series after 2001-01-03 is wanted in line 3, found 2001-01-02",
    ],
    [
      "adjusted",
      `${ADJUSTED}2001-01-02,VALE3,3`,
      "a date of VALE3 after 2001-01-02 is wanted in line 5, found 2001-01-02",
    ],
    ["rates", '[{"data":"02/01/2001"', "whole JSON is wanted, found damage"],
    ["rates", "[]", "at least one value is wanted, found none"],
    ["rates", "[null]", '"data" and "valor" are wanted in value 1, found null'],
    [
      "rates",
      '[{"data":"2001-1","valor":"1"}]',
      'a date is wanted in value 1, found "2001-1"',
    ],
    [
      "rates",
      '[{"data":"03/01/2001","valor":"1"},{"data":"03/01/2001","valor":"1"}]',
      "a date of CDI after 2001-01-03 is wanted in value 2, found 2001-01-03",
    ],
  ] as const
) {
  Deno.test(`readSeries() wants of ${kind}: ${problem}`, async () => {
    await assert.rejects(read(kind, text), (error: Error) => {
      assert.equal(error.name, "DataError");
      assert.equal(error.message.replace(/^Cannot read ".*series\.csv": /, ""), problem);
      return true;
    });
  });
}

Deno.test("readSeries() says that a file is not there, cut off or no text", async () => {
  await assert.rejects(readSeries("index", "no/such.csv"), {
    name: "NotFoundError",
    message: 'Cannot read "no/such.csv": a file is wanted, found nothing there',
  });
  await assert.rejects(read("adjusted", gzipSync(ADJUSTED).subarray(0, 40)), {
    name: "DataError",
    message: /series\.csv": whole gzipped text is wanted, found damage$/,
  });
  await assert.rejects(read("adjusted", Uint8Array.of(0xff, 0xfe, 0x64)), {
    name: "DataError",
    message: /series\.csv": text in UTF-8 is wanted, found other bytes$/,
  });
});

Deno.test({
  name: "readSeries() reads what others publish",
  ignore: REAL_DATA === undefined,
  async fn() {
    const last = async (kind: SeriesKind, file: string) => {
      const { length, session, value } = await readSeries(kind, join(REAL_DATA ?? "", file));
      return [length, session[length - 1], value[length - 1]];
    };
    const day = parseSession("2023-04-28");
    assert.deepEqual(await last("index", "ibovespa_close.csv"), [5525, day, 104432]);
    assert.deepEqual(await last("rates", "nefin_factors.csv"), [5528, day, 0.0005078803515061736]);
    assert.deepEqual((await last("adjusted", "adjusted_close.csv.gz")).slice(0, 2), [571821, day]);
  },
});
