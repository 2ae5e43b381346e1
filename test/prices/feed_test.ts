import assert from "node:assert/strict";
import { DataError, parseSession } from "~/core/mod.ts";
import { type CorporateAction, type FeedOptions, readActionFeed } from "~/prices/mod.ts";
import { weekdays } from "../market.ts";

const CALENDAR = Int32Array.from(weekdays(60, "2024-04-01"));
const OPTIONS: FeedOptions = { calendar: CALENDAR };

/** A record of the feed's `stockDividends`: Banco do Brasil's split of 2024 unless said otherwise. */
function shareRecord(about: Record<string, unknown> = {}) {
  return {
    assetIssued: "BRBBASACNOR3",
    factor: "100,00000000000",
    approvedOn: "02/02/2024",
    isinCode: "BRBBASACNOR3",
    label: "DESDOBRAMENTO",
    lastDatePrior: "15/04/2024",
    remarks: "",
    ...about,
  };
}

/** A record of `GetListedCashDividends`. */
function cashRecord(about: Record<string, unknown> = {}) {
  return {
    typeStock: "PN",
    dateApproval: "25/04/2024",
    valueCash: "0,419668",
    ratio: "1",
    corporateAction: "DIVIDENDO",
    lastDatePriorEx: "25/04/2024",
    closingPricePriorExDate: "41,05",
    quotedPerShares: "1",
    corporateActionPrice: "1,022334",
    ...about,
  };
}

function action(about: Partial<CorporateAction> = {}): CorporateAction {
  return {
    ticker: "BBAS3",
    exSession: parseSession("2024-04-16"),
    kind: "split",
    ratio: 2,
    payment: 0,
    source: "feed",
    asOf: null,
    ...about,
  };
}

const company = (...stockDividends: unknown[]) => [{ stockDividends, subscriptions: [], cashDividends: [] }];
const page = (...results: unknown[]) => ({ page: { pageNumber: 1 }, results });
const ratioOf = (about: Record<string, unknown>) =>
  readActionFeed(company(shareRecord(about)), OPTIONS).actions[0].ratio;

Deno.test("readActionFeed() reads BBAS3's split: factor 100 is two for one, ex on the session after", () => {
  assert.deepEqual(readActionFeed(company(shareRecord()), OPTIONS), { actions: [action()], findings: [] });
});

Deno.test("readActionFeed() knows both meanings of factor", () => {
  assert.equal(ratioOf({ factor: "400,00" }), 5); // SBSP3: 400 % of new shares
  assert.equal(ratioOf({ factor: "10", label: "BONIFICAÇÃO" }), 1.1);
  assert.equal(ratioOf({ factor: "0,10000000000", label: "GRUPAMENTO" }), 0.1);
  assert.equal(ratioOf({ factor: "1.900,00" }), 20);
});

Deno.test("readActionFeed() multiplies the legs of one approval (VIVT3 2025: 40 to 1, then 1 to 80)", () => {
  const legs = [
    shareRecord({ label: "GRUPAMENTO", factor: "0,025" }),
    shareRecord({ label: "DESDOBRAMENTO", factor: "7900,00" }),
  ];
  assert.deepEqual(readActionFeed(company(...legs), OPTIONS).actions, [action({ ratio: 2 })]);
  const apart = [legs[0], { ...legs[1], approvedOn: "05/02/2024" }];
  assert.deepEqual(readActionFeed(company(...apart), OPTIONS).actions.map(({ ratio }) => ratio), [0.025, 80]);
});

Deno.test("readActionFeed() counts a record that is there twice once", () => {
  assert.equal(readActionFeed(company(shareRecord(), shareRecord()), OPTIONS).actions[0].ratio, 2);
  const options = { ...OPTIONS, root: "PETR" };
  const { actions, findings } = readActionFeed(page(cashRecord(), cashRecord(), cashRecord()), options);
  assert.equal(actions.length, 1);
  const twice = {
    severity: "warning",
    kind: "double_record",
    message: `PETR4's "DIVIDENDO" after 25/04/2024 is there again: left out`,
  };
  assert.deepEqual(findings, [twice, twice]);
});

Deno.test("readActionFeed() takes two instalments of one day, equal but for their payment date, for two", () => {
  const instalments = ["20/05/2024", "20/06/2024"].map((paymentDate) => cashRecord({ paymentDate }));
  const { actions, findings } = readActionFeed(page(...instalments), { ...OPTIONS, root: "PETR" });
  assert.deepEqual(actions.map(({ payment }) => payment), [1.022334 / 100, 1.022334 / 100]);
  assert.deepEqual(findings, []);
});

Deno.test("readActionFeed() takes the session after the last with the right from the calendar", () => {
  const exOf = (lastDatePrior: string) =>
    readActionFeed(company(shareRecord({ lastDatePrior })), OPTIONS).actions[0].exSession;
  assert.equal(exOf("19/04/2024"), parseSession("2024-04-22")); // over a week-end
  assert.equal(exOf("20/04/2024"), parseSession("2024-04-22"));
  assert.equal(exOf("31/12/2024"), parseSession("2025-01-01")); // past the calendar: no earlier than that
  assert.equal(exOf("28/12/2023"), parseSession("2023-12-29")); // before it: not its first session
});

Deno.test("readActionFeed() reads a payment as B3's own share of the last price", () => {
  const { actions } = readActionFeed(JSON.stringify(page(cashRecord())), {
    ...OPTIONS,
    root: "PETR",
    asOf: 20000,
  });
  assert.deepEqual(actions, [action({
    ticker: "PETR4",
    exSession: parseSession("2024-04-26"),
    kind: "dividend",
    ratio: 1,
    payment: 1.022334 / 100,
    asOf: 20000,
  })]);
});

Deno.test("readActionFeed() divides cash and price by their own numbers of shares without B3's share", () => {
  const paymentOf = (about: Record<string, unknown>) => {
    const record = cashRecord({
      corporateActionPrice: "",
      valueCash: "0,50",
      closingPricePriorExDate: "20,00",
      ...about,
    });
    const { actions } = readActionFeed(page(record), { ...OPTIONS, root: "PETR" });
    return actions[0].payment;
  };
  assert.equal(paymentOf({}), 0.025);
  assert.equal(paymentOf({ ratio: "1000", quotedPerShares: "1000" }), 0.025);
  assert.ok(Math.abs(paymentOf({ valueCash: "0,0005", quotedPerShares: "1.000" }) - 0.025) < 1e-15);
});

Deno.test("readActionFeed() tells interest from dividends, and a payment of another name", () => {
  const kinds = ["JRS CAP PROPRIO", "RENDIMENTO", "REST CAP DIN"].map((corporateAction) =>
    readActionFeed(page(cashRecord({ corporateAction })), { ...OPTIONS, root: "PETR" }).actions[0].kind
  );
  assert.deepEqual(kinds, ["interest", "dividend", "other"]);
});

Deno.test("readActionFeed() knows classes by ISIN and by type of share", () => {
  const byIsin = ["BRPETRACNPR6", "BRVALEACNPA3", "BRELETACNPB7", "BRKLBNCDAM18"].map((isinCode) =>
    readActionFeed(company(shareRecord({ isinCode })), OPTIONS).actions[0].ticker
  );
  assert.deepEqual(byIsin, ["PETR4", "VALE5", "ELET6", "KLBN11"]);
  const byType = ["ON", "PNB", "UNT"].map((typeStock) =>
    readActionFeed(page(cashRecord({ typeStock })), { ...OPTIONS, root: "ELET" }).actions[0].ticker
  );
  assert.deepEqual(byType, ["ELET3", "ELET6", "ELET11"]);
});

Deno.test("readActionFeed() says what it leaves out", () => {
  const said = (json: unknown, options = OPTIONS) => {
    const { actions, findings } = readActionFeed(json, options);
    assert.deepEqual(actions, []);
    return findings.map(({ kind, message }) => `${kind}: ${message}`);
  };
  assert.deepEqual(said(company(shareRecord({ label: "CIS RED CAP" }))), [
    'unknown_label: BBAS3 has a "CIS RED CAP" whose effect on the price is not known: left out',
  ]);
  assert.deepEqual(said(company(shareRecord({ isinCode: "BRBBASD01M10" }))), [
    'unknown_paper: The feed has a record of "BRBBASD01M10", whose code is not known: left out',
  ]);
  assert.deepEqual(said(page(cashRecord())), [
    'unknown_paper: The feed has a record of "PN", whose code is not known: left out',
  ]);
  const subscription = { ...shareRecord(), factor: undefined, label: "SUBSCRICAO", percentage: "10,0" };
  assert.deepEqual(said([{ subscriptions: [subscription] }]), [
    'no_payment_share: BBAS3 has a "SUBSCRICAO" after 15/04/2024 without its share of the price: left out',
  ]);
  const dividend = { ...shareRecord(), factor: undefined, label: "DIVIDENDO", rate: "0,94749350" };
  assert.deepEqual(said([{ cashDividends: [dividend] }]), [
    'no_payment_share: BBAS3 has a "DIVIDENDO" after 15/04/2024 without its share of the price: left out',
  ]);
  assert.equal(
    said(page(cashRecord({ corporateActionPrice: "", closingPricePriorExDate: "0" })), {
      ...OPTIONS,
      root: "PETR",
    }).length,
    1,
  );
});

Deno.test("readActionFeed() leaves out what is no number, no date and no factor, and keeps the rest", () => {
  const bonus = shareRecord({ label: "BONIFICACAO", factor: "10", approvedOn: "01/03/2024" });
  const said = (...records: Record<string, unknown>[]) => {
    const { actions, findings } = readActionFeed(company(...records, bonus), OPTIONS);
    assert.deepEqual(actions.map(({ ratio }) => ratio), [1.1]);
    return findings.map(({ kind, message }) => `${kind}: ${message}`);
  };
  const unreadable = 'bad_record: BBAS3\'s "DESDOBRAMENTO" cannot be read, ';
  assert.deepEqual(said(shareRecord({ factor: "100.5" })), [
    `${unreadable}a number is wanted in "factor", found "100.5": left out`,
  ]);
  assert.deepEqual(said(shareRecord({ lastDatePrior: "2024-04-15" })), [
    `${unreadable}a date DD/MM/YYYY is wanted, found "2024-04-15": left out`,
  ]);
  for (const factor of ["0,00", "-50,00"]) {
    assert.deepEqual(said(shareRecord({ factor })), [
      `${unreadable}a factor above 0 is wanted, found "${factor}": left out`,
    ]);
  }
  const legs = [shareRecord({ factor: "7900,00" }), shareRecord({ label: "GRUPAMENTO", factor: "0" })];
  assert.deepEqual(said(...legs), [
    'bad_record: BBAS3\'s "GRUPAMENTO" cannot be read, a factor above 0 is wanted, found "0": left out',
    "bad_record: BBAS3's change of 2024-04-16 lacks its other leg: left out",
  ]);
});

Deno.test("readActionFeed() counts a split filed under the papers of old once", () => {
  const records = ["BRBBASA04OR8", "BRBBASA05OR5", "BRBBASACNOR3"].map((isinCode) =>
    shareRecord({ isinCode })
  );
  const { actions, findings } = readActionFeed(company(...records), OPTIONS);
  assert.deepEqual(actions, [action()]);
  assert.deepEqual(findings.map(({ kind }) => kind), ["unknown_paper", "unknown_paper"]);
});

Deno.test("readActionFeed() takes a share of 0 for none", () => {
  const record = cashRecord({
    corporateActionPrice: "0,000000",
    valueCash: "0,50",
    closingPricePriorExDate: "20,00",
  });
  assert.equal(readActionFeed(page(record), { ...OPTIONS, root: "PETR" }).actions[0].payment, 0.025);
});

Deno.test("readActionFeed() refuses what is no feed", () => {
  const refuses = (json: unknown, message: string) =>
    assert.throws(() => readActionFeed(json, OPTIONS), { name: DataError.name, message });
  refuses("<html>", "Cannot read the feed: JSON is wanted, found something else");
  for (const json of [null, [], {}, 3]) {
    refuses(
      json,
      "Cannot read the feed: one of stockDividends, cashDividends, subscriptions, results is wanted, found none",
    );
  }
});
