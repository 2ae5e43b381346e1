/**
 * Quotes as B3 published them, in columns.
 *
 * @module
 */

/**
 * COTAHIST records of any market, one array a field, in the order of the file.
 *
 * Prices are in the currency of `currency`, for one share (already divided by the quotation factor); `NaN` where the
 * file has none. Texts are trimmed. Nothing here is adjusted for corporate actions.
 */
export interface Quotes {
  /** Number of records. */
  readonly length: number;
  /** Trading day, days since 1970-01-01 (DATA). */
  readonly session: Int32Array;
  /** Board and instrument class code (CODBDI), for example `"02"` for the round lot. */
  readonly board: readonly string[];
  /** Trading code (CODNEG). */
  readonly ticker: readonly string[];
  /** Market type (TPMERC): 10 is the cash market, 20 odd lots, 30 forwards, 70 and 80 options. */
  readonly market: Int32Array;
  /** Short company name (NOMRES). */
  readonly company: readonly string[];
  /** Paper specification (ESPECI), for example `"ON  EJ  NM"`: class, corporate-action marker, listing segment. */
  readonly specification: readonly string[];
  /** Days of a forward contract (PRAZOT), `""` elsewhere. */
  readonly forwardTerm: readonly string[];
  /** Reference currency (MODREF), `"R$"` since 1994. */
  readonly currency: readonly string[];
  /** Opening price (PREABE). */
  readonly open: Float64Array;
  /** Highest price (PREMAX). */
  readonly high: Float64Array;
  /** Lowest price (PREMIN). */
  readonly low: Float64Array;
  /** Average price, truncated to cents by B3 (PREMED). */
  readonly average: Float64Array;
  /** Last price (PREULT). */
  readonly close: Float64Array;
  /** Best bid at the close, `NaN` when there was none (PREOFC). */
  readonly bid: Float64Array;
  /** Best ask at the close, `NaN` when there was none (PREOFV). */
  readonly ask: Float64Array;
  /** Trades, five digits in the file and so modulo 100,000 (TOTNEG). */
  readonly trades: Float64Array;
  /** Shares or contracts traded (QUATOT). */
  readonly shares: Float64Array;
  /** Money traded (VOLTOT). */
  readonly turnover: Float64Array;
  /** Strike of an option or value of a forward (PREEXE). */
  readonly strike: Float64Array;
  /** Strike correction indicator (INDOPC). */
  readonly strikeIndex: Int32Array;
  /** Expiry of an option or forward, days since 1970-01-01; `9999-12-31` means none (DATVEN). */
  readonly expiry: Int32Array;
  /** Shares that one published price is for: 1, 1000, … (FATCOT). */
  readonly quotationFactor: Float64Array;
  /** Strike in points of an index option (PTOEXE). */
  readonly strikePoints: Float64Array;
  /** International identifier (CODISI); options carry their share's. */
  readonly isin: readonly string[];
  /** Number of the paper's distribution, one more at each corporate action (DISMES). */
  readonly distribution: Int32Array;
}

/** Name of a column of {@link Quotes}. */
export type QuoteColumn = Exclude<keyof Quotes, "length">;

/** Quotes at the given rows (a copy). */
export function takeQuotes(quotes: Quotes, rows: readonly number[]): Quotes {
  const columns = Object.entries(quotes).map(([name, column]) => {
    if (typeof column === "number") return [name, rows.length];
    if (column instanceof Float64Array) return [name, Float64Array.from(rows, (row) => column[row])];
    if (column instanceof Int32Array) return [name, Int32Array.from(rows, (row) => column[row])];
    return [name, rows.map((row) => column[row])];
  });
  return Object.fromEntries(columns);
}
