/**
 * Corporate actions for a task: flags to what to fetch and ingest, results to lines of text.
 *
 * @module
 */

import { join } from "node:path";
import { ACTION_KINDS, type Finding, NotFoundError } from "~/core/mod.ts";
import { printable } from "~/cotahist/mod.ts";
import { type IngestedActions, quotedCompanies } from "~/pipeline/mod.ts";
import { fetchActionFeed, type FetchedFeeds } from "~/sources/mod.ts";
import { findingJson, table, withProgress } from "./output.ts";

/** Files of actions, and companies whose feed to fetch. */
export interface ActionsFlags {
  readonly actions?: string[];
  readonly feed?: string;
  readonly url?: string;
}

/** Every company with quotes. */
const ALL = "all";

/** Findings of a kind that are printed. */
const MOST_SHOWN = 3;

/** Fetches the feed of the companies named, or of all with quotes in the database; nothing if none is. */
export async function fetchFeedWithProgress(
  { feed, url }: ActionsFlags,
  db: string,
  raw: string,
): Promise<FetchedFeeds> {
  if (feed === undefined) return { feeds: [], absent: [], failed: [] };
  const named = feed.split(",").map((company) => company.trim().toUpperCase());
  const companies = feed.trim().toLowerCase() === ALL ? await quotedCompanies(db) : [...new Set(named)];
  if (companies.length === 0) {
    throw new NotFoundError(
      `Cannot fetch actions of all companies: shares or units are wanted in ${db}, found none; ingest files first`,
    );
  }
  return await withProgress("feed    ", (update) =>
    fetchActionFeed(companies, {
      folder: join(raw, "actions"),
      ...(url !== undefined && { url }),
      onProgress: (company, nDone, nAll) => update(nDone / nAll, company),
    }));
}

/** What became of files and companies, as lines of text. */
export function actionsSummary(
  results: readonly IngestedActions[],
  { absent, failed }: FetchedFeeds,
): string[] {
  const left = [
    ...absent.map((company) => `${company}: B3 knows no company of these letters, an old code?`),
    ...failed.map(({ company, reason }) => printable(`${company}: ${reason}`)),
  ];
  if (results.length === 0) return left;
  const sum = (source: string, count: (result: IngestedActions) => number | undefined) =>
    results.filter((result) => result.source === source).reduce((n, result) => n + (count(result) ?? 0), 0);
  const rows = ACTION_KINDS.map((kind) => [
    kind,
    ...["feed", "manual"].map((source) => String(sum(source, ({ kinds }) => kinds[kind]))),
  ]).filter(([, ...counts]) => counts.some((count) => count !== "0"));
  const replaced = results.reduce((n, result) => n + result.replaced, 0);
  return [
    ...table(["corporate action", "feed", "manual"], rows),
    `Files of actions: ${results.length}; ${replaced} earlier actions gave way.`,
    ...left,
    ...findingLines(results.flatMap(({ findings }) => findings)),
  ];
}

/** What became of files and companies, for JSON. */
export function actionsJson(results: readonly IngestedActions[], { absent, failed }: FetchedFeeds) {
  return [
    ...results.map(({ findings, ...result }) => ({ ...result, findings: findings.map(findingJson) })),
    ...absent.map((company) => ({ company, isAbsent: true })),
    ...failed,
  ];
}

/** The first findings of each kind, and how many more there are. */
function findingLines(findings: readonly Finding[]): string[] {
  return [...Map.groupBy(findings, ({ kind }) => kind)].flatMap(([kind, ofKind]) => {
    const lines = ofKind.slice(0, MOST_SHOWN).map(({ message }) => printable(message)); // a feed's words may hold anything
    const nMore = ofKind.length - lines.length;
    return nMore === 0 ? lines : [...lines, `… and ${nMore} more of ${kind}, which --json lists`];
  });
}
