/**
 * B3's feed of corporate actions, as its page of listed companies answers it in JSON.
 *
 * @module
 */

import { DataError, type Finding, parseSession, type Session } from "~/core/mod.ts";
import { type ActionKind, type CorporateAction, kindOfRatio } from "./corporate_action.ts";
import type { ActionsWithFindings } from "./merge_actions.ts";

/** What a reader of the feed must know beside it. */
export interface FeedOptions {
  /** The market's sessions, ascending: the ex session is the one after the last with the right. */
  readonly calendar: Int32Array;
  /** First four letters of the company's codes; needed for `GetListedCashDividends`, whose records have no ISIN. */
  readonly root?: string;
  /** Session at which the feed was read, for {@link CorporateAction.asOf}. @default {null} */
  readonly asOf?: Session | null;
}

/** Kinds by the feed's label, accents and case aside. */
const KINDS: Readonly<Record<string, ActionKind>> = {
  DESDOBRAMENTO: "split",
  BONIFICACAO: "bonus",
  GRUPAMENTO: "grouping",
  DIVIDENDO: "dividend",
  RENDIMENTO: "dividend",
  "JRS CAP PROPRIO": "interest",
  SUBSCRICAO: "subscription",
};

/** Class suffix by the type of share; and by what an ISIN says of it in characters 7 to 11. */
const CLASSES: Readonly<Record<string, string>> = {
  ON: "3",
  PN: "4",
  PNA: "5",
  PNB: "6",
  PNC: "7",
  PND: "8",
  UNT: "11",
};
const ISIN_CLASSES: Readonly<Record<string, string>> = {
  ACNOR: "3",
  ACNPR: "4",
  ACNPA: "5",
  ACNPB: "6",
  ACNPC: "7",
  ACNPD: "8",
};

type FeedRecord = Readonly<Record<string, unknown>>;

/**
 * Reads the JSON of `GetListedSupplementCompany` (`stockDividends`, `cashDividends`, `subscriptions`) or of
 * `GetListedCashDividends` (`results`), parsed or, as the service sometimes answers, as text within the JSON.
 *
 * `factor` means two things: for DESDOBRAMENTO and BONIFICACAO it is the percentage of new shares (100 is two for one),
 * for GRUPAMENTO the multiplier (0.1 is one for ten). Legs of one ticker that were approved on one day multiply to one
 * action. A payment is `corporateActionPrice`, B3's own percentage of the last price with the right, or else the cash
 * (`valueCash` for `ratio` shares) over that price (`closingPricePriorExDate` for `quotedPerShares` shares, 1 or 1000). The ex session is the one after `lastDatePrior` on
 * the calendar, the day after where the calendar ends.
 *
 * @returns Actions in order of ticker and ex session; records that say nothing usable, such as a payment without a price
 *   or a label that changes no price by a known amount, are findings. A record that is there twice counts once.
 * @throws {DataError} If the JSON is neither of the two, or a number or date in it is none.
 */
export function readActionFeed(json: unknown, options: FeedOptions): ActionsWithFindings {
  const findings: Finding[] = [];
  const context: Context = {
    ...options,
    leaveOut: (kind, message) => findings.push({ severity: "warning", kind, message }),
  };
  const { shares, others } = recordsOf(typeof json === "string" ? parsed(json) : json);
  const actions = [
    ...shareActions(shares, context),
    ...others.flatMap((record) => otherAction(record, context)),
  ];
  const unique = new Map(actions.map((action) => [JSON.stringify(action), action]));
  return {
    actions: [...unique.values()].sort((a, b) =>
      a.ticker < b.ticker ? -1 : a.ticker > b.ticker ? 1 : a.exSession - b.exSession
    ),
    findings,
  };
}

interface Context extends FeedOptions {
  leaveOut(kind: string, message: string): void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataError("Cannot read the feed: JSON is wanted, found something else", { cause });
  }
}

function recordsOf(json: unknown): { shares: FeedRecord[]; others: FeedRecord[] } {
  const company = (Array.isArray(json) ? json[0] : json) as FeedRecord | null | undefined;
  const list = (name: string) => (Array.isArray(company?.[name]) ? company[name] : []) as FeedRecord[];
  const names = ["stockDividends", "cashDividends", "subscriptions", "results"];
  if (
    typeof company !== "object" || company === null || !names.some((name) => Array.isArray(company[name]))
  ) {
    throw new DataError(`Cannot read the feed: one of ${names.join(", ")} is wanted, found none`);
  }
  return {
    shares: list("stockDividends"),
    others: [...list("cashDividends"), ...list("subscriptions"), ...list("results")],
  };
}

/** Changes in the number of shares; the legs of one approval are one. */
function shareActions(records: readonly FeedRecord[], context: Context): CorporateAction[] {
  const unique = [...new Map(records.map((record) => [JSON.stringify(record), record])).values()];
  const legs = unique.flatMap((record) => {
    const label = labelOf(record);
    const kind = KINDS[label];
    const ticker = tickerOf(record, context);
    if (ticker === undefined) return [];
    if (kind !== "split" && kind !== "bonus" && kind !== "grouping") {
      context.leaveOut(
        "unknown_label",
        `${ticker} has a "${label}" whose effect on the price is not known: left out`,
      );
      return [];
    }
    const factor = numberOf(record, "factor");
    const ratio = kind === "grouping" ? factor : 1 + factor / 100;
    const [approved, exSession] = [text(record, "approvedOn"), exSessionOf(record, context)];
    return [{ ticker, kind, ratio, exSession, key: `${ticker} ${approved || exSession}` }];
  });
  return [...Map.groupBy(legs, (leg) => leg.key).values()].map((group): CorporateAction => {
    const ratio = Number(group.reduce((product, leg) => product * leg.ratio, 1).toPrecision(12));
    return {
      ticker: group[0].ticker,
      exSession: Math.max(...group.map((leg) => leg.exSession)),
      kind: group.length === 1 ? group[0].kind : kindOfRatio(ratio),
      ratio,
      payment: 0,
      source: "feed",
      asOf: context.asOf ?? null,
    };
  });
}

/** A payment or a subscription. */
function otherAction(record: FeedRecord, context: Context): CorporateAction[] {
  const label = labelOf(record);
  const ticker = tickerOf(record, context);
  if (ticker === undefined) return [];
  const kind = KINDS[label] ?? "other";
  const payment = kind === "subscription" ? undefined : paymentOf(record);
  if (payment === undefined) {
    context.leaveOut(
      "no_payment_share",
      `${ticker} has a "${label}" after ${dateOf(record)} without its share of the price: left out`,
    );
    return [];
  }
  return [{
    ticker,
    exSession: exSessionOf(record, context),
    kind,
    ratio: 1,
    payment,
    source: "feed",
    asOf: context.asOf ?? null,
  }];
}

/** Payment over the last price with the right, a decimal fraction; nothing if the record has no such price. */
function paymentOf(record: FeedRecord): number | undefined {
  if (text(record, "corporateActionPrice") !== "") return numberOf(record, "corporateActionPrice") / 100;
  if (text(record, "valueCash") === "" || text(record, "closingPricePriorExDate") === "") return undefined;
  const perShares = (name: string) => text(record, name) === "" ? 1 : numberOf(record, name);
  const cash = numberOf(record, "valueCash") / perShares("ratio");
  const price = numberOf(record, "closingPricePriorExDate") / perShares("quotedPerShares");
  return price > 0 ? cash / price : undefined;
}

function exSessionOf(record: FeedRecord, { calendar }: Context): Session {
  const last = sessionOfText(record);
  return calendar.find((session) => session > last) ?? last + 1;
}

function sessionOfText(record: FeedRecord): Session {
  const [day, month, year] = dateOf(record).split("/");
  const session = parseSession(`${year}-${month}-${day}`);
  if (Number.isNaN(session)) {
    throw new DataError(`Cannot read the feed: a date DD/MM/YYYY is wanted, found "${dateOf(record)}"`);
  }
  return session;
}

function dateOf(record: FeedRecord): string {
  return text(record, "lastDatePrior") || text(record, "lastDatePriorEx");
}

/** The code that a record is about: by its ISIN, or by its type of share and the company's root. */
function tickerOf(record: FeedRecord, { root, leaveOut }: Context): string | undefined {
  const isin = text(record, "isinCode") || text(record, "assetIssued");
  const type = text(record, "typeStock").trim();
  const ofIsin = isin.slice(6, 9) === "CDA" ? "11" : ISIN_CLASSES[isin.slice(6, 11)];
  const suffix = isin === "" ? CLASSES[type] : ofIsin;
  const letters = root ?? isin.slice(2, 6);
  if (suffix === undefined || letters.length !== 4) {
    leaveOut(
      "unknown_paper",
      `The feed has a record of "${isin || type}", whose code is not known: left out`,
    );
    return undefined;
  }
  return letters + suffix;
}

/** The label in capitals without accents. */
function labelOf(record: FeedRecord): string {
  const label = text(record, "label") || text(record, "corporateAction");
  return label.normalize("NFD").replace(/\p{M}/gu, "").trim().toUpperCase();
}

/** A number as B3 writes it: `1.234,56`. */
function numberOf(record: FeedRecord, name: string): number {
  const written = text(record, name);
  const isNumber = /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(written);
  if (!isNumber) {
    throw new DataError(`Cannot read the feed: a number is wanted in "${name}", found "${written}"`);
  }
  return Number(written.replaceAll(".", "").replace(",", "."));
}

function text(record: FeedRecord, name: string): string {
  const value = record[name];
  return typeof value === "string"
    ? value.trim()
    : typeof value === "number"
    ? String(value).replace(".", ",")
    : "";
}
