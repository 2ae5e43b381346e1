/**
 * Daily series that come beside the quotes: a vendor's adjusted closes, an index's closes, rates.
 *
 * @module
 */

/** What a series is of. */
export type SeriesKind = "adjusted" | "index" | "rates";

/** What a file of series holds, in columns, sessions ascending within a name. */
export interface SeriesFile {
  /** What its values are: adjusted closes and closes of an index, positive, or rates as decimal fractions a day. */
  readonly kind: SeriesKind;
  /** Name of the file. */
  readonly file: string;
  /** Checksum of its bytes, hexadecimal. */
  readonly sha256: string;
  /** Number of values. */
  readonly length: number;
  /** Day of each value, days since 1970-01-01. */
  readonly session: Int32Array;
  /** What each value is of: a ticker, or the name of the index or rate. */
  readonly name: readonly string[];
  /** The values, all finite. */
  readonly value: Float64Array;
}

/** A vendor's closes adjusted for splits and dividends, ordered by ticker and session. */
export interface AdjustedCloses {
  /** Number of closes. */
  readonly length: number;
  /** Trading day, days since 1970-01-01. */
  readonly session: Int32Array;
  /** Trading code. */
  readonly ticker: readonly string[];
  /** Adjusted close: only the ratio of two closes of a ticker means something. */
  readonly close: Float64Array;
}

/** An index's closes, oldest first. */
export interface IndexCloses {
  /** Number of closes. */
  readonly length: number;
  /** Trading day, days since 1970-01-01. */
  readonly session: Int32Array;
  /** Close, in points. */
  readonly close: Float64Array;
}

/** What money earned from one day to the next, oldest first. */
export interface DailyRates {
  /** Number of rates. */
  readonly length: number;
  /** Day, days since 1970-01-01. */
  readonly session: Int32Array;
  /** Rate of that day, a decimal fraction: 0.0005 is 0.05 %. */
  readonly rate: Float64Array;
}
