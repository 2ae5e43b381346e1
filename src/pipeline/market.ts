/**
 * The warehouse's quotes to prices.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { type History, historyUntil } from "~/audit/mod.ts";
import {
  DataError,
  type Finding,
  formatSession,
  NotFoundError,
  type Panel,
  type Quotes,
  type SeriesKind,
  type Session,
  takeQuotes,
} from "~/core/mod.ts";
import { type AssetClass, assetClass } from "~/cotahist/mod.ts";
import { marketSeries, type PanelInputs } from "~/features/mod.ts";
import {
  buildPanel,
  certainSuccessions,
  type CodeChange,
  type CorporateAction,
  joinActions,
  joinSuccessions,
  panelWithAdjustedCloses,
} from "~/prices/mod.ts";
import { unwrapTrades } from "~/quality/mod.ts";
import { openWarehouse, type StoredSeries } from "~/warehouse/mod.ts";

/** Prices ready for features: the panel and what was found in it. */
export interface Market {
  /** Bars of every ticker on the `split` basis. */
  readonly panel: Panel;
  /**
   * The same bars on the basis of returns: `total` by a vendor's adjusted closes, or else by the payments that are
   * known; the panel itself where neither is there.
   */
  readonly returns: Panel;
  /** What features may use besides the bars: an index and a rate, the factor of total return. */
  readonly inputs: Omit<PanelInputs, "universe">;
  /** Corporate actions that are known, those that bear on no price among them. */
  readonly actions: readonly CorporateAction[];
  /** What was noticed in the quotes. */
  readonly findings: readonly Finding[];
  /** Hash of the quotes and series that the panels and inputs were made of, hexadecimal. */
  readonly sha256: string;
  /** Names of the files the database was filled from. */
  readonly sources: readonly string[];
}

/** How to look at the database; everything in it by default. */
export interface MarketSelection {
  /** Last session: the market as it stood at that close. */
  readonly to?: Session | undefined;
  /** Codes that took over from others, beside those that are certain to have. */
  readonly successions?: readonly CodeChange[] | undefined;
  /** Name of the index that features use; by default the one whose closes reach furthest. */
  readonly index?: string | undefined;
  /** Name of the risk-free rate; by default the one that reaches furthest. */
  readonly rates?: string | undefined;
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
 * @throws {NotFoundError} If there is no database, or no index or rate of the name wanted.
 * @throws {DataError} If it holds no such quotes, or codes to be joined traded side by side.
 */
export async function loadMarket(db: string, selection: MarketSelection = {}): Promise<Market> {
  const { history, sources, findings } = await loadHistory(db, selection);
  const { quotes, actions, market } = history;
  const built = buildMarket(history);
  const total = built.returns === built.panel ? undefined : built.returns.close;
  return {
    ...built,
    findings: [...findings, ...built.findings],
    sha256: hashOf(quotes, actions, [total, market.session, market.indexClose, market.riskFree]),
    sources,
  };
}

/** What a market is made of, and what was noticed on the way; as {@link loadMarket}. */
export async function loadHistory(
  db: string,
  selection: MarketSelection = {},
): Promise<Pick<Market, "sources" | "findings"> & { readonly history: History }> {
  const { to } = selection;
  const { quotes, closes, market, sources, findings, ...stored } = await readDatabase(db, selection);
  const companies = companyPapers(quotes, to);
  if (companies.papers.length === 0) {
    const wanted = `shares or units of the cash market${
      to === undefined ? "" : ` until ${formatSession(to)}`
    }`;
    throw new DataError(`Cannot find quotes in ${db}: ${wanted} are wanted, found none`);
  }
  const joined = [...certainSuccessions(companies.papers), ...selection.successions ?? []];
  checkCodes(companies.papers, selection.successions ?? []);
  const history = {
    quotes: joinSuccessions(companies.papers, joined),
    actions: joinActions(stored.actions, joined),
    closes,
    market,
  };
  return {
    history: to === undefined ? history : historyUntil(history, to),
    findings: [...findings, ...companies.findings, ...joined.map(joinedFinding)],
    sources,
  };
}

/** Prices of quotes and of what stands beside them; nothing here reads or remembers anything. */
export function buildMarket(
  { quotes, actions, closes, market }: History,
): Omit<Market, "sha256" | "sources"> {
  const quotesInFull = { ...quotes, trades: unwrapTrades(quotes).trades };
  const built = buildPanel(quotesInFull, { actions });
  const paid = actions.some(({ payment }) => payment > 0)
    ? buildPanel(quotesInFull, { actions, basis: "total" }).panel
    : null;
  const total = closes.length > 0
    ? panelWithAdjustedCloses(paid ?? built.panel, closes)
    : paid && { panel: paid, findings: [partlyPaid(paid, actions)] };
  return {
    ...built,
    returns: total?.panel ?? built.panel,
    inputs: { market, totalFactor: total?.panel.factor },
    findings: [...built.findings, ...total?.findings ?? []],
  };
}

async function readDatabase(db: string, { to = Infinity, index, rates }: MarketSelection) {
  await using warehouse = await openWarehouse(db, { readOnly: true });
  const stored = await warehouse.series();
  const known = stored.map((series) => ({ ...series, asOf: Math.min(series.asOf, to) }));
  const [indexSeries, ratesSeries] = [chosen(known, "index", index), chosen(known, "rates", rates)];
  const market = marketSeries(
    await warehouse.indexCloses(indexSeries.name),
    await warehouse.dailyRates(ratesSeries.name),
  );
  const actions = await warehouse.actions();
  const files = [
    ...(await warehouse.files()).map(({ name }) => name),
    ...[...stored, ...actions].map(({ file }) => file),
  ];
  return {
    quotes: await warehouse.quotes(),
    actions,
    closes: await warehouse.adjustedCloses(),
    market,
    sources: [...new Set(files)].sort(),
    findings: [...indexSeries.findings, ...ratesSeries.findings],
  };
}

/** The series of a kind that is used: the one named, or the one that reaches furthest, the first by name of equals. */
function chosen(
  stored: readonly StoredSeries[],
  wanted: Exclude<SeriesKind, "adjusted">,
  name?: string,
): { name: string; findings: Finding[] } {
  const ofKind = stored.filter(({ kind }) => kind === wanted);
  const names = [...new Set(ofKind.map((series) => series.name))].sort();
  if (name !== undefined) {
    if (names.includes(name)) return { name, findings: [] };
    const found = names.length === 0 ? "none" : names.join(", ");
    throw new NotFoundError(`Cannot use ${wanted} "${name}": the database has ${found}`);
  }
  if (names.length <= 1) return { name: names[0] ?? "", findings: [] };
  const reach = (candidate: string) =>
    ofKind.reduce(
      (last, series) => series.name === candidate ? Math.max(last, series.asOf) : last,
      -Infinity,
    );
  const best = names.reduce((a, b) => reach(b) > reach(a) ? b : a);
  const message =
    `${names.length} series of ${wanted} are stored (${names.join(", ")}): ${best} reaches furthest and ` +
    `is used, data.${wanted} of a run names another`;
  return { name: best, findings: [{ severity: "warning", kind: "several_series", message }] };
}

/** Says for how much of the market payments are known: the returns of the rest are without. */
function partlyPaid({ tickers }: Panel, actions: readonly CorporateAction[]): Finding {
  const payments = actions.filter(({ payment, ticker }) => payment > 0 && tickers.includes(ticker));
  const paying = new Set(payments.map(({ ticker }) => ticker));
  const first = payments.reduce((least, { exSession }) => Math.min(least, exSession), Infinity);
  const since = payments.length === 0 ? "" : `, the first on ${formatSession(first)}`;
  const message =
    `${payments.length} payments of ${paying.size} of ${tickers.length} tickers are known${since}: ` +
    "returns are without any that are not";
  return { severity: "warning", kind: "partly_known_payments", message };
}

/** Refuses codes to be joined that have no quotes: a typing error would join nothing, and say so. */
function checkCodes({ ticker }: Quotes, joined: readonly CodeChange[]): void {
  const known = new Set(ticker);
  const unknown = joined.flatMap(({ from, to }) => [from, to]).filter((code) =>
    !known.has(code) && !joined.some(({ from }) => from === code && known.has(from))
  );
  if (unknown.length > 0) {
    throw new NotFoundError(`Cannot join codes: quotes of ${unknown.join(", ")} are wanted, found none`);
  }
}

function joinedFinding({ from, to }: CodeChange): Finding {
  const message = `${from} went on as ${to}: its quotes are ${to}'s`;
  return { severity: "info", kind: "joined_codes", ticker: to, message };
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

/** Hash of everything in quotes, actions and the series beside them that prices, features and labels are made of. */
function hashOf(
  quotes: Quotes,
  actions: readonly CorporateAction[],
  series: readonly (Int32Array | Float64Array | undefined)[],
): string {
  const hash = createHash("sha256");
  hash.update(quotes.ticker.join("\n")).update(quotes.specification.join("\n"));
  for (const { ticker, exSession, kind, ratio, payment, source } of actions) {
    hash.update(JSON.stringify([ticker, exSession, kind, ratio, payment, source]));
  }
  for (const column of [...HASHED.map((name) => quotes[name]), ...series.filter((it) => it !== undefined)]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest("hex");
}
