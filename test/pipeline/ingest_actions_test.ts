import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatSession, parseSession } from "~/core/mod.ts";
import { ingestActions, quotedCompanies } from "~/pipeline/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { cashRecord, companyAnswer, pageAnswer, shareRecord } from "../sources/feed_answers_of.ts";
import { batchesOf, incoming, quotesOf, type Row } from "../warehouse/quotes_of.ts";

const HEADER = "ticker,ex_session,kind,ratio,payment\n";

/** Sessions of April 2024 around Banco do Brasil's split, a Friday and a Monday among them left out. */
const SESSIONS = ["2024-04-10", "2024-04-11", "2024-04-15", "2024-04-17", "2024-04-18"].map(parseSession);

/** A folder with a database of BBAS3's quotes at those sessions, and a way to put files there. */
async function workplace(rows: readonly Partial<Row>[] = quotesAt(SESSIONS)) {
  const root = await mkdtemp(join(tmpdir(), "b3_actions_"));
  const db = join(root, "b3.duckdb");
  if (rows.length > 0) {
    await using warehouse = await openWarehouse(db);
    await warehouse.storeFile(
      incoming({ name: "q", sha256: "q", grain: "day" }),
      batchesOf(quotesOf(...rows)),
    );
  }
  return {
    db,
    async file(name: string, content: unknown): Promise<string> {
      await mkdir(join(root, name, ".."), { recursive: true });
      await writeFile(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
      return join(root, name);
    },
    async held() {
      await using warehouse = await openWarehouse(db, { readOnly: true });
      const actions = await warehouse.actions();
      return actions.map(({ ticker, exSession, kind, ratio, payment, source }) =>
        [ticker, formatSession(exSession), kind, ratio, payment, source].join(" ")
      );
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}

function quotesAt(sessions: readonly number[], about: Partial<Row> = {}): Partial<Row>[] {
  const paper = { ticker: "BBAS3", isin: "BRBBASACNOR3", specification: "ON      NM" };
  return sessions.map((session) => ({ ...paper, session, ...about }));
}

/** What `fetchActionFeed` keeps. */
function kept(shares: readonly Record<string, unknown>[], payments: readonly Record<string, unknown>[]) {
  return {
    company: "BBAS",
    asOf: "2024-11-08",
    GetListedSupplementCompany: companyAnswer({}, ...shares),
    GetListedCashDividends: [pageAnswer(payments)],
  };
}

Deno.test("ingestActions() stores feeds and a person's list, ex on the next session of the quotes", async () => {
  await using place = await workplace();
  const feed = await place.file(
    "feeds/BBAS.json",
    kept([shareRecord()], [cashRecord({ lastDatePriorEx: "12/04/2024" })]),
  );
  const mine = await place.file("mine.csv", `${HEADER}BBAS3,2024-04-18,bonus,1.1,0\n`);
  const results = await ingestActions(place.db, [join(feed, ".."), mine]);
  assert.deepEqual(results, [
    {
      file: "BBAS.json",
      source: "feed",
      company: "BBAS",
      stored: 2,
      replaced: 0,
      kinds: { dividend: 1, split: 1 },
      findings: [],
    },
    {
      file: "mine.csv",
      source: "manual",
      company: null,
      stored: 1,
      replaced: 0,
      kinds: { bonus: 1 },
      findings: [],
    },
  ]);
  assert.deepEqual(await place.held(), [
    "BBAS3 2024-04-15 dividend 1 0.01 feed",
    "BBAS3 2024-04-17 split 2 0 feed", // the last session with the right was the 15th, the 16th is not there
    "BBAS3 2024-04-18 bonus 1.1 0 manual",
  ]);
  await using warehouse = await openWarehouse(place.db, { readOnly: true });
  assert.deepEqual((await warehouse.actions()).map(({ asOf }) => asOf), [
    parseSession("2024-11-08"),
    parseSession("2024-11-08"),
    null,
  ]);
});

Deno.test("ingestActions() goes by B3's calendar where the quotes do not reach", async () => {
  const exOf = async (rows: readonly Partial<Row>[], lastDatePrior: string) => {
    await using place = await workplace(rows);
    await ingestActions(place.db, [
      await place.file("BBAS.json", companyAnswer({}, shareRecord({ lastDatePrior }))),
    ]);
    return (await place.held())[0].split(" ")[1];
  };
  assert.equal(await exOf([], "10/02/2024"), "2024-02-14"); // over Carnival
  assert.equal(await exOf(quotesAt(SESSIONS), "09/02/2024"), "2024-02-14");
  assert.equal(await exOf(quotesAt(SESSIONS), "30/04/2024"), "2024-05-02"); // over Labour Day
  const apart = ["2023-12-28", "2024-04-10"].map(parseSession);
  assert.equal(await exOf(quotesAt(apart), "09/02/2024"), "2024-02-14"); // in a gap
  const old = ["1999-12-30", "2000-01-03", "2024-04-10"].map(parseSession);
  assert.equal(await exOf(quotesAt(old), "30/12/1999"), "2000-01-03");
  assert.equal(await exOf(quotesAt(old), "09/02/2024"), "2024-02-14");
  assert.equal(await exOf(quotesAt(SESSIONS), "29/12/1995"), "1995-12-30"); // before either: no later than it may be
});

Deno.test("ingestActions() says of a factor of 0, an unknown ticker and a day without a session", async () => {
  await using place = await workplace();
  const bad = [shareRecord({ factor: "0" }), shareRecord({ factor: "-5", approvedOn: "01/01/2024" })];
  const all = cashRecord({ corporateActionPrice: "100" });
  const feed = await place.file("BBAS.json", kept(bad, [all, cashRecord({ typeStock: "PN" })]));
  const mine = await place.file("mine.csv", `${HEADER}BBAS3,2024-04-13,split,2,0\n`);
  const results = await ingestActions(place.db, [feed, mine]);
  const found = results.flatMap(({ findings }) => findings.map(({ kind, message }) => `${kind}: ${message}`));
  assert.deepEqual(found, [
    'bad_record: BBAS3\'s "DESDOBRAMENTO" cannot be read, a factor above 0 is wanted, found "0": left out',
    'bad_record: BBAS3\'s "DESDOBRAMENTO" cannot be read, a factor above 0 is wanted, found "-5": left out',
    "bad_action: BBAS3's dividend of 2024-03-12 has ratio 1 and payment 1: left out",
    "unknown_tickers: BBAS.json has actions of 1 tickers that no quote has: BBAS4",
    "off_session: BBAS3's split of 2024-04-13 is on a day without a session",
  ]);
  assert.deepEqual(await place.held(), [
    "BBAS3 2024-04-13 split 2 0 manual",
    "BBAS4 2024-03-12 dividend 1 0.01 feed",
  ]);
});

Deno.test("ingestActions() stores nothing if a person's file or every feed is unreadable, or one is not there", async () => {
  await using place = await workplace();
  const good = await place.file("BBAS.json", kept([shareRecord()], []));
  const cut = await place.file("cut.json", JSON.stringify(kept([shareRecord()], [])).slice(0, -40));
  const wrong = await place.file("wrong.csv", `${HEADER}BBAS3,2024-04-17,split,0,0\n`);
  for (
    const [path, message] of [
      [wrong, `Cannot read "${wrong}": a ratio above 0 is wanted in line 2, found "0"`],
      [`${cut}.none`, `Cannot find "${cut}.none": a file or folder is wanted, found nothing there`],
    ]
  ) {
    await assert.rejects(ingestActions(place.db, [good, path]), { message });
    assert.deepEqual(await place.held(), []);
  }
  await assert.rejects(ingestActions(place.db, [cut, cut]), {
    message: `Cannot read "${cut}": whole JSON is wanted, found damage`,
  });
});

Deno.test("ingestActions() stores the other feeds if one is cut short, and says so", async () => {
  await using place = await workplace();
  const cut = await place.file("feeds/AAAA.json", JSON.stringify(kept([shareRecord()], [])).slice(0, -40));
  await place.file("feeds/BBAS.json", kept([shareRecord()], []));
  const results = await ingestActions(place.db, [join(cut, "..")]);
  assert.deepEqual(results.map(({ file, stored }) => [file, stored]), [["AAAA.json", 0], ["BBAS.json", 1]]);
  assert.deepEqual(results[0].findings, [{
    severity: "error",
    kind: "unreadable_feed",
    message: `Cannot read "${cut}": whole JSON is wanted, found damage`,
  }]);
  assert.deepEqual(await place.held(), ["BBAS3 2024-04-17 split 2 0 feed"]);
});

Deno.test("ingestActions() takes back what a person's file said, and no other, by a header alone", async () => {
  await using place = await workplace();
  const mine = await place.file("mine.csv", `${HEADER}BBAS3,2024-04-17,split,2,0\n`);
  const yours = await place.file("yours.csv", `${HEADER}BBAS3,2024-04-18,bonus,1.1,0\n`);
  await ingestActions(place.db, [mine, yours]);
  await place.file("mine.csv", HEADER);
  const [{ stored, replaced, findings }] = await ingestActions(place.db, [mine]);
  assert.deepEqual([stored, replaced, findings.map(({ kind }) => kind)], [0, 1, ["changed_actions"]]);
  assert.deepEqual(await place.held(), ["BBAS3 2024-04-18 bonus 1.1 0 manual"]);
});

Deno.test("ingestActions() lets the later of two feeds that disagree stand", async () => {
  await using place = await workplace();
  const first = await place.file("first.json", kept([shareRecord()], [cashRecord()]));
  const second = await place.file("second.json", companyAnswer({}, shareRecord({ factor: "200,00" })));
  const [, { replaced, findings }] = await ingestActions(place.db, [first, second]);
  assert.equal(replaced, 1); // payments are none of the second's business
  assert.deepEqual(findings.map(({ kind, message }) => [kind, message]), [[
    "changed_actions",
    "second.json no longer says 1 of the actions in first.json, or says otherwise, the first BBAS3's split of 2024-04-17",
  ]]);
  assert.deepEqual(await place.held(), [
    "BBAS3 2024-03-12 dividend 1 0.01 feed",
    "BBAS3 2024-04-17 split 3 0 feed",
  ]);
});

Deno.test("stored actions go into buildPanel() as they are; those before the first quote adjust nothing", async () => {
  const close = [56.46, 56.46, 56.46, 28.23, 28.23];
  const prices = quotesAt(SESSIONS).map((row, i) => {
    const [open, high, low, average] = Array(4).fill(close[i]);
    return { ...row, open, high, low, average, close: close[i], bid: close[i], ask: close[i] };
  });
  await using place = await workplace(prices);
  await ingestActions(place.db, [await place.file("BBAS.json", kept([shareRecord()], [cashRecord()]))]);
  await using warehouse = await openWarehouse(place.db, { readOnly: true });
  const { panel, findings } = buildPanel(await warehouse.quotes(), { actions: await warehouse.actions() });
  assert.deepEqual([...panel.close], [28.23, 28.23, 28.23, 28.23, 28.23]);
  assert.deepEqual(findings.map(({ message }) => message), [
    "BBAS3's dividend of 2024-03-12 is not after its first quote of 2024-04-10: nothing to adjust",
  ]);
});

Deno.test("quotedCompanies() are those of shares and units, once each", async () => {
  await using place = await workplace([
    ...quotesAt(SESSIONS),
    ...quotesAt(SESSIONS.slice(0, 1), {
      ticker: "KLBN11",
      isin: "BRKLBNCDAM18",
      specification: "UNT     N2",
    }),
    ...quotesAt(SESSIONS.slice(0, 1), { ticker: "KLBN4", isin: "BRKLBNACNPR9", specification: "PN      N2" }),
    ...quotesAt(SESSIONS.slice(0, 1), {
      ticker: "HGLG11",
      isin: "BRHGLGCTF004",
      specification: "CI",
      board: "12",
    }),
    ...quotesAt(SESSIONS.slice(0, 1), { ticker: "B3SA3", isin: "BRB3SAACNOR6" }),
  ]);
  assert.deepEqual(await quotedCompanies(place.db), ["B3SA", "BBAS", "KLBN"]);
  await assert.rejects(quotedCompanies(`${place.db}.none`), { name: "NotFoundError" });
});
