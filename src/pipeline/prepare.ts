/**
 * The warehouse's quotes to the dataset of a run.
 *
 * @module
 */

import { createHash } from "node:crypto";
import {
  barsAt,
  DataError,
  type Dataset,
  type Finding,
  formatSession,
  type Panel,
  type Quotes,
  takeQuotes,
} from "~/core/mod.ts";
import { type AssetClass, assetClass } from "~/cotahist/mod.ts";
import { buildDataset, type DatasetWithAccount } from "~/dataset/mod.ts";
import { computeFeatures, featureSet } from "~/features/mod.ts";
import { buildPanel, type CorporateAction, universe } from "~/prices/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { periodOf, type Run } from "./run.ts";

/** Prices ready for features: the panel and what was found in it. */
export interface Market {
  /** Bars of every ticker. */
  readonly panel: Panel;
  /** Corporate actions that the prices are adjusted for. */
  readonly actions: readonly CorporateAction[];
  /** What was noticed in the quotes. */
  readonly findings: readonly Finding[];
  /** Hash of the quotes the panel was made of, hexadecimal. */
  readonly sha256: string;
  /** Names of the files the database was filled from. */
  readonly sources: readonly string[];
}

/** Everything a model of a run learns from. */
export interface Prepared extends Market {
  /** The samples. */
  readonly dataset: Dataset;
  /** Rows of the panel that are no samples, by reason. */
  readonly leftOut: DatasetWithAccount["leftOut"];
}

/** Papers that are companies: what the models are about. */
const COMPANY_PAPERS: readonly AssetClass[] = ["share", "unit"];

/**
 * Reads the shares and units of the cash market and builds their panel. The database is closed before anything is
 * computed, so that others can use it.
 *
 * @param db Database file.
 * @param tickers Only these; all by default.
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If it holds no such quotes.
 */
export async function loadMarket(db: string, tickers?: readonly string[]): Promise<Market> {
  const { quotes, sources } = await readQuotes(db, tickers);
  if (quotes.length === 0) {
    throw new DataError(
      `Cannot find quotes in ${db}: ` +
        (tickers === undefined
          ? "it holds no shares of the cash market"
          : `it holds none of ${tickers.join(", ")}`),
    );
  }
  return { ...buildPanel(quotes), sha256: hashOf(quotes), sources };
}

/**
 * Builds the dataset of a run.
 *
 * @throws {DataError} If no sample is left; the message says what became of the rows.
 */
export async function prepare(run: Run, db: string): Promise<Prepared> {
  const market = await loadMarket(db, run.data.tickers);
  const { panel } = market;
  const lastSession = panel.calendar[panel.calendar.length - 1];
  const { dataset, leftOut } = buildDataset(panel, {
    features: featureSet(run.features),
    label: run.label,
    universe: universe(panel, run.universe),
    ...periodOf(run, lastSession),
  });
  if (dataset.nSamples === 0) {
    const account = Object.entries(leftOut).map(([reason, n]) => `${reason} ${n}`).join(", ");
    const never = undefinedFeatures(panel, run.features);
    throw new DataError(
      `Cannot prepare run "${run.name}": none of ${panel.session.length} rows up to ${
        formatSession(lastSession)
      } is ` +
        `left (${account})` + (never.length > 0 ? `; never defined: ${never.join(", ")}` : ""),
    );
  }
  return { ...market, dataset, leftOut };
}

/** Names of the features that no row of the panel has. */
function undefinedFeatures(panel: Panel, name: string): string[] {
  const set = featureSet(name);
  const isDefined = set.features.map(() => false);
  for (let t = 0; t < panel.tickers.length; t++) {
    computeFeatures(barsAt(panel, t), set).forEach((column, j) =>
      isDefined[j] ||= column.some(Number.isFinite)
    );
  }
  return set.features.filter((_, j) => !isDefined[j]).map((feature) => feature.name);
}

async function readQuotes(
  db: string,
  tickers?: readonly string[],
): Promise<{ quotes: Quotes; sources: string[] }> {
  await using warehouse = await openWarehouse(db, { readOnly: true });
  const quotes = await warehouse.quotes(tickers === undefined ? {} : { tickers });
  const files = await warehouse.files();
  return { quotes: companyPapers(quotes), sources: [...new Set(files.map((file) => file.name))].sort() };
}

/** Leaves out funds, receipts, rights and the rest. */
function companyPapers(quotes: Quotes): Quotes {
  const isKept = new Map<string, boolean>();
  const rows: number[] = [];
  for (let i = 0; i < quotes.length; i++) {
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
  }
  return rows.length === quotes.length ? quotes : takeQuotes(quotes, rows);
}

/** Hash of everything in quotes that prices, features and labels are made of. */
function hashOf(quotes: Quotes): string {
  const hash = createHash("sha256");
  hash.update(quotes.ticker.join("\n")).update(quotes.specification.join("\n"));
  const {
    session,
    open,
    high,
    low,
    average,
    close,
    bid,
    ask,
    shares,
    turnover,
    quotationFactor,
    distribution,
  } = quotes;
  for (
    const column of [
      session,
      open,
      high,
      low,
      average,
      close,
      bid,
      ask,
      shares,
      turnover,
      quotationFactor,
      distribution,
    ]
  ) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest("hex");
}
