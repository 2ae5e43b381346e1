import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseSession } from "~/core/mod.ts";
import { actionsFiles, readActionsFile } from "~/sources/mod.ts";
import { cashRecord, companyAnswer, pageAnswer, shareRecord } from "./feed_answers_of.ts";

const HEADER = "ticker,ex_session,kind,ratio,payment\n";
const SHARES = ["split", "grouping", "bonus"];
const PAYMENTS = ["dividend", "interest", "subscription", "other"];

/** Reads a file that holds a text, bytes or JSON. */
async function read(content: unknown, file = "actions.csv") {
  const folder = await mkdtemp(join(tmpdir(), "b3-actions-"));
  try {
    const isText = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(join(folder, file), isText ? content : JSON.stringify(content));
    return await readActionsFile(join(folder, file));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readFeed(content: unknown, file = "answer.json") {
  const feed = await read(content, file);
  assert.ok(feed.source === "feed");
  return feed;
}

Deno.test("readActionsFile() reads a person's list, its columns in any order, gzipped or not", async () => {
  const expected = [
    ["BBAS3", "2024-04-16", "split", 2, 0],
    ["AMER3", "2024-08-27", "grouping", 0.01, 0],
    ["PETR4", "2024-04-26", "dividend", 1, 0.0102],
  ].map(([ticker, date, kind, ratio, payment]) => ({
    ticker,
    exSession: parseSession(String(date)),
    kind,
    ratio,
    payment,
    source: "manual",
    asOf: null,
  }));
  const text =
    `${HEADER}bbas3,2024-04-16,split,2,0\nAMER3,20240827,Grouping,0.01,0\r\n\nPETR4,2024-04-26,dividend,1,0.0102\n`;
  for (const content of [text, "\uFEFF" + text, gzipSync(text)]) {
    assert.deepEqual(await read(content), { source: "manual", file: "actions.csv", actions: expected });
  }
  const turned = await read('"Kind","Payment","Ratio","Ex_session","Ticker"\nsplit,0,2,2024-04-16,BBAS3');
  assert.deepEqual("actions" in turned && turned.actions, expected.slice(0, 1));
});

Deno.test("readActionsFile() lets a person say that there was no split, grouping or bonus: ratio 1", async () => {
  for (const kind of SHARES) {
    assert.equal((await read(`${HEADER}BBAS3,2024-04-16,${kind},1,0`)).source, "manual");
  }
});

Deno.test("readActionsFile() reads a header alone as a list of none", async () => {
  assert.deepEqual(await read(HEADER), { source: "manual", file: "actions.csv", actions: [] });
});

for (
  const [text, problem] of [
    ["", "a header with ticker,ex_session,kind,ratio,payment is wanted, found nothing"],
    [
      "BBAS3,2024-04-16,split,2,0",
      'a header with ticker,ex_session,kind,ratio,payment is wanted, found "BBAS3,2024-04-16,split,2,0"',
    ],
    [
      "ticker,ex_session,kind,ratio",
      'a header with ticker,ex_session,kind,ratio,payment is wanted, found "ticker,ex_session,kind,ratio"',
    ],
    [
      "ticker,ex_session,kind,ratio,payment,note",
      'a header with ticker,ex_session,kind,ratio,payment is wanted, found "ticker,ex_session,kind,ratio,payment,note"',
    ],
    [`${HEADER}BBAS3,2024-04-16,split,2`, "5 fields are wanted in line 2, found 4"],
    [`${HEADER}BBAS3,2024-04-16,split,2,0,5`, "5 fields are wanted in line 2, found 6"],
    [`${HEADER}B,2024-04-16,split,2,0`, 'a trading code is wanted in line 2, found "B"'],
    [`${HEADER}\nBBAS3,2024-02-30,split,2,0`, 'a date YYYY-MM-DD is wanted in line 3, found "2024-02-30"'],
    [`${HEADER}BBAS3,16/04/2024,split,2,0`, 'a date YYYY-MM-DD is wanted in line 2, found "16/04/2024"'],
    [
      `${HEADER}BBAS3,2024-04-16,desdobramento,2,0`,
      'one of split, grouping, bonus, dividend, interest, subscription, other is wanted in line 2, found "desdobramento"',
    ],
    [`${HEADER}BBAS3,2024-04-16,split,0,0`, 'a ratio above 0 is wanted in line 2, found "0"'],
    [`${HEADER}BBAS3,2024-04-16,split,-2,0`, 'a ratio above 0 is wanted in line 2, found "-2"'],
    [`${HEADER}BBAS3,2024-04-16,split,,0`, "a ratio above 0 is wanted in line 2, found nothing"],
    [`${HEADER}BBAS3,2024-04-16,split,Infinity,0`, 'a ratio above 0 is wanted in line 2, found "Infinity"'],
    [`${HEADER}BBAS3,2024-04-16,split,0.5,0`, `a split's ratio above 1 is wanted in line 2, found "0.5"`],
    [
      `${HEADER}AMER3,2024-08-27,grouping,100,0`,
      `a grouping's ratio below 1 (0.1 for ten to one) is wanted in line 2, found "100"`,
    ],
    [
      `${HEADER}BBAS3,2024-04-16,bonus,1.1,0.02`,
      `a bonus's payment of 0, and a line of its own for what was paid, is wanted in line 2, found "0.02"`,
    ],
    [
      `${HEADER}PETR4,2024-04-26,dividend,2,0.01`,
      'ratio 1 for a kind that does not change the number of shares is wanted in line 2, found "2"',
    ],
    [
      `${HEADER}PETR4,2024-04-26,dividend,1,1.02`,
      'a payment from 0 to below 1, a fraction of the price, is wanted in line 2, found "1.02"',
    ],
    [
      `${HEADER}PETR4,2024-04-26,dividend,1,0.01\nPETR4,2024-04-26,dividend,1,0.02`,
      "one dividend of PETR4 on a day is wanted, found another in line 3: bring them together",
    ],
    ["<!doctype html>", "B3's JSON or a person's CSV is wanted, found a web page"],
    ['[{"stockDividends":[{"fac', "whole JSON is wanted, found damage"],
    ["[]", "one of stockDividends, cashDividends, subscriptions, results is wanted, found none"],
    ['{"a":"b"}', "one of stockDividends, cashDividends, subscriptions, results is wanted, found none"],
    [
      JSON.stringify(pageAnswer([cashRecord()], 1, 3)),
      "every page of payments is wanted, in one list, found 1 of 3",
    ],
    [JSON.stringify([companyAnswer(), companyAnswer()]), "one company is wanted, found several"],
    [
      JSON.stringify(pageAnswer([cashRecord()])),
      `the company's four letters are wanted at the beginning of the file's name, found "actions.csv"`,
    ],
  ] as const
) {
  Deno.test(`readActionsFile() says of ${JSON.stringify(text.replace(HEADER, "")).slice(0, 50)}: ${problem.slice(0, 50)}`, async () => {
    await assert.rejects(read(text), (error: Error) => {
      assert.equal(error.name, "DataError");
      assert.equal(error.message.replace(/^Cannot read ".*actions\.csv": /, ""), problem);
      return true;
    });
  });
}

Deno.test("readActionsFile() reads both services' answers, and pages as one list", async () => {
  const shares = await readFeed(companyAnswer({}, shareRecord()));
  assert.deepEqual(shares, {
    source: "feed",
    file: "answer.json",
    company: "BBAS",
    asOf: null,
    kinds: SHARES,
    json: { stockDividends: [shareRecord()], subscriptions: [], cashDividends: [] },
  });
  const records = [cashRecord(), cashRecord({ typeStock: "PN" })];
  const pages = [pageAnswer(records.slice(0, 1), 1, 2), pageAnswer(records.slice(1), 2, 2)];
  const payments = await readFeed(pages, "PETR_payments.json");
  assert.deepEqual([payments.company, payments.kinds, payments.json], ["PETR", PAYMENTS, {
    results: records,
  }]);
  const both = await readFeed([companyAnswer({}, shareRecord()), ...pages]);
  assert.deepEqual([both.kinds, both.json.results], [[...SHARES, ...PAYMENTS], records]);
});

Deno.test("readActionsFile() takes the company from the answer, its ISINs or the file's name", async () => {
  const nameless = companyAnswer({ code: undefined }, shareRecord({ isinCode: "BRVALEACNOR0" }));
  assert.equal((await readFeed(nameless, "PETR.json")).company, "VALE");
  assert.equal((await readFeed(companyAnswer({ code: "B3SA" }), "PETR.json")).company, "B3SA");
  assert.equal((await readFeed(companyAnswer({ code: undefined }), "PETR.json")).company, "PETR");
  await assert.rejects(readFeed(pageAnswer([]), "cash.json"), { name: "DataError" });
  await assert.rejects(readFeed(pageAnswer([]), "PETR4.json"), { name: "DataError" });
});

Deno.test("readActionsFile() falls back on the short list of payments when the long one is empty", async () => {
  const few = [{ isinCode: "BRBBASACNOR3", label: "DIVIDENDO", rate: "0,5", lastDatePrior: "11/03/2024" }];
  const { json, kinds } = await readFeed([companyAnswer({ cashDividends: few }), pageAnswer([], 1, 0)]);
  assert.deepEqual([json.cashDividends, json.results, kinds], [few, undefined, SHARES]);
  assert.deepEqual((await readFeed([companyAnswer(), pageAnswer([], 1, 0)])).kinds, [...SHARES, ...PAYMENTS]);
});

Deno.test("actionsFiles() lists JSON and CSV of a folder by name, or takes a file of any name", async () => {
  const folder = await mkdtemp(join(tmpdir(), "b3-actions-"));
  try {
    await assert.rejects(actionsFiles(folder), {
      name: "NotFoundError",
      message: `Cannot find corporate actions: *.json or *.csv are wanted in "${folder}", found none`,
    });
    const path = (name: string) => join(folder, name);
    for (const name of ["VALE.json", "mine.csv", "PETR.JSON.gz", "notes.txt", "PETR.json.tmp"]) {
      await writeFile(path(name), "");
    }
    assert.deepEqual(await actionsFiles(folder), ["PETR.JSON.gz", "VALE.json", "mine.csv"].map(path));
    assert.deepEqual(await actionsFiles(path("notes.txt")), [path("notes.txt")]);
    await assert.rejects(actionsFiles(path("none")), {
      name: "NotFoundError",
      message: `Cannot find "${path("none")}": a file or folder is wanted, found nothing there`,
    });
    await assert.rejects(readActionsFile(path("none")), { name: "NotFoundError" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
