/**
 * What B3's feed of corporate actions answers of one company, of whatever saved answers.
 *
 * @module
 */

import { ACTION_KINDS, type ActionKind, SHARE_KINDS } from "~/core/mod.ts";

/** An object of JSON. */
export type FeedRecord = Readonly<Record<string, unknown>>;

/** A company's answers as one. */
export interface FeedAnswers {
  /** First four letters of its codes, `null` if the answers do not say. */
  readonly company: string | null;
  /** The day on which they were fetched, as written; `null` if they do not say. */
  readonly asOf: string | null;
  /** Their records by name, as `readActionFeed` takes them. */
  readonly json: FeedRecord;
  /** Kinds of action of which these are all. */
  readonly kinds: readonly ActionKind[];
}

/** Whether JSON is an object with names. */
export function isRecord(json: unknown): json is FeedRecord {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/**
 * Brings answers together: those that `fetchActionFeed` keeps, or one of the two services', or a list of pages.
 *
 * Payments are taken from `GetListedCashDividends`, which has all of them and their share of the price; those of
 * `GetListedSupplementCompany`, a few months', only stand in.
 *
 * @param json As it was saved; also texts that are JSON again.
 * @param refuse Makes an error of what is wanted and what was found.
 */
export function feedAnswers(json: unknown, refuse: (wanted: string, found: string) => Error): FeedAnswers {
  const kept = isRecord(json) && "GetListedSupplementCompany" in json ? json : null;
  const answers = flat(kept === null ? json : [kept.GetListedSupplementCompany, kept.GetListedCashDividends]);
  const [about, another] = answers.filter((answer) => LISTS.some((name) => Array.isArray(answer[name])));
  const pages = answers.filter(({ results }) => Array.isArray(results));
  if (about === undefined && pages.length === 0) {
    throw refuse(`one of ${LISTS.join(", ")}, results is wanted`, "none");
  }
  if (another !== undefined) throw refuse("one company is wanted", "several");
  const nPages = Math.max(0, ...pages.map(({ page }) => isRecord(page) ? Number(page.totalPages) || 0 : 0));
  if (nPages > pages.length) {
    throw refuse("every page of payments is wanted, in one list", `${pages.length} of ${nPages}`);
  }
  const list = (name: string) => recordsOf(about?.[name]);
  const results = pages.flatMap((page) => recordsOf(page.results));
  const hasPayments = results.length > 0 || (pages.length > 0 && list("cashDividends").length === 0);
  return {
    company: text(kept?.company) ?? text(about?.code) ?? lettersOf(LISTS.flatMap(list)),
    asOf: text(kept?.asOf),
    json: {
      ...(about !== undefined &&
        { stockDividends: list("stockDividends"), subscriptions: list("subscriptions") }),
      ...(hasPayments ? { results } : { cashDividends: list("cashDividends") }),
    },
    kinds: ACTION_KINDS.filter((kind) =>
      SHARE_KINDS.includes(kind) ? Array.isArray(about?.stockDividends) : hasPayments
    ),
  };
}

/** Lists of `GetListedSupplementCompany`. */
const LISTS = ["stockDividends", "cashDividends", "subscriptions"];

/** The objects in lists and texts of JSON, in their order. */
function flat(json: unknown): FeedRecord[] {
  if (Array.isArray(json)) return json.flatMap(flat);
  if (isRecord(json)) return [json];
  try {
    return typeof json === "string" ? flat(JSON.parse(json)) : [];
  } catch {
    return [];
  }
}

function recordsOf(list: unknown): FeedRecord[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** What the ISINs of records say, `null` if they have none. */
function lettersOf(records: readonly FeedRecord[]): string | null {
  const isin = records.map(({ isinCode }) => text(isinCode)).find((code) => code?.startsWith("BR"));
  return isin?.slice(2, 6) ?? null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
