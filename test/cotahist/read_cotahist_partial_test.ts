import assert from "node:assert/strict";
import { bytesSource, readCotahist } from "~/cotahist/mod.ts";
import {
  fileOf,
  KINDS,
  largeZip,
  LINES,
  patch,
  PETR4,
  readAll,
  source,
  text,
  withWrongChecksum,
  zipOf,
} from "./helpers.ts";

const TRAILER = LINES[16];

Deno.test("allowPartial keeps whole records and tells what was lost", async () => {
  const lines = text(PETR4, PETR4.slice(9), patch(PETR4, 3, "20160230"), patch(TRAILER, 32, "00000001745"));
  const { quotes, summary } = await readAll(lines, { allowPartial: true });
  assert.equal(quotes.length, 1);
  assert.equal(summary.records, 1);
  assert.equal(summary.lost, 2);
  assert.equal(summary.isWhole, false);
  assert.deepEqual(summary.findings.map(({ severity, kind, message }) => [severity, kind, message]), [
    [
      "warning",
      "no_header",
      '"X.TXT", line 1, field TIPREG: a header (00) is wanted as the first record, found "01"',
    ],
    ["warning", "bad_line", '"X.TXT", line 2: 245 characters are wanted, found 236'],
    ["warning", "bad_line", '"X.TXT", line 3, field DATA: a date YYYYMMDD is wanted, found "20160230"'],
    [
      "warning",
      "wrong_total",
      '"X.TXT", line 4, field TOTAL DE REGISTROS: ' +
      "the trailer states 1745 records (1743 quotes), found 4 lines (1 quotes)",
    ],
  ]);
});

Deno.test("allowPartial keeps the quotes between a wrong header and a wrong trailer", async () => {
  const trailer = patch(patch(TRAILER, 32, "00000000003"), 24, "20241107");
  const { quotes, summary } = await readAll(text(patch(LINES[0], 24, "20219999"), PETR4, trailer), {
    allowPartial: true,
  });
  assert.deepEqual([quotes.length, summary.lost, summary.isWhole], [1, 0, false]);
  assert.deepEqual(summary.findings.map(({ kind, message }) => [kind, message]), [
    [
      "wrong_header",
      '"X.TXT", line 1, field DATA DA GERAÇÃO DO ARQUIVO: a date YYYYMMDD is wanted, found "20219999"',
    ],
    [
      "wrong_trailer",
      '"X.TXT", line 3, field DATA DA GERAÇÃO DO ARQUIVO: "20219999" as in the header is wanted, found "20241107"',
    ],
  ]);
});

Deno.test("readCotahist() shows no control characters of an unknown board", async () => {
  const { summary } = await readAll(source(fileOf([patch(PETR4, 11, "\x1b8")])));
  assert.equal(summary.findings[0].message, 'CODBDI "\uFFFD8" is not in the layout; its quotes are kept');
  assert.equal(summary.isWhole, true);
});

Deno.test("allowPartial names twenty bad lines and counts the rest", async () => {
  const bad = Array<string>(25).fill(patch(PETR4, 60, "O"));
  const { summary } = await readAll(source(fileOf([PETR4, ...bad])), { allowPartial: true });
  assert.equal(summary.lost, 25);
  assert.equal(summary.findings.length, 21);
  assert.deepEqual(summary.findings[20], {
    severity: "warning",
    kind: "bad_lines",
    message: "25 lines were left out",
  });
});

Deno.test("allowPartial finds nothing wrong with a whole file", async () => {
  const bytes = await zipOf({ "COTAHIST_D08112024.TXT": KINDS });
  assert.deepEqual(
    await readAll(bytesSource("X.ZIP", bytes), { allowPartial: true }),
    await readAll(bytesSource("X.ZIP", bytes)),
  );
});

Deno.test("allowPartial refuses a file that holds no record at all", async () => {
  await assert.rejects(readAll(text("date;ticker;close", "2016-01-04;PETR4;6.87"), { allowPartial: true }), {
    name: "CotahistParseError",
    message: 'Cannot read "X.TXT": a COTAHIST record is wanted, found none in 2 lines',
  });
  await assert.rejects(readAll(text(LINES[0]), { allowPartial: true }), {
    message: 'Cannot read "X.TXT": a COTAHIST record is wanted, found none in 1 lines',
  });
  const zip = await zipOf({ "COTAHIST_A2024.TXT": KINDS });
  const corrupt = zip.slice().fill(0xff, 48, 60);
  await assert.rejects(readAll(source(corrupt, "X.ZIP"), { allowPartial: true }), {
    name: "CotahistParseError",
    message: 'Cannot read "X.ZIP": a whole ZIP is wanted, found a damaged one (invalid block type)',
  });
});

Deno.test("allowPartial reads a truncated ZIP as far as it goes, the same each time", async () => {
  const zip = await largeZip();
  const cut = source(zip.subarray(0, zip.length >> 1), "X.ZIP");
  const { quotes, summary } = await readAll(cut, { allowPartial: true });
  const whole = (await readAll(source(zip))).quotes;
  assert.ok(quotes.length > 1000 && quotes.length < 5000, `found ${quotes.length} quotes`);
  assert.deepEqual(quotes.shares, whole.shares.slice(0, quotes.length));
  assert.equal(summary.entry, "COTAHIST_A2021.TXT");
  assert.equal(summary.grain, "year");
  const kinds = summary.findings.map((finding) => finding.kind);
  assert.ok(kinds.includes("damaged_zip") && kinds.includes("no_trailer"), kinds.join());
  assert.deepEqual(await readAll(cut, { allowPartial: true }), { quotes, summary });
});

Deno.test("allowPartial reads a ZIP with a wrong checksum whole, one with corrupt data in part", async () => {
  const zip = await largeZip();
  const read = await readAll(source(withWrongChecksum(zip), "X.ZIP"), { allowPartial: true });
  assert.equal(read.quotes.length, 5000);
  assert.deepEqual(read.summary.findings, [{
    severity: "warning",
    kind: "damaged_zip",
    message: '"X.ZIP": a whole ZIP is wanted, found a damaged one (its checksum is wrong)',
  }]);
  const half = zip.length >> 1;
  for (const nBytes of [50, 2000]) {
    const corrupt = source(zip.slice().fill(0xff, half, half + nBytes), "X.ZIP");
    const part = await readAll(corrupt, { allowPartial: true });
    assert.ok(part.quotes.length > 1000 && part.quotes.length < 5000, `found ${part.quotes.length} quotes`);
    assert.deepEqual(await readAll(corrupt, { allowPartial: true }), part);
  }
});

Deno.test("allowPartial refuses a damaged ZIP that does not begin with a deflated COTAHIST text", async () => {
  const readme = await zipOf({ "README.txt": KINDS });
  const zip = await zipOf({ "COTAHIST_A2024.TXT": KINDS });
  const stored = zip.slice(0, 200);
  stored[8] = 0; // the compression method
  const noHeader = zip.slice(0, 200).fill(0, 2, 4);
  for (const bytes of [readme.subarray(0, 200), zip.subarray(0, 10), stored, noHeader]) {
    await assert.rejects(readAll(source(bytes, "X.ZIP"), { allowPartial: true }), {
      name: "CotahistParseError",
      message: /^Cannot read "X.ZIP": a whole ZIP is wanted/,
    });
  }
});

Deno.test("allowPartial refuses a ZIP with two COTAHIST files", async () => {
  const zip = await zipOf({ "COTAHIST_A2020.TXT": KINDS, "COTAHIST_A2021.TXT": KINDS });
  await assert.rejects(
    readAll(source(zip, "X.ZIP"), { allowPartial: true }),
    /one entry named COTAHIST is wanted/,
  );
});

Deno.test("allowPartial lets its caller stop early in a damaged ZIP", async () => {
  const quotes = Array.from({ length: 20_000 }, (_, k) => patch(PETR4, 148, String(k).padStart(5, "0")));
  const zip = await zipOf({ "COTAHIST_A2021.TXT": fileOf(quotes) });
  const { batches } = readCotahist(source(zip.subarray(0, zip.length - 40), "X.ZIP"), { allowPartial: true });
  for await (const part of batches) {
    assert.equal(part.length, 8192);
    break;
  }
});
