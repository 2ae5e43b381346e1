/**
 * B3's feed of corporate actions from its server.
 *
 * @module
 */

import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError, DataError, formatSession, NotFoundError, type Session } from "~/core/mod.ts";
import { readActionsFile } from "./actions_file.ts";
import { downloadJson, type JsonAnswer } from "./download_json.ts";
import { feedAnswers, type FeedRecord, isRecord } from "./feed_answers.ts";
import { addressAt, type RequestOptions } from "./request.ts";
import { writeWhole } from "./write_whole.ts";

/** Where B3 answers about listed companies. */
export const FEED_URL = "https://sistemaswebb3-listados.b3.com.br/listedCompaniesProxy/CompanyCall/";

/** How to fetch feeds. */
export interface FeedDownloadOptions extends RequestOptions {
  /** Folder to keep answers in; made when missing. */
  readonly folder: string;
  /** Address of the service. @default {FEED_URL} */
  readonly url?: string;
  /** The day, days since 1970-01-01; in Brazil, by the clock, by default. */
  readonly today?: Session;
  /** Called before each company. */
  readonly onProgress?: (company: string, nDone: number, nAll: number) => void;
}

/** A company's feed that is there. */
export interface FetchedFeed {
  /** First four letters of its codes. */
  readonly company: string;
  /** Where its answers are. */
  readonly path: string;
  /** Whether they had been fetched that day. */
  readonly isCached: boolean;
}

/** What became of the companies asked for. */
export interface FetchedFeeds {
  /** Feeds that are there, in the order asked for. */
  readonly feeds: readonly FetchedFeed[];
  /** Companies that B3 does not know, for example by an old code. */
  readonly absent: readonly string[];
  /** What went wrong with others, by company. */
  readonly failed: readonly { readonly company: string; readonly reason: string }[];
}

/** Most payments that a page may have. */
const PAGE_SIZE = 100;

/** Companies in a row that may fail before those that follow are not asked for. */
const MOST_FAILURES = 3;

/** Between two requests, so as not to be a burden. */
const PAUSE_MS = 300;

/** Brazil's clocks are three hours behind. */
const BRAZIL_OFFSET_MS = -3 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Fetches B3's feed of corporate actions, one company and one request after the other with a pause between them: all changes
 * in the number of shares, and all payments page by page. What B3 answers is kept word for word in `COMPANY.json`, which
 * `readActionsFile` reads; a company that was fetched on the same day is not asked for again. A company that the server fails
 * on, or of which pages are missing, is left out and said; once three in a row fail, so are all that follow.
 *
 * @param companies First four letters of their codes.
 * @throws {ConfigError} If one is no such letters, `url` is no http or https address, or this process may not reach the server.
 * @throws {DataError} If the server refuses, fails time and again, cannot be reached or answers something else, or the disk
 * is full, and no feed is there.
 */
export async function fetchActionFeed(
  companies: readonly string[],
  options: FeedDownloadOptions,
): Promise<FetchedFeeds> {
  const { folder, today = Math.floor((Date.now() + BRAZIL_OFFSET_MS) / DAY_MS), onProgress } = options;
  for (const company of companies) checkCompany(company);
  const feeds: FetchedFeed[] = [];
  const absent: string[] = [];
  const failed: { company: string; reason: string }[] = [];
  let nInARow = 0;
  for (const [i, company] of companies.entries()) {
    onProgress?.(company, i, companies.length);
    const path = join(folder, `${company}.json`);
    try {
      const isCached = await isOf(path, company, today);
      if (isCached || await fetchCompany(company, path, today, options)) {
        feeds.push({ company, path, isCached });
      } else absent.push(company);
      nInARow = 0;
    } catch (error) {
      const mayPass = error instanceof DataError || error instanceof NotFoundError;
      const isLast = i === companies.length - 1 && feeds.length === 0;
      const isGivenUp = ++nInARow === MOST_FAILURES;
      if (!mayPass || isLast || (isGivenUp && feeds.length === 0)) throw error;
      failed.push({ company, reason: error.message });
      if (isGivenUp) {
        const reason = `not asked for, as ${MOST_FAILURES} companies in a row failed`;
        return {
          feeds,
          absent,
          failed: [...failed, ...companies.slice(i + 1).map((company) => ({ company, reason }))],
        };
      }
    }
  }
  return { feeds, absent, failed };
}

function checkCompany(company: string): void {
  if (/^[A-Z][A-Z0-9]{3}$/.test(company)) return;
  throw new ConfigError(
    `Cannot fetch actions: the first four letters of a company's codes are wanted, such as PETR, found "${company}"`,
  );
}

/** Whether a company's feed of a day is there. */
async function isOf(path: string, company: string, day: Session): Promise<boolean> {
  const held = await readActionsFile(path).catch(() => null);
  return held?.source === "feed" && held.company === company && held.asOf === day;
}

/** Fetches a company's feed and keeps it; `false` if B3 does not know the company. */
async function fetchCompany(
  company: string,
  path: string,
  today: Session,
  options: FeedDownloadOptions,
): Promise<boolean> {
  const about = await ask("GetListedSupplementCompany", { issuingCompany: company, language: "pt-br" }, {
    name: `the actions of ${company}`,
    wanted: "a company",
    read: (json) => json === null ? null : isRecord(json) ? json : listed(json),
  }, options);
  if (about.value === null) return false;
  const pages = await fetchPayments(company, about.value, options);
  const text = `{"company":"${company}","asOf":"${formatSession(today)}",\n` +
    `"GetListedSupplementCompany":${about.text},\n` +
    `"GetListedCashDividends":[${pages.map(({ text }) => text).join(",\n")}]}\n`;
  feedAnswers(
    JSON.parse(text),
    (wanted, found) => new DataError(`Cannot download the actions of ${company}: ${wanted}, found ${found}`),
  );
  await writeWhole(path, text);
  return true;
}

/** The company in a list of one; an empty list is of none. */
function listed(json: unknown): FeedRecord | null | undefined {
  if (!Array.isArray(json)) return undefined;
  if (json.length === 0) return null;
  return isRecord(json[0]) ? json[0] : undefined;
}

/** A page of payments. */
interface Page {
  readonly nPages: number;
  readonly nResults: number;
}

/**
 * All pages of a company's payments. B3 finds them by the company's trading name in a spelling of its own: the feed says
 * "KLABIN S/A" where the payments are of "KLABIN SA".
 */
async function fetchPayments(
  company: string,
  about: FeedRecord,
  options: FeedDownloadOptions,
): Promise<JsonAnswer<Page>[]> {
  let pages: JsonAnswer<Page>[] = [];
  for (const tradingName of spellings(String(about.tradingName ?? "").trim())) {
    pages = [];
    do {
      const pageNumber = pages.length + 1;
      const query = { language: "pt-br", pageNumber, pageSize: PAGE_SIZE, tradingName };
      pages.push(
        await ask("GetListedCashDividends", query, {
          name: `the payments of ${company}`,
          wanted: "a page of payments",
          read: (json) => pageOf(json, pageNumber),
        }, options),
      );
    } while (pages.length < Math.max(...pages.map(({ value }) => value.nPages)));
    if (pages[0].value.nResults > 0) break;
  }
  return pages;
}

function spellings(name: string): string[] {
  const bare = name.replace(/[/.]/g, "");
  const dotted = name.replace(/\bS[/.]?A\.?$/, "S.A.");
  return [...new Set([bare, name, dotted])].filter((spelling) => spelling !== "");
}

function pageOf(json: unknown, pageNumber: number): Page | undefined {
  if (!isRecord(json) || !Array.isArray(json.results)) return undefined;
  const nPages = isRecord(json.page) ? Number(json.page.totalPages) : 1;
  const nResults = json.results.length;
  const isEmpty = nResults === 0 && (pageNumber > 1 || nPages > 1); // no payments at all are one empty page
  return Number.isInteger(nPages) && !isEmpty ? { nPages, nResults } : undefined;
}

/** Asks the service a question, which goes into the address. */
async function ask<T>(
  service: string,
  query: Readonly<Record<string, string | number>>,
  question: {
    readonly name: string;
    readonly wanted: string;
    readonly read: (json: unknown) => T | undefined;
  },
  options: FeedDownloadOptions,
): Promise<JsonAnswer<T>> {
  const { url = FEED_URL, sleep = wait } = options;
  const address = addressAt(`${service}/${base64(JSON.stringify(query))}`, url);
  const answer = await downloadJson({ ...question, address, hint: "has its address changed" }, options);
  await sleep(PAUSE_MS);
  return answer;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
