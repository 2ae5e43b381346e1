/**
 * B3's feed of corporate actions, as its page of listed companies answers it in JSON.
 *
 * @module
 */

import { DataError, type Finding, formatSession, type Session, SHARE_KINDS } from "~/core/mod.ts";
import { type ActionKind, type CorporateAction, kindOfRatio } from "./corporate_action.ts";
import {
  type FeedRecord,
  labelOf,
  lastDateOf,
  lastSessionOf,
  numberOf,
  paperOf,
  textOf,
  tickerOf,
} from "./feed_record.ts";
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

/**
 * Reads the JSON of `GetListedSupplementCompany` (`stockDividends`, `cashDividends`, `subscriptions`) or of
 * `GetListedCashDividends` (`results`), parsed or, as the service sometimes answers, as text within the JSON.
 *
 * `factor` means two things: for DESDOBRAMENTO and BONIFICACAO it is the percentage of new shares (100 is two for one),
 * for GRUPAMENTO the multiplier (0.1 is one for ten). Legs of one ticker that were approved on one day multiply to one
 * action. A payment is `corporateActionPrice`, B3's own percentage of the last price with the right, or else the cash
 * (`valueCash` for `ratio` shares) over that price (`closingPricePriorExDate` for `quotedPerShares` shares, 1 or 1000). The
 * ex session is the one after `lastDatePrior` on the calendar, the day after where the calendar does not reach.
 *
 * @returns Actions in order of ticker and ex session; records that say nothing usable are findings: a payment without a
 *   price, a label that changes no price by a known amount, a date or number that is none, a factor that is not above 0,
 *   which loses the other legs of its approval too, a record that is there twice word for word, which counts once.
 * @throws {DataError} If the JSON is neither of the two.
 */
export function readActionFeed(json: unknown, options: FeedOptions): ActionsWithFindings {
  const findings: Finding[] = [];
  const context: Context = {
    ...options,
    leaveOut: (kind, what) => findings.push({ severity: "warning", kind, message: `${what}: left out` }),
  };
  const { shares, others } = recordsOf(typeof json === "string" ? parsed(json) : json);
  const actions = [
    ...shareActions(onceEach(shares, context), context),
    ...onceEach(others, context)
      .map((record) => readOrLeaveOut(record, context, paymentAction))
      .filter((it) => it !== null),
  ];
  return {
    actions: actions.sort((a, b) =>
      a.ticker < b.ticker ? -1 : a.ticker > b.ticker ? 1 : a.exSession - b.exSession
    ),
    findings,
  };
}

interface Context extends FeedOptions {
  leaveOut(kind: string, what: string): void;
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

/** Records without those that are there word for word before: two equal payments differ in a date. */
function onceEach(records: readonly FeedRecord[], context: Context): FeedRecord[] {
  const seen = new Set<string>();
  return records.filter((record) => {
    const text = JSON.stringify(record);
    if (!seen.has(text)) return seen.add(text);
    const whose = tickerOf(record, context.root) ?? paperOf(record);
    const what = `${whose}'s "${labelOf(record)}" after ${lastDateOf(record)}`;
    context.leaveOut("double_record", `${what} is there again`);
    return false;
  });
}

/** Makes an action of a record; `null` if it is none that can be used, which is a finding. */
function readOrLeaveOut(
  record: FeedRecord,
  context: Context,
  read: (record: FeedRecord, ticker: string, context: Context) => CorporateAction | null,
): CorporateAction | null {
  const ticker = tickerOf(record, context.root);
  if (ticker === undefined) {
    context.leaveOut(
      "unknown_paper",
      `The feed has a record of "${paperOf(record)}", whose code is not known`,
    );
    return null;
  }
  try {
    return read(record, ticker, context);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    context.leaveOut("bad_record", `${ticker}'s "${labelOf(record)}" cannot be read, ${error.message}`);
    return null;
  }
}

/** Changes in the number of shares; the legs of one approval are one, or none if one of them is left out. */
function shareActions(records: readonly FeedRecord[], context: Context): CorporateAction[] {
  const approvals = Map.groupBy(
    records,
    (record) => `${tickerOf(record, context.root)} ${textOf(record, "approvedOn") || lastDateOf(record)}`,
  );
  return [...approvals.values()].flatMap((group) => {
    const legs = group.filter((record) => SHARE_KINDS.includes(kindOf(record)));
    const read = group.map((record) => readOrLeaveOut(record, context, shareAction));
    const actions = read.filter((action) => action !== null);
    if (actions.length <= 1 && legs.length <= 1) return actions;
    if (actions.length < legs.length) {
      for (const { ticker, exSession } of actions) {
        context.leaveOut(
          "bad_record",
          `${ticker}'s change of ${formatSession(exSession)} lacks its other leg`,
        );
      }
      return [];
    }
    const ratio = Number(actions.reduce((product, leg) => product * leg.ratio, 1).toPrecision(12));
    const exSession = Math.max(...actions.map((leg) => leg.exSession));
    return [{ ...actions[0], exSession, ratio, kind: kindOfRatio(ratio) }];
  });
}

/** One change in the number of shares. */
function shareAction(record: FeedRecord, ticker: string, context: Context): CorporateAction | null {
  const kind = kindOf(record);
  if (!SHARE_KINDS.includes(kind)) {
    context.leaveOut(
      "unknown_label",
      `${ticker} has a "${labelOf(record)}" whose effect on the price is not known`,
    );
    return null;
  }
  const factor = numberOf(record, "factor");
  if (factor <= 0) throw new DataError(`a factor above 0 is wanted, found "${textOf(record, "factor")}"`);
  const ratio = kind === "grouping" ? factor : Number((1 + factor / 100).toPrecision(12));
  return actionOf(record, ticker, context, { kind, ratio, payment: 0 });
}

/** A payment or a subscription. */
function paymentAction(record: FeedRecord, ticker: string, context: Context): CorporateAction | null {
  const kind = kindOf(record);
  const payment = kind === "subscription" ? undefined : paymentOf(record);
  if (payment === undefined) {
    context.leaveOut(
      "no_payment_share",
      `${ticker} has a "${labelOf(record)}" after ${lastDateOf(record)} without its share of the price`,
    );
    return null;
  }
  return actionOf(record, ticker, context, { kind, ratio: 1, payment });
}

function kindOf(record: FeedRecord): ActionKind {
  return KINDS[labelOf(record)] ?? "other";
}

function actionOf(
  record: FeedRecord,
  ticker: string,
  { calendar, asOf = null }: Context,
  what: Pick<CorporateAction, "kind" | "ratio" | "payment">,
): CorporateAction {
  return { ticker, exSession: sessionAfter(lastSessionOf(record), calendar), ...what, source: "feed", asOf };
}

/** Payment over the last price with the right, a decimal fraction; nothing if the record has no such price. */
function paymentOf(record: FeedRecord): number | undefined {
  const share = textOf(record, "corporateActionPrice") === "" ? 0 : numberOf(record, "corporateActionPrice");
  if (share > 0) return share / 100;
  if (textOf(record, "valueCash") === "" || textOf(record, "closingPricePriorExDate") === "") {
    return undefined;
  }
  const perShares = (name: string) => textOf(record, name) === "" ? 1 : numberOf(record, name);
  const cash = numberOf(record, "valueCash") / perShares("ratio");
  const price = numberOf(record, "closingPricePriorExDate") / perShares("quotedPerShares");
  return price > 0 ? cash / price : undefined;
}

/** The first session after a day; the day after it where the calendar does not reach. */
function sessionAfter(last: Session, calendar: Int32Array): Session {
  let [low, high] = [0, calendar.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (calendar[middle] > last) high = middle;
    else low = middle + 1;
  }
  return low === 0 || low === calendar.length ? last + 1 : calendar[low];
}
