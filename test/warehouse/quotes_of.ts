/**
 * Quotes written as rows, for tests that are checked by eye, and databases to store them in.
 *
 * @module
 */

import type { QuoteColumn, Quotes } from "~/core/mod.ts";
import type { Grain } from "~/cotahist/mod.ts";
import { attachDatabase } from "~/warehouse/connect.ts";
import { openWarehouse as openFile, type SourceFile } from "~/warehouse/mod.ts";
import { warehouseOn } from "~/warehouse/warehouse.ts";
import { QUOTE_FIELDS, QUOTE_TYPES } from "~/warehouse/schema.ts";

/** One quote. */
export type Row = Record<QuoteColumn, string | number>;

/** PETR4 on 2016-01-04 as B3 published it. */
export const PETR4: Row = {
  session: 16804,
  board: "02",
  ticker: "PETR4",
  market: 10,
  company: "PETROBRAS",
  specification: "PN",
  forwardTerm: "",
  currency: "R$",
  open: 6.57,
  high: 7.03,
  low: 6.55,
  average: 6.84,
  close: 6.87,
  bid: 6.85,
  ask: 6.87,
  trades: 24012,
  shares: 45962100,
  turnover: 314449892,
  strike: NaN,
  strikeIndex: 0,
  expiry: 2932896,
  quotationFactor: 1,
  strikePoints: NaN,
  isin: "BRPETRACNPR6",
  distribution: 185,
};

/** Columns of rows; what a row leaves out is as in {@link PETR4}. */
export function quotesOf(...rows: readonly Partial<Row>[]): Quotes {
  return quotesOfAll(rows);
}

/** Rows of columns. */
export function rowsOf(quotes: Quotes): Row[] {
  return Array.from(
    { length: quotes.length },
    (_, i) => Object.fromEntries(QUOTE_FIELDS.map((field) => [field, quotes[field][i]])) as Row,
  );
}

/** `length` different quotes of one ticker, a session each. */
export function manyQuotes(length: number, row: Partial<Row> = {}): Quotes {
  return quotesOfAll(Array.from({ length }, (_, i) => ({ session: i, close: i / 100, ...row })));
}

/** A file that is known beforehand, of the cash market, whole and nothing skipped unless it says otherwise. */
export function incoming(
  file: { name: string; sha256: string; grain: Grain; isWhole?: boolean; skipped?: number },
): SourceFile {
  const { name, sha256, grain, isWhole = true, skipped = 0 } = file;
  return { name, sha256, markets: "cash", summary: () => ({ grain, isWhole, skipped }) };
}

/** Batches as a source gives them. */
export async function* batchesOf(...batches: readonly Quotes[]): AsyncGenerator<Quotes> {
  yield* batches;
}

/** Catalogs that a warehouse may be: a file's own, and one of another name that is attached to another database. */
const CATALOGS: Readonly<Record<string, typeof openFile>> = {
  "a file": openFile,
  "an attached database": async (path, { readOnly = false } = {}) =>
    await warehouseOn(path, readOnly, await attachDatabase(path, "another name", { readOnly })),
};

let open = openFile;

/** Opens a warehouse in the catalog that the test is about. */
export const openWarehouse: typeof openFile = (path, options) => open(path, options);

/** Declares a test twice, for a file and for an attached database, so that nothing depends on the default catalog. */
export function testInCatalogs(name: string, test: () => Promise<void>): void {
  for (const [catalog, opening] of Object.entries(CATALOGS)) {
    Deno.test(`${name} [${catalog}]`, async () => {
      open = opening;
      try {
        await test();
      } finally {
        open = openFile;
      }
    });
  }
}

/** A path for a database in a folder of its own, which goes away with the test. */
export async function temporaryPath(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await Deno.makeTempDir({ prefix: "b3_warehouse_" });
  return {
    path: `${folder}/b3.duckdb`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

function quotesOfAll(rows: readonly Partial<Row>[]): Quotes {
  const columns = QUOTE_FIELDS.map((field) => {
    const values = rows.map((row) => row[field] ?? PETR4[field]);
    if (QUOTE_TYPES[field] === "VARCHAR") return [field, values];
    return [
      field,
      QUOTE_TYPES[field] === "DOUBLE"
        ? Float64Array.from(values as number[])
        : Int32Array.from(values as number[]),
    ];
  });
  return { length: rows.length, ...Object.fromEntries(columns) };
}
