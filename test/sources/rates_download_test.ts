import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSession } from "~/core/mod.ts";
import { fetchRates, readSeries } from "~/sources/mod.ts";
import { badServer, type Behaviour } from "./bad_server.ts";

const RATES = '[{"data":"02/01/2001","valor":"0.057765"}]';

const text = (answer: string): Behaviour => () => new Response(answer);
const answering = (status: number): Behaviour => () => new Response(null, { status });

Deno.test("fetchRates() asks for ten years at a time and keeps each piece word for word", async () => {
  await using server = await badServer(
    text(RATES),
    text(' [ {"data":"03/01/2011","valor":"0.04"} ] '),
    text('[{"data":"04/01/2021","valor":"0.007"}]'),
  );
  const calls: unknown[] = [];
  const paths = await fetchRates("2001-2023", {
    ...server.options,
    onProgress: (...call) => calls.push(call),
  });
  assert.deepEqual(server.addresses.map(decodeURIComponent), [
    "bcdata.sgs.12/dados?formato=json&dataInicial=01/01/2001&dataFinal=31/12/2010",
    "bcdata.sgs.12/dados?formato=json&dataInicial=01/01/2011&dataFinal=31/12/2020",
    "bcdata.sgs.12/dados?formato=json&dataInicial=01/01/2021&dataFinal=31/12/2023",
  ]);
  const names = ["cdi_2001-2010.json", "cdi_2011-2020.json", "cdi_2021-2023.json"];
  assert.deepEqual(paths, names.map(server.path));
  assert.deepEqual((await readdir(server.folder)).sort(), names);
  assert.deepEqual(calls, names.map((name, i) => [name, i, 3]));
  assert.equal(await readFile(paths[1], "utf8"), '[ {"data":"03/01/2011","valor":"0.04"} ]\n');
  const { name, session, value } = await readSeries("rates", paths[0]);
  assert.deepEqual([name, session[0], value[0]], [["CDI"], parseSession("2001-01-02"), 0.057765 / 100]);
});

Deno.test("fetchRates() takes one year, and ten in one piece", async () => {
  await using server = await badServer(text(RATES));
  assert.deepEqual(await fetchRates("2023", server.options), [server.path("cdi_2023.json")]);
  assert.deepEqual(await fetchRates("1986-1995", server.options), [server.path("cdi_1986-1995.json")]);
});

Deno.test("fetchRates() tries again when the bank answers no JSON, nothing, or an apology in JSON", async () => {
  await using server = await badServer(
    text('<?xml version="1.0"?><html><title>Requisição inválida!</title></html>'),
    text(""),
    text('{"error":"O sistema aceita no máximo 10 anos"}'),
    answering(502),
    text(RATES),
  );
  await fetchRates("2001", server.options);
  assert.deepEqual(server.waits, [1000, 2000, 4000, 8000]);
});

for (
  const [behaviour, message] of [
    [
      text("<title>Requisição inválida!</title>"),
      'a list of rates is wanted, found the web page "Requisição inválida!", 6 times; try again later, or ingest files from disk',
    ],
    [
      text(""),
      "a list of rates is wanted, found nothing, 6 times; try again later, or ingest files from disk",
    ],
    [answering(404), "the server has no such file (404); have these years begun"],
  ] as const
) {
  Deno.test(`fetchRates() gives up: ${message.slice(0, 50)}`, async () => {
    await using server = await badServer(behaviour);
    await assert.rejects(fetchRates("2001-2002", server.options), {
      message: `Cannot download the CDI of 2001-2002: ${message}`,
    });
    assert.deepEqual(await readdir(server.folder), []);
  });
}

Deno.test("fetchRates() says what the disk does, and wants years", async () => {
  await using server = await badServer(text(RATES));
  const folder = join(server.folder, "file");
  await writeFile(folder, "");
  await assert.rejects(fetchRates("2001", { ...server.options, folder }), {
    name: "DataError",
    message: /^Cannot write .*cdi_2001\.json: /,
  });
  for (const years of ["", "01", "2003-2001", "1985-1990", "2001-", "2001-2002-2003"]) {
    await assert.rejects(fetchRates(years, server.options), {
      name: "ConfigError",
      message:
        `Cannot read the years "${years}": YYYY or YYYY-YYYY is wanted, from 1986 on, the first not after the last`,
    });
  }
});
