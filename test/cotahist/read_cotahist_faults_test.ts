import assert from "node:assert/strict";
import { DataError } from "~/core/mod.ts";
import { type ByteSource, bytesSource, CotahistParseError } from "~/cotahist/mod.ts";
import {
  fileOf,
  KINDS,
  largeZip,
  latin1,
  LINES,
  patch,
  PETR4,
  readAll,
  source,
  text,
  withWrongChecksum,
  zipOf,
} from "./helpers.ts";

const HEADER = LINES[0];
const TRAILER = LINES[16];

function latin1Text(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

/** Where reading a source fails, and why. */
async function faultOf(from: ByteSource): Promise<{ line?: number; field?: string; message: string }> {
  const error = await readAll(from).then(() => assert.fail("nothing was wrong"), (error: unknown) => error);
  assert.ok(error instanceof CotahistParseError && error instanceof DataError, String(error));
  assert.equal(error.name, "CotahistParseError");
  assert.equal(error.code, "data");
  assert.equal(error.file, from.name);
  const { line, field, message } = error;
  return { ...(line && { line }), ...(field && { field }), message };
}

const FAULTS: readonly { what: string; from: ByteSource; line?: number; field?: string; message: string }[] =
  [
    {
      what: "an empty file",
      from: text(),
      message: 'Cannot read "X.TXT": a COTAHIST file (TXT or ZIP) is wanted, found an empty file',
    },
    {
      what: "an HTML page in place of a ZIP",
      from: bytesSource("COTAHIST_D07092024.ZIP", latin1("\r\n<!DOCTYPE html><html>")),
      message: 'Cannot read "COTAHIST_D07092024.ZIP": a COTAHIST file (TXT or ZIP) is wanted, ' +
        "found an HTML page; B3 answers so when it has no file for a period",
    },
    {
      what: "a text named ZIP",
      from: bytesSource("COTAHIST_A2024.zip", KINDS),
      message: 'Cannot read "COTAHIST_A2024.zip": a COTAHIST file (TXT or ZIP) is wanted, ' +
        "found something that is not a ZIP in spite of its name",
    },
    {
      what: "a line of a wrong length",
      from: text(HEADER, PETR4, PETR4.slice(0, -1), TRAILER),
      line: 3,
      message: 'Cannot read "X.TXT", line 3: 245 characters are wanted, found 244',
    },
    {
      what: "an empty line",
      from: text(HEADER, "", TRAILER),
      line: 2,
      message: 'Cannot read "X.TXT", line 2: 245 characters are wanted, found 0',
    },
    {
      what: "a file without line ends",
      from: source(latin1("x".repeat(200_000)), "X.TXT"),
      line: 1,
      message: 'Cannot read "X.TXT", line 1: 245 characters are wanted, found 200000',
    },
    {
      what: "a first record that is no header",
      from: text(PETR4, TRAILER),
      line: 1,
      field: "TIPREG",
      message:
        'Cannot read "X.TXT", line 1, field TIPREG: a header (00) is wanted as the first record, found "01"',
    },
    {
      what: "a header of anything",
      from: text("00" + "x".repeat(243), TRAILER),
      line: 1,
      field: "NOME DO ARQUIVO",
      message: 'Cannot read "X.TXT", line 1, field NOME DO ARQUIVO: ' +
        'COTAHIST.YYYY is wanted, found "xxxxxxxxxxxxx"',
    },
    {
      what: "an impossible date in the header",
      from: text(patch(HEADER, 24, "20219999"), TRAILER),
      line: 1,
      field: "DATA DA GERAÇÃO DO ARQUIVO",
      message: 'Cannot read "X.TXT", line 1, field DATA DA GERAÇÃO DO ARQUIVO: ' +
        'a date YYYYMMDD is wanted, found "20219999"',
    },
    {
      what: "a trailer of another file",
      from: text(HEADER, patch(patch(TRAILER, 3, "OTHER.FILE   "), 32, "00000000002")),
      line: 2,
      field: "NOME DO ARQUIVO",
      message: 'Cannot read "X.TXT", line 2, field NOME DO ARQUIVO: ' +
        '"COTAHIST.2024" as in the header is wanted, found "OTHER.FILE   "',
    },
    {
      what: "a trailer of another origin",
      from: text(HEADER, patch(TRAILER, 16, "BOVESPB ")),
      line: 2,
      field: "CÓDIGO DA ORIGEM",
      message: 'Cannot read "X.TXT", line 2, field CÓDIGO DA ORIGEM: ' +
        '"BOVESPA " as in the header is wanted, found "BOVESPB "',
    },
    {
      what: "a trailer of another date",
      from: text(HEADER, patch(TRAILER, 24, "abcdefgh")),
      line: 2,
      field: "DATA DA GERAÇÃO DO ARQUIVO",
      message: 'Cannot read "X.TXT", line 2, field DATA DA GERAÇÃO DO ARQUIVO: ' +
        '"20241108" as in the header is wanted, found "abcdefgh"',
    },
    {
      what: "control characters, without showing them",
      from: text(HEADER, patch(PETR4, 3, "2016\x1b[2J"), TRAILER),
      line: 2,
      field: "DATA",
      message: 'Cannot read "X.TXT", line 2, field DATA: a date YYYYMMDD is wanted, found "2016\uFFFD[2J"',
    },
    {
      what: "control characters in the names of a ZIP, without showing them",
      from: source(await zipOf({ "READ\x1b]0;ME\x07.txt": KINDS }), "X.ZIP"),
      message: 'Cannot read "X.ZIP": one entry named COTAHIST is wanted in the ZIP, ' +
        "found READ\uFFFD]0;ME\uFFFD.txt",
    },
    {
      what: "a second header",
      from: text(HEADER, HEADER, TRAILER),
      line: 2,
      field: "TIPREG",
      message: 'Cannot read "X.TXT", line 2, field TIPREG: 01 or 99 is wanted, found "00"',
    },
    {
      what: "a letter in a price",
      from: text(HEADER, patch(PETR4, 60, "O"), TRAILER),
      line: 2,
      field: "PREABE",
      message: 'Cannot read "X.TXT", line 2, field PREABE: digits are wanted, found "000O000002865"',
    },
    {
      what: "a sign in the shares",
      from: text(HEADER, patch(PETR4, 153, "-"), TRAILER),
      line: 2,
      field: "QUATOT",
      message: 'Cannot read "X.TXT", line 2, field QUATOT: digits are wanted, found "-00000000074719700"',
    },
    {
      what: "a blank in the distribution number",
      from: text(HEADER, patch(PETR4, 243, " 19"), TRAILER),
      line: 2,
      field: "DISMES",
      message: 'Cannot read "X.TXT", line 2, field DISMES: digits are wanted, found " 19"',
    },
    {
      what: "a letter in the quotation factor",
      from: text(HEADER, patch(PETR4, 217, "x"), TRAILER),
      line: 2,
      field: "FATCOT",
      message: 'Cannot read "X.TXT", line 2, field FATCOT: digits are wanted, found "000000x"',
    },
    {
      what: "a letter in the market, also of records that are skipped",
      from: text(HEADER, patch(PETR4, 25, "07O"), TRAILER),
      line: 2,
      field: "TPMERC",
      message: 'Cannot read "X.TXT", line 2, field TPMERC: digits are wanted, found "07O"',
    },
    {
      what: "an impossible date",
      from: text(HEADER, patch(PETR4, 3, "20160230"), TRAILER),
      line: 2,
      field: "DATA",
      message: 'Cannot read "X.TXT", line 2, field DATA: a date YYYYMMDD is wanted, found "20160230"',
    },
    {
      what: "no date",
      from: text(HEADER, patch(PETR4, 3, "00000000"), TRAILER),
      line: 2,
      field: "DATA",
      message: 'Cannot read "X.TXT", line 2, field DATA: a date YYYYMMDD is wanted, found "00000000"',
    },
    {
      what: "a missing trailer",
      from: text(HEADER, PETR4),
      message: 'Cannot read "X.TXT": a trailer (99) is wanted as the last record, ' +
        "found the end after 2 lines; 1 quotes came",
    },
    {
      what: "a trailer with another total",
      from: source(fileOf([PETR4], 1745), "X.TXT"),
      line: 3,
      field: "TOTAL DE REGISTROS",
      message: 'Cannot read "X.TXT", line 3, field TOTAL DE REGISTROS: ' +
        "the trailer states 1745 records (1743 quotes), found 3 lines (1 quotes)",
    },
    {
      what: "a trailer without a total",
      from: text(HEADER, PETR4, patch(TRAILER, 32, " ".repeat(11))),
      line: 3,
      field: "TOTAL DE REGISTROS",
      message: `Cannot read "X.TXT", line 3, field TOTAL DE REGISTROS: digits are wanted, found "${
        " ".repeat(11)
      }"`,
    },
    {
      what: "a record after the trailer",
      from: text(HEADER, PETR4, patch(TRAILER, 32, "00000000003"), PETR4),
      line: 4,
      field: "TIPREG",
      message: 'Cannot read "X.TXT", line 4, field TIPREG: ' +
        "nothing is wanted after the trailer (99), found another record",
    },
    {
      what: "a ZIP without a COTAHIST file",
      from: source(await zipOf({ "README.txt": KINDS }), "X.ZIP"),
      message: 'Cannot read "X.ZIP": one entry named COTAHIST is wanted in the ZIP, found README.txt',
    },
    {
      what: "a ZIP with two COTAHIST files",
      from: source(await zipOf({ "COTAHIST_A2020.TXT": KINDS, "COTAHIST_A2021.TXT": KINDS }), "X.ZIP"),
      message: 'Cannot read "X.ZIP": one entry named COTAHIST is wanted in the ZIP, ' +
        "found COTAHIST_A2020.TXT, COTAHIST_A2021.TXT",
    },
    {
      what: "an empty ZIP",
      from: source(await zipOf({}), "X.ZIP"),
      message: 'Cannot read "X.ZIP": one entry named COTAHIST is wanted in the ZIP, found nothing',
    },
  ];

Deno.test("readCotahist() refuses bad files and says where and why", async (t) => {
  for (const { what, from, ...fault } of FAULTS) {
    await t.step(what, async () => assert.deepEqual(await faultOf(from), fault));
  }
});

Deno.test("readCotahist() refuses an encrypted ZIP, whole or cut off, in both modes", async () => {
  const zip = await zipOf({ "COTAHIST_A2024.TXT": KINDS }, "secret");
  const message = 'Cannot read "X.ZIP": a ZIP without password is wanted, found an encrypted one';
  const whole = source(zip, "X.ZIP");
  assert.deepEqual(await faultOf(whole), { message });
  const cut = source(zip.subarray(0, zip.length - 30), "X.ZIP");
  for (const from of [whole, cut]) {
    await assert.rejects(readAll(from, { allowPartial: true }), { name: "CotahistParseError", message });
  }
});

Deno.test("readCotahist() refuses a damaged ZIP", async () => {
  const zip = await largeZip();
  const damaged = "a whole ZIP is wanted, found a damaged one";
  const truncated = await faultOf(source(zip.subarray(0, zip.length >> 1), "X.ZIP"));
  assert.equal(truncated.message, `Cannot read "X.ZIP": ${damaged} (End of central directory not found)`);

  assert.equal(
    (await faultOf(source(withWrongChecksum(zip), "X.ZIP"))).message,
    `Cannot read "X.ZIP": ${damaged} (its checksum is wrong)`,
  );

  const corrupt = zip.slice().fill(0xff, 100, 200);
  assert.equal(
    (await faultOf(source(corrupt, "X.ZIP"))).message,
    `Cannot read "X.ZIP": ${damaged} (invalid distances set)`,
  );

  const local = zip.slice().fill(0, 0, 4);
  local.set([0x50, 0x4b]); // still looks like a ZIP
  assert.match(
    (await faultOf(source(local, "X.ZIP"))).message,
    /a damaged one \(its local file header is not there\)$/,
  );

  const endless = zip.slice();
  const directory = latin1Text(zip).lastIndexOf("PK\x01\x02");
  const compressed = new DataView(endless.buffer).getUint32(directory + 20, true);
  new DataView(endless.buffer).setUint32(directory + 20, compressed - 1000, true);
  assert.equal(
    (await faultOf(source(endless, "X.ZIP"))).message,
    `Cannot read "X.ZIP": ${damaged} (unexpected end of file)`,
  );

  const bzip2 = zip.slice();
  bzip2[directory + 10] = 12;
  assert.equal(
    (await faultOf(source(bzip2, "X.ZIP"))).message,
    `Cannot read "X.ZIP": ${damaged} (its compression method is 12)`,
  );
});

Deno.test("readCotahist() passes on the source's own failures", async () => {
  const failure = new Error("disk on fire");
  const zip = await largeZip();
  for (const from of [0, 1]) {
    let calls = 0;
    const burning: ByteSource = {
      ...source(zip, "X.ZIP"),
      read: (offset, length) =>
        calls++ > from ? Promise.reject(failure) : Promise.resolve(zip.subarray(offset, offset + length)),
    };
    await assert.rejects(readAll(burning), failure);
  }
  const inData = (offset: number) => offset > 30 + "COTAHIST_A2021.TXT".length && offset < zip.length / 2;
  const burnt: ByteSource = {
    ...source(zip, "X.ZIP"),
    read: (offset, length) =>
      inData(offset) ? Promise.reject(failure) : Promise.resolve(zip.subarray(offset, offset + length)),
  };
  await assert.rejects(readAll(burnt), failure);
});

Deno.test("readCotahist() refuses a source that ends before its size", async () => {
  const shrunk = { ...source(KINDS, "X.TXT"), size: KINDS.length + 1 };
  await assert.rejects(readAll(shrunk), {
    name: "DataError",
    message: `Cannot read "X.TXT": ${KINDS.length + 1} bytes are wanted, found ${KINDS.length}`,
  });
});
