/**
 * Files of daily series: a vendor's adjusted closes, an index's closes, rates.
 *
 * @module
 */

import {
  DataError,
  formatSession,
  parseSession,
  type SeriesFile,
  type SeriesKind,
  type Session,
} from "~/core/mod.ts";
import { printable } from "~/cotahist/mod.ts";
import { readText } from "./read_text.ts";

/** The column of values, by kind; the second is NEFIN's name for it. */
const VALUE_COLUMNS: Readonly<Record<SeriesKind, readonly string[]>> = {
  adjusted: ["adj_close"],
  index: ["close"],
  rates: ["rate", "risk_free"],
};

/** Where to read what a reader of one format gives: each value as the file writes it. */
interface Entry {
  readonly date: string;
  readonly name: string;
  readonly value: string;
  /** For messages, for example `line 7`. */
  readonly place: string;
}

/** A file's entries and how they are meant. */
interface Entries {
  readonly entries: Iterable<Entry>;
  /** Name of the series if the format says it. */
  readonly name?: string;
  /** What a value is divided by. */
  readonly divisor: number;
}

/**
 * Reads a file of daily series.
 *
 * It is CSV, gzipped or not, with a header that names at least the columns wanted, in any order and case: `date`,
 * `ticker`, `adj_close` for adjusted closes; `date`, `close` for an index; `date`, `rate` or, as NEFIN writes it,
 * `date`, `Risk_Free` for rates, decimal fractions a day. Dates are `YYYY-MM-DD`, also with slashes or nothing between.
 * Rates may also be the JSON that the Central Bank of Brazil answers for its daily series, which are in percent:
 * `[{"data": "02/01/2001", "valor": "0.057765"}]`, from `api.bcb.gov.br/dados/serie/bcdata.sgs.12/dados?formato=json`
 * with `dataInicial` and `dataFinal` at most ten years apart.
 *
 * @param kind What the values are.
 * @param path The file.
 * @param name Name of the index or rate; by default `CDI` for the Central Bank's JSON, `NEFIN` for NEFIN's factors and
 * else the file's name without its ending. Adjusted closes are named by their tickers.
 * @throws {NotFoundError} If there is no such file.
 * @throws {DataError} If it lacks a column or has no value, or a line has no date, no ticker, no number, a close that is
 * not positive, or a date that is not after the one before of the same ticker, index or rate.
 */
export async function readSeries(kind: SeriesKind, path: string, name?: string): Promise<SeriesFile> {
  const { file, sha256, text } = await readText(path);
  const refuse = (wanted: string, found: string) =>
    new DataError(printable(`Cannot read "${path}": ${wanted}, found ${found}`));
  const isJson = kind === "rates" && /^\s*\[/.test(text);
  const { entries, name: own, divisor } = isJson ? bankEntries(text, refuse) : csvEntries(kind, text, refuse);
  const seriesName = name ?? own ?? file.replace(/(\.csv|\.json|\.txt|\.gz)+$/i, "");

  const session: number[] = [];
  const names: string[] = [];
  const value: number[] = [];
  const last = new Map<string, Session>();
  for (const entry of entries) {
    const { place } = entry;
    const day = parseSession(entry.date);
    if (Number.isNaN(day)) throw refuse(`a date is wanted in ${place}`, quoted(entry.date));
    const key = kind === "adjusted" ? entry.name : seriesName;
    if (key === "") throw refuse(`a ticker is wanted in ${place}`, "none");
    const before = last.get(key);
    if (before !== undefined && day <= before) {
      throw refuse(
        `a date of ${key} after ${formatSession(before)} is wanted in ${place}`,
        formatSession(day),
      );
    }
    last.set(key, day);
    const number = entry.value.trim() === "" ? NaN : Number(entry.value) / divisor;
    if (!Number.isFinite(number) || (kind !== "rates" && number <= 0)) {
      throw refuse(
        `a ${kind === "rates" ? "" : "positive "}number is wanted in ${place}`,
        quoted(entry.value),
      );
    }
    session.push(day);
    names.push(key);
    value.push(number);
  }
  if (session.length === 0) throw refuse("at least one value is wanted", "none");
  return {
    kind,
    file,
    sha256,
    length: session.length,
    session: Int32Array.from(session),
    name: names,
    value: Float64Array.from(value),
  };
}

type Refuse = (wanted: string, found: string) => DataError;

function csvEntries(kind: SeriesKind, text: string, refuse: Refuse): Entries {
  const [header, ...lines] = text.replaceAll('"', "").split(/\r?\n/);
  const columns = header.toLowerCase().split(",").map((column) => column.trim());
  const at = (...names: readonly string[]) => columns.findIndex((column) => names.includes(column));
  const [dateAt, tickerAt, valueAt] = [at("date"), at("ticker"), at(...VALUE_COLUMNS[kind])];
  if (dateAt < 0 || valueAt < 0 || (kind === "adjusted" && tickerAt < 0)) {
    const wanted = ["date", ...(kind === "adjusted" ? ["ticker"] : []), VALUE_COLUMNS[kind][0]].join(",");
    throw refuse(
      `a header with ${wanted} is wanted`,
      /^\s*</.test(header) ? "a web page" : quoted(header.slice(0, 80)),
    );
  }
  return {
    divisor: 1,
    ...(columns[valueAt] === "risk_free" && { name: "NEFIN" }),
    entries: lineEntries(lines, dateAt, tickerAt, valueAt),
  };
}

function* lineEntries(
  lines: readonly string[],
  dateAt: number,
  tickerAt: number,
  valueAt: number,
): Generator<Entry> {
  for (const [i, line] of lines.entries()) {
    if (line === "") continue;
    const fields = line.split(",");
    yield {
      date: (fields[dateAt] ?? "").trim().replaceAll("/", "-"),
      name: (fields[tickerAt] ?? "").trim(),
      value: fields[valueAt] ?? "",
      place: `line ${i + 2}`,
    };
  }
}

function bankEntries(text: string, refuse: Refuse): Entries {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    throw refuse("whole JSON is wanted", "damage");
  }
  const entries = (values as unknown[]).map((value, i): Entry => {
    const place = `value ${i + 1}`;
    const { data, valor } = (value ?? {}) as Record<string, unknown>;
    if (typeof data !== "string" || typeof valor !== "string") {
      throw refuse(`"data" and "valor" are wanted in ${place}`, JSON.stringify(value).slice(0, 80));
    }
    const date = data.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$2-$1");
    return { date, name: "", value: valor, place };
  });
  return { name: "CDI", divisor: 100, entries };
}

function quoted(text: string): string {
  return text === "" ? "nothing" : `"${text}"`;
}
