import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { download } from "~/sources/mod.ts";
import { badServer, type Behaviour, cutAfter, sending, sendingRest, ZIP } from "./bad_server.ts";

const NAME = "COTAHIST_A2016.ZIP";
const ETAG = '"v1"';
const PAGE = "<!doctype html><html><head><title> Not here </title></head></html>";

const answering = (status: number): Behaviour => () => new Response(null, { status });
const page = (type: string): Behaviour => () => new Response(PAGE, { headers: { "content-type": type } });

/** What a download of one file that must fail says. */
async function failing(...behaviours: readonly Behaviour[]) {
  await using server = await badServer(...behaviours);
  const error: Error = await server.download([NAME]).then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
  const port = /127\.0\.0\.1:\d+/g;
  assert.deepEqual(await readdir(server.folder).then((names) => names.filter((name) => name === NAME)), []);
  return { name: error.name, message: error.message.replace(port, "HOST"), waits: server.waits };
}

Deno.test("download() fetches a file like a browser, and says how far it is", async () => {
  await using server = await badServer(() => sending(ZIP, { etag: ETAG }));
  const calls: unknown[] = [];
  const result = await server.download([NAME], { onProgress: (...call) => calls.push(call) });
  assert.deepEqual(result, {
    files: [{ file: NAME, path: server.path(NAME), bytes: 1000, isCached: false }],
    absent: [],
  });
  assert.deepEqual(new Uint8Array(await readFile(server.path(NAME))), ZIP);
  assert.match(server.requests[0].get("user-agent") ?? "", /^Mozilla\/5\.0 .* Chrome\//);
  assert.equal(server.requests[0].get("accept-encoding"), "identity");
  assert.deepEqual(calls.at(-1), [NAME, 1000, 1000]);
  assert.deepEqual((await readdir(server.folder)).sort(), [NAME, `${NAME}.json`]);
});

Deno.test("download() asks whether the file it has is still the server's, by ETag or date", async () => {
  for (const validator of [{ etag: ETAG }, { "last-modified": "Mon, 04 Jan 2016 22:00:00 GMT" }]) {
    await using server = await badServer(() => sending(ZIP, validator), answering(304));
    assert.equal((await server.download([NAME])).files[0].isCached, false);
    assert.equal((await server.download([NAME])).files[0].isCached, true);
    const sent = server.requests[1];
    const asked = sent.get("if-none-match") ?? sent.get("if-modified-since");
    assert.equal(asked, Object.values(validator)[0]);
  }
});

Deno.test("download() sees by size or ETag that nothing is new when the server does not answer 304", async () => {
  for (const headers of [{}, { etag: 'W/"v1"' }] as Record<string, string>[]) {
    await using server = await badServer(() => sending(ZIP, headers));
    await server.download([NAME]);
    const { files } = await server.download([NAME]);
    assert.deepEqual(files.map(({ bytes, isCached }) => [bytes, isCached]), [[1000, true]]);
  }
});

Deno.test("download() fetches a file again that was re-issued, or is not whole any more", async () => {
  await using server = await badServer(
    () => sending(ZIP, { etag: ETAG }),
    () => sending(ZIP, { etag: '"v2"' }),
  );
  await server.download([NAME]);
  assert.equal((await server.download([NAME])).files[0].isCached, false);
  await writeFile(server.path(NAME), "PK");
  assert.equal((await server.download([NAME])).files[0].isCached, false);
  assert.equal(server.requests[2].get("if-none-match"), null);
  await writeFile(server.path(`${NAME}.json`), "{");
  assert.equal((await server.download([NAME])).files[0].isCached, false);
});

Deno.test("download() goes on where the connection broke off", async () => {
  for (const [header, value] of [["etag", ETAG], ["last-modified", "Mon, 04 Jan 2016 22:00:00 GMT"]]) {
    await using server = await badServer(cutAfter(300, { [header]: value }), sendingRest(value));
    const { files } = await server.download([NAME]);
    assert.equal(files[0].bytes, 1000);
    assert.deepEqual(new Uint8Array(await readFile(server.path(NAME))), ZIP);
    assert.deepEqual(server.requests.map((sent) => sent.get("range")), [null, "bytes=300-"]);
    assert.equal(server.requests[1].get("if-range"), value);
    assert.deepEqual(server.waits, [1000]);
  }
});

Deno.test("download() goes on in another process, and tries on while bytes come", async () => {
  await using server = await badServer(cutAfter(300, { etag: ETAG }), answering(404));
  await assert.rejects(server.download([NAME]), { name: "NotFoundError" });
  assert.equal((await readFile(server.path(`${NAME}.part`))).length, 300);
  const drops: Behaviour[] = Array.from({ length: 12 }, (_, i) => () =>
    sending(
      ZIP.slice(300 + 50 * i, 350 + 50 * i),
      {
        "etag": ETAG,
        "content-range": `bytes ${300 + 50 * i}-999/1000`,
        "content-length": `${700 - 50 * i}`,
      },
      "close",
      206,
    ));
  server.behave(...drops, sendingRest(ETAG));
  await server.download([NAME]);
  assert.deepEqual(new Uint8Array(await readFile(server.path(NAME))), ZIP);
  assert.deepEqual(server.requests.slice(2, 4).map((sent) => sent.get("range")), [
    "bytes=300-",
    "bytes=350-",
  ]);
});

for (
  const [what, ...behaviours] of [
    ["the file changed meanwhile", cutAfter(300, { etag: '"v0"' }), sendingRest(ETAG)],
    ["nothing tells versions apart", cutAfter(300, {}), sendingRest(ETAG)],
    ["the ETag is weak", cutAfter(300, { etag: 'W/"v1"' }), sendingRest(ETAG)],
    ["the part is too long", cutAfter(300, { etag: ETAG }), answering(416), sendingRest(ETAG)],
    [
      "another part comes",
      cutAfter(300, { etag: ETAG }),
      () => sending(ZIP.slice(0, 9), { "content-range": "bytes 0-8/1000" }, "close", 206),
      sendingRest(ETAG),
    ],
    [
      "the parts do not fit together",
      cutAfter(300, { etag: ETAG }),
      () => sending(ZIP.slice(0, 9), { "content-range": "bytes 300-308/1000" }, "close", 206),
      answering(416),
      sendingRest(ETAG),
    ],
  ] as const
) {
  Deno.test(`download() starts again when ${what}`, async () => {
    await using server = await badServer(...behaviours);
    await server.download([NAME]);
    assert.deepEqual(new Uint8Array(await readFile(server.path(NAME))), ZIP);
    assert.deepEqual((await readdir(server.folder)).sort(), [NAME, `${NAME}.json`]);
  });
}

Deno.test("download() takes a file whose size the server does not say", async () => {
  await using server = await badServer(
    () => new Response(ZIP.slice(0), { headers: { etag: ETAG } }),
    answering(304),
  );
  const chunked: Behaviour = () => new Response(new Blob([ZIP]).stream(), { headers: { etag: ETAG } });
  server.behave(chunked, answering(304));
  const totals: unknown[] = [];
  const { files } = await server.download([NAME], { onProgress: (_, __, total) => totals.push(total) });
  assert.deepEqual([files[0].bytes, totals.at(-1)], [1000, null]);
  assert.equal((await server.download([NAME])).files[0].isCached, true);
});

Deno.test("download() tries again when a file of no stated size was cut short", async () => {
  const streaming = (bytes: Uint8Array<ArrayBuffer>): Behaviour => () =>
    new Response(new Blob([bytes]).stream());
  await using server = await badServer(streaming(ZIP.slice(0, 500)), streaming(ZIP));
  assert.equal((await server.download([NAME])).files[0].bytes, 1000);
  assert.equal(server.waits.length, 1);
});

Deno.test("download() tries again after trouble of the server and silence", async () => {
  await using server = await badServer(
    answering(503),
    answering(429),
    () => sending(ZIP.slice(0, 10), { "content-length": "1000", "etag": ETAG }, "silence"),
    sendingRest(ETAG),
  );
  await server.download([NAME], { idleMs: 100 });
  assert.deepEqual(new Uint8Array(await readFile(server.path(NAME))), ZIP);
  assert.deepEqual(server.waits, [1000, 2000, 1000]); // ten bytes came: the count began anew
});

Deno.test("download() gives up on a server that goes on failing", async () => {
  assert.deepEqual(await failing(answering(500)), {
    name: "DataError",
    message:
      `Cannot download ${NAME}: the server fails (500), 6 times; try again later, or ingest files from disk`,
    waits: [1000, 2000, 4000, 8000, 16000],
  });
});

Deno.test("download() gives up on a body that is always cut off at the same place", async () => {
  const { message, waits } = await failing(cutAfter(300, { etag: ETAG }), answering(502));
  assert.equal(
    message,
    `Cannot download ${NAME}: the server fails (502), 6 times with 300 bytes there; try again later, or ingest files from disk`,
  );
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000]);
  assert.match(
    (await failing(cutAfter(300, {}))).message,
    /: the connection broke off, 6 times with 300 bytes there; /,
  );
});

for (
  const [status, name, message] of [
    [
      403,
      "DataError",
      "the server refuses (403), as it does to some networks and programs; " +
      "fetch it with a browser and ingest it from disk",
    ],
    [
      404,
      "NotFoundError",
      "the server has no such file (404); is its period one of B3's, with a session that is over",
    ],
    [
      418,
      "DataError",
      "the file is wanted, found the answer 418; fetch it with a browser and ingest it from disk",
    ],
  ] as const
) {
  Deno.test(`download() says what to do about ${status}, at once`, async () => {
    assert.deepEqual(await failing(answering(status)), {
      name,
      message: `Cannot download ${NAME}: ${message}`,
      waits: [],
    });
  });
}

Deno.test("download() recognises a web page by its type or its first bytes", async () => {
  for (const type of ["text/html; charset=utf-8", "application/zip"]) {
    assert.deepEqual(await failing(page(type)), {
      name: "NotFoundError",
      message:
        `Cannot download ${NAME}: a ZIP file is wanted, found the web page "Not here"; B3 answers so for a ` +
        "file that it does not have, a proxy for one that it does not let through",
      waits: [],
    });
  }
  const untitled = () => new Response("<p>", { headers: { "content-type": "text/html" } });
  assert.match((await failing(untitled)).message, /found a web page; B3 answers so/);
  assert.deepEqual(
    (await failing(() => sending(new Uint8Array(9)))).message,
    `Cannot download ${NAME}: a ZIP file is wanted, found something else`,
  );
});

Deno.test("download() notes days that the server does not have, unless it has none", async () => {
  const days = ["COTAHIST_D01012025.ZIP", "COTAHIST_D02012025.ZIP"];
  await using server = await badServer(page("text/html"), () => sending(ZIP));
  const { files, absent } = await server.download(days);
  assert.deepEqual([files.map(({ file }) => file), absent], [[days[1]], [days[0]]]);
  server.behave(answering(404));
  await assert.rejects(server.download(days.slice(0, 1)), { name: "NotFoundError" });
  await assert.rejects(server.download([days[1], NAME]), { name: "NotFoundError" });
});

Deno.test("download() says that there is no network", async () => {
  await using server = await badServer();
  await server.stop();
  const error: Error = await server.download([NAME]).then(() => assert.fail(), (error) => error);
  assert.equal(error.name, "DataError");
  assert.match(
    error.message,
    /^Cannot download COTAHIST_A2016\.ZIP: 127\.0\.0\.1:\d+ cannot be reached \(Connection refused\), 3 times; see to the network, or ingest files from disk$/,
  );
  assert.deepEqual(server.waits, [1000, 2000]);
});

Deno.test({
  name: "download() says that it may not reach a host",
  permissions: { net: false, read: true, write: true, env: true },
  async fn() {
    await assert.rejects(download([NAME], { folder: "unused", url: "http://127.0.0.1:8080/" }), {
      name: "ConfigError",
      message:
        `Cannot download ${NAME}: this process may not reach 127.0.0.1:8080; add it to --allow-net of the task in deno.json, ` +
        "or run deno run --allow-read --allow-write --allow-ffi --allow-env --allow-net=127.0.0.1:8080 tasks/ingest.ts " +
        "with the same flags",
    });
  },
});

Deno.test("download() says what the disk does", async () => {
  await using server = await badServer(() => sending(ZIP));
  const folder = join(server.folder, "file");
  await writeFile(folder, "");
  await assert.rejects(server.download([NAME], { folder }), {
    name: "DataError",
    message: new RegExp(`^Cannot download ${NAME} to "${folder}": `),
  });
});
