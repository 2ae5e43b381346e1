import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSession } from "~/core/mod.ts";
import { fetchActionFeed, readActionsFile } from "~/sources/mod.ts";
import { badServer, type Behaviour, sending } from "./bad_server.ts";
import { cashRecord, companyAnswer, pageAnswer, shareRecord } from "./feed_answers_of.ts";

const TODAY = parseSession("2024-11-08");
const PAGE = "<!doctype html><title>Access denied</title>";

const text = (answer: string, headers: Record<string, string> = {}): Behaviour => () =>
  new Response(answer, { headers });
const json = (answer: unknown) => text(JSON.stringify(answer));
const answering = (status: number): Behaviour => () => new Response(null, { status });

const COMPANY = json(companyAnswer({}, shareRecord()));
const NO_PAYMENTS = json(pageAnswer([], 1, 0));

/** What was asked of the server: the service, and the question that is in the address. */
function questions(addresses: readonly string[]): unknown[] {
  return addresses.map((address) => {
    const [service, question] = address.split("/");
    return [service, JSON.parse(atob(question))];
  });
}

Deno.test("fetchActionFeed() asks about the company, then for every page of its payments, like a browser", async () => {
  const [first, second] = [cashRecord(), cashRecord({ typeStock: "PN" })];
  await using server = await badServer(
    COMPANY,
    json(pageAnswer([first], 1, 2)),
    json(pageAnswer([second], 2, 2)),
  );
  const calls: unknown[] = [];
  const { feeds, absent, failed } = await fetchActionFeed(["BBAS"], {
    ...server.options,
    today: TODAY,
    onProgress: (...call) => calls.push(call),
  });
  assert.deepEqual([feeds, absent, failed], [
    [{ company: "BBAS", path: server.path("BBAS.json"), isCached: false }],
    [],
    [],
  ]);
  const payments = { language: "pt-br", pageSize: 100, tradingName: "BRASIL" };
  assert.deepEqual(questions(server.addresses), [
    ["GetListedSupplementCompany", { issuingCompany: "BBAS", language: "pt-br" }],
    ["GetListedCashDividends", { ...payments, pageNumber: 1 }],
    ["GetListedCashDividends", { ...payments, pageNumber: 2 }],
  ]);
  assert.match(server.requests[0].get("user-agent") ?? "", /^Mozilla\/5\.0 .* Chrome\//);
  assert.match(server.requests[0].get("accept") ?? "", /^application\/json/);
  assert.deepEqual(server.waits, [300, 300, 300]);
  assert.deepEqual(calls, [["BBAS", 0, 1]]);

  const saved = await readActionsFile(feeds[0].path);
  assert.ok(saved.source === "feed");
  assert.deepEqual([saved.company, saved.asOf, saved.json.results], ["BBAS", TODAY, [first, second]]);
  assert.deepEqual(saved.json.stockDividends, [shareRecord()]);
});

Deno.test("fetchActionFeed() keeps what B3 answers word for word", async () => {
  const about = '[ {"code": "BBAS",\t"stockDividends":[], "tradingName": "A\\u00c7O 1.50"} ]';
  const page = '{"results":[ ], "page":{"totalPages":0}}';
  await using server = await badServer(text(about), text(page));
  await fetchActionFeed(["BBAS"], { ...server.options, today: TODAY });
  assert.deepEqual(await readdir(server.folder), ["BBAS.json"]);
  const kept = await readFile(server.path("BBAS.json"), "utf8");
  assert.ok(kept.includes(about));
  assert.ok(kept.includes(page));
});

Deno.test("fetchActionFeed() takes JSON within JSON, as B3 answers at times", async () => {
  const twice = (answer: unknown) => json(JSON.stringify(answer));
  await using server = await badServer(
    twice(companyAnswer({}, shareRecord())),
    twice(pageAnswer([cashRecord()])),
  );
  const { feeds } = await fetchActionFeed(["BBAS"], { ...server.options, today: TODAY });
  const saved = await readActionsFile(feeds[0].path);
  assert.ok(saved.source === "feed");
  assert.deepEqual(saved.json, {
    stockDividends: [shareRecord()],
    subscriptions: [],
    results: [cashRecord()],
  });
});

Deno.test("fetchActionFeed() finds payments under another spelling of the company's name", async () => {
  await using server = await badServer(
    json(companyAnswer({ tradingName: "CURY S/A    " })),
    NO_PAYMENTS,
    NO_PAYMENTS,
    json(pageAnswer([cashRecord()])),
  );
  await fetchActionFeed(["CURY"], { ...server.options, today: TODAY });
  const names = server.addresses.slice(1).map((address) =>
    JSON.parse(atob(address.split("/")[1])).tradingName
  );
  assert.deepEqual(names, ["CURY SA", "CURY S/A", "CURY S.A."]);
});

Deno.test("fetchActionFeed() asks for a company once a day, and again when its file is not whole", async () => {
  await using server = await badServer(COMPANY, NO_PAYMENTS);
  const fetchOn = async (today: number) => {
    server.behave(COMPANY, NO_PAYMENTS);
    const { feeds } = await fetchActionFeed(["BBAS"], { ...server.options, today });
    return feeds[0].isCached;
  };
  assert.deepEqual([await fetchOn(TODAY), await fetchOn(TODAY), await fetchOn(TODAY + 1)], [
    false,
    true,
    false,
  ]);
  await writeFile(server.path("BBAS.json"), '{"company":"BBAS","asOf":"2024-11-09","GetListed');
  assert.equal(await fetchOn(TODAY + 1), false);
});

Deno.test("fetchActionFeed() notes companies that B3 does not know: it answers nothing or none", async () => {
  await using server = await badServer(text(""), json([]), json(""), COMPANY, NO_PAYMENTS);
  const { feeds, absent } = await fetchActionFeed(["ELET", "CCRO", "GOLL", "BBAS"], {
    ...server.options,
    today: TODAY,
  });
  assert.deepEqual([feeds.length, absent], [1, ["ELET", "CCRO", "GOLL"]]);
  assert.deepEqual(await readdir(server.folder), ["BBAS.json"]);
});

Deno.test("fetchActionFeed() tries again after trouble of the server, web pages, texts, cuts and silence", async () => {
  await using server = await badServer(
    answering(500),
    text(PAGE, { "content-type": "text/html" }),
    text("Too many requests"),
    text('[{"tradingName":"BRA'),
    () => sending(new TextEncoder().encode("[{"), { "content-length": "100" }),
    COMPANY,
    () => sending(new TextEncoder().encode('{"results'), { "content-length": "100" }, "silence"),
    json({ message: "throttled" }),
    NO_PAYMENTS,
  );
  const { feeds } = await fetchActionFeed(["BBAS"], { ...server.options, today: TODAY, idleMs: 100 });
  assert.equal(feeds.length, 1);
  assert.deepEqual(server.waits, [1000, 2000, 4000, 8000, 16000, 300, 1000, 2000, 300]);
});

for (
  const [behaviour, message] of [
    [answering(503), "the server fails (503), 6 times; try again later, or ingest files from disk"],
    [
      text(PAGE),
      'a company is wanted, found the web page "Access denied", 6 times; try again later, or ingest files from disk',
    ],
    [
      text("Slow down\x1b[2J, " + "please ".repeat(20)),
      'a company is wanted, found "Slow down\uFFFD[2J, please please please please please please ple…", 6 times; ' +
      "try again later, or ingest files from disk",
    ],
    [
      json([3]),
      'a company is wanted, found "[3]", 6 times; try again later, or ingest files from disk',
    ],
    [answering(404), "the server has no such file (404); has its address changed"],
    [
      answering(403),
      "the server refuses (403), as it does to some networks and programs; fetch it with a browser and ingest it from disk",
    ],
  ] as const
) {
  Deno.test(`fetchActionFeed() says of one company: ${message.slice(0, 60).replace(/\p{Cc}/gu, "")}`, async () => {
    await using server = await badServer(behaviour);
    await assert.rejects(fetchActionFeed(["BBAS"], { ...server.options, today: TODAY }), (error: Error) => {
      assert.equal(error.message, `Cannot download the actions of BBAS: ${message}`);
      return true;
    });
    assert.deepEqual(await readdir(server.folder), []);
  });
}

Deno.test("fetchActionFeed() leaves out a company that the server fails on, and gives up after three in a row", async () => {
  const ofCompany = (bad: readonly string[]): Behaviour => (request) => {
    const [service, question] = new URL(request.url).pathname.split("/").slice(-2);
    if (service === "GetListedCashDividends") return NO_PAYMENTS(request);
    return bad.includes(JSON.parse(atob(question)).issuingCompany)
      ? answering(404)(request)
      : COMPANY(request);
  };
  const companies = ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE"];
  const options = { today: TODAY };
  await using server = await badServer(ofCompany(["AAAA", "BBBB", "EEEE"]));
  const { feeds, failed } = await fetchActionFeed(companies, { ...server.options, ...options });
  assert.deepEqual(feeds.map(({ company }) => company), ["CCCC", "DDDD"]);
  assert.deepEqual(failed.map(({ company }) => company), ["AAAA", "BBBB", "EEEE"]);
  assert.match(failed[0].reason, /^Cannot download the actions of AAAA: the server has no such file \(404\)/);
  server.behave(ofCompany(["BBBB", "CCCC", "DDDD"]));
  const later = { ...server.options, today: TODAY + 1 };
  const stopped = await fetchActionFeed(companies, later);
  assert.deepEqual(stopped.feeds.map(({ company }) => company), ["AAAA"]);
  assert.deepEqual(stopped.failed.map(({ company }) => company), ["BBBB", "CCCC", "DDDD", "EEEE"]);
  assert.equal(stopped.failed[3].reason, "not asked for, as 3 companies in a row failed");
  await assert.rejects(fetchActionFeed(companies.slice(1), later), {
    name: "NotFoundError",
    message: /of DDDD: /,
  });
});

Deno.test("fetchActionFeed() asks again for a page that is empty before the last, then leaves the company out", async () => {
  const first = json(pageAnswer([cashRecord()], 1, 3));
  const empty = json(pageAnswer([], 2, 3));
  const last = json(pageAnswer([cashRecord({ typeStock: "PN" })], 2, 2));
  await using server = await badServer(COMPANY, json(pageAnswer([cashRecord()], 1, 2)), empty, last);
  await fetchActionFeed(["BBAS"], { ...server.options, today: TODAY });
  assert.deepEqual(server.waits, [300, 300, 1000, 300]);
  server.behave(COMPANY, first, ...Array(6).fill(empty), COMPANY, NO_PAYMENTS);
  const { feeds, failed } = await fetchActionFeed(["ODDD", "VALE"], { ...server.options, today: TODAY });
  assert.deepEqual(feeds.map(({ company }) => company), ["VALE"]);
  assert.deepEqual(failed.map(({ company }) => company), ["ODDD"]);
  assert.match(
    failed[0].reason,
    /^Cannot download the payments of ODDD: a page of payments is wanted, found .* 6 times/,
  );
  assert.deepEqual((await readdir(server.folder)).sort(), ["BBAS.json", "VALE.json"]);
});

Deno.test("fetchActionFeed() keeps no answers that cannot be read", async () => {
  await using server = await badServer(json([{ code: "BBAS" }]));
  await assert.rejects(fetchActionFeed(["BBAS"], { ...server.options, today: TODAY }), {
    name: "DataError",
    message:
      "Cannot download the actions of BBAS: one of stockDividends, cashDividends, subscriptions, results is wanted, found none",
  });
  assert.deepEqual(await readdir(server.folder), []);
});

Deno.test("fetchActionFeed() says that there is no network, that it may not reach B3, and what the disk does", async () => {
  await using server = await badServer(COMPANY, NO_PAYMENTS);
  const folder = join(server.folder, "file");
  await writeFile(folder, "");
  await assert.rejects(fetchActionFeed(["BBAS"], { ...server.options, folder }), {
    name: "DataError",
    message: new RegExp(`^Cannot write ${join(folder, "BBAS.json")}: `),
  });
  await server.stop();
  await assert.rejects(fetchActionFeed(["BBAS"], server.options), {
    name: "DataError",
    message:
      /^Cannot download the actions of BBAS: 127\.0\.0\.1:\d+ cannot be reached \(Connection refused\), 3 times; see to the network, or ingest files from disk$/,
  });
});

Deno.test({
  name: "fetchActionFeed() says how to let it reach a host",
  permissions: { net: false, read: true, write: true, env: true },
  async fn() {
    await assert.rejects(fetchActionFeed(["BBAS"], { folder: "unused", url: "http://127.0.0.1:8080/" }), {
      name: "ConfigError",
      message: /may not reach 127\.0\.0\.1:8080; .* --allow-net=127\.0\.0\.1:8080 tasks\/ingest\.ts/,
    });
  },
});

Deno.test("fetchActionFeed() wants the letters of companies, before it asks for any", async () => {
  await using server = await badServer(COMPANY, NO_PAYMENTS);
  for (const company of ["PETR4", "petr", "../X", ""]) {
    await assert.rejects(fetchActionFeed(["BBAS", company], server.options), {
      name: "ConfigError",
      message:
        `Cannot fetch actions: the first four letters of a company's codes are wanted, such as PETR, found "${company}"`,
    });
  }
  assert.deepEqual(server.addresses, []);
});
