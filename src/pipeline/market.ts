/**
 * The warehouse's quotes to prices.
 *
 * @module
 */

import { createHash } from "node:crypto";
import {
  type AdjustedCloses,
  DataError,
  type Finding,
  formatSession,
  type Panel,
  type Quotes,
  type SeriesKind,
  type Session,
  takeQuotes,
} from "~/core/mod.ts";
import { type AssetClass, assetClass } from "~/cotahist/mod.ts";
import { type MarketSeries, marketSeries, type PanelInputs } from "~/features/mod.ts";
import { buildPanel, type CorporateAction, panelWithAdjustedCloses } from "~/prices/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";

/** Prices ready for features: the panel and what was found in it. */
export interface Market {
  /** Bars of every ticker on the `split` basis. */
  readonly panel: Panel;
  /** The same bars on the basis of returns: `total` where the database has adjusted closes, else the panel itself. */
  readonly returns: Panel;
  /** What features may use besides the bars: the database's first index and rate, the factor of total return. */
  readonly inputs: Omit<PanelInputs, "universe">;
  /** Corporate actions that the prices are adjusted for. */
  readonly actions: readonly CorporateAction[];
  /** What was noticed in the quotes. */
  readonly findings: readonly Finding[];
  /** Hash of the quotes and series that the panels and inputs were made of, hexadecimal. */
  readonly sha256: string;
  /** Names of the files the database was filled from. */
  readonly sources: readonly string[];
}

/** Which quotes to read; all of the cash market's shares and units by default. */
export interface MarketSelection {
  /** Only these, and the sessions in which one of them traded as the calendar. */
  readonly tickers?: readonly string[] | undefined;
  /** Last session: the market as it stood at that close. */
  readonly to?: Session | undefined;
}

/** Papers that are companies: what the models are about. */
const COMPANY_PAPERS: readonly AssetClass[] = ["share", "unit"];

/** Columns that prices, features and labels are made of, besides ticker and specification. */
const HASHED = [
  "session",
  "open",
  "high",
  "low",
  "average",
  "close",
  "bid",
  "ask",
  "shares",
  "turnover",
  "trades",
  "quotationFactor",
  "distribution",
] as const satisfies readonly (keyof Quotes)[];

/**
 * Reads the shares and units of the cash market and builds their panel. The database is closed before anything is
 * computed, so that others can use it.
 *
 * @param db Database file.
 * @param selection Which quotes.
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If it holds no such quotes.
 */
export async function loadMarket(db: string, selection: MarketSelection = {}): Promise<Market> {
  const { tickers, to } = selection;
  const { quotes, closes, market, sources } = await readQuotes(db, tickers);
  const { papers, findings } = companyPapers(quotes, to);
  if (papers.length === 0) {
    const wanted = (tickers === undefined ? "shares or units of the cash market" : tickers.join(", ")) +
      (to === undefined ? "" : ` until ${formatSession(to)}`);
    throw new DataError(`Cannot find quotes in ${db}: ${wanted} are wanted, found none`);
  }
  const built = buildPanel(papers);
  const total = closes.length === 0 ? null : panelWithAdjustedCloses(built.panel, closes);
  return {
    ...built,
    returns: total?.panel ?? built.panel,
    inputs: { market, totalFactor: total?.panel.factor },
    findings: [...findings, ...built.findings, ...total?.findings ?? []],
    sha256: hashOf(papers, total?.panel.close, market.indexClose, market.riskFree),
    sources,
  };
}

async function readQuotes(
  db: string,
  tickers?: readonly string[],
): Promise<{ quotes: Quotes; closes: AdjustedCloses; market: MarketSeries; sources: string[] }> {
  await using warehouse = await openWarehouse(db, { readOnly: true });
  const selection = tickers === undefined ? {} : { tickers };
  const quotes = await warehouse.quotes(selection);
  const closes = await warehouse.adjustedCloses(selection);
  const series = await warehouse.series();
  const nameOf = (wanted: SeriesKind) => series.find(({ kind }) => kind === wanted)?.name ?? "";
  const market = marketSeries(
    await warehouse.indexCloses(nameOf("index")),
    await warehouse.dailyRates(nameOf("rates")),
  );
  const files = [
    ...(await warehouse.files()).map(({ name }) => name),
    ...series.map(({ file }) => file),
  ];
  return { quotes, closes, market, sources: [...new Set(files)].sort() };
}

/** Leaves out funds, receipts, rights and the rest, and says how many records that were; and what came later. */
function companyPapers(quotes: Quotes, to = Infinity): { papers: Quotes; findings: Finding[] } {
  const isKept = new Map<string, boolean>();
  const rows: number[] = [];
  let nOthers = 0;
  for (let i = 0; i < quotes.length; i++) {
    if (quotes.session[i] > to) continue;
    const paper = {
      isin: quotes.isin[i],
      board: quotes.board[i],
      specification: quotes.specification[i],
      ticker: quotes.ticker[i],
    };
    const key = Object.values(paper).join("|");
    const keep = isKept.get(key) ?? COMPANY_PAPERS.includes(assetClass(paper));
    isKept.set(key, keep);
    if (keep) rows.push(i);
    else nOthers++;
  }
  const message = `${nOthers} records of papers other than shares and units are left out`;
  return {
    papers: rows.length === quotes.length ? quotes : takeQuotes(quotes, rows),
    findings: nOthers === 0 ? [] : [{ severity: "info", kind: "other_papers", message }],
  };
}

/** Hash of everything in quotes, and of the series beside them, that prices, features and labels are made of. */
function hashOf(quotes: Quotes, ...series: readonly (Float64Array | undefined)[]): string {
  const hash = createHash("sha256");
  hash.update(quotes.ticker.join("\n")).update(quotes.specification.join("\n"));
  for (const name of HASHED) {
    const { buffer, byteOffset, byteLength } = quotes[name];
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  for (const { buffer, byteOffset, byteLength } of series.filter((column) => column !== undefined)) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
}
