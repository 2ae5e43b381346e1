/**
 * B3's COTAHIST layout as data: every field of the 245-character records and the codes in them.
 *
 * The decoder, the formatter and the documentation read this table, so a field is described once.
 *
 * @see B3, "Séries Históricas: layout do arquivo" (SeriesHistoricas_Layout.pdf).
 *
 * @module
 */

import type { QuoteColumn } from "~/core/mod.ts";

/** Characters of every record, line end not counted. */
export const RECORD_LENGTH = 245;

/**
 * How the characters of a field are read.
 *
 * - `text`: left-aligned, blank-filled, latin-1.
 * - `integer`: digits.
 * - `date`: `YYYYMMDD`.
 * - `price`: digits with two implied decimals (V99), for as many shares as FATCOT says; 0 is "none".
 * - `money`: digits with two implied decimals (V99).
 * - `points`: digits with six implied decimals (V06); 0 is "none".
 */
export type FieldType = "text" | "integer" | "date" | "price" | "money" | "points";

/** 10 to the number of a type's implied decimals. */
export const UNITS: Readonly<Record<FieldType, number>> = {
  text: 1,
  integer: 1,
  date: 1,
  price: 100,
  money: 100,
  points: 1e6,
};

/** One field of a record. */
export interface Field {
  /** Name as B3 writes it. */
  readonly name: string;
  /** First character, counted from 1 as in B3's document. */
  readonly from: number;
  /** Last character, inclusive. */
  readonly to: number;
  /** How its characters are read. */
  readonly type: FieldType;
}

/** A field of a quote, with the column it becomes. */
export interface QuoteField extends Field {
  /** Where its values go. */
  readonly column: QuoteColumn;
}

/** The type of every record (TIPREG): `00` header, `01` quote, `99` trailer. */
export const RECORD_TYPE: Field = { name: "TIPREG", from: 1, to: 2, type: "integer" };

/** Record 00, the first of a file. */
export const HEADER: readonly Field[] = [
  RECORD_TYPE,
  { name: "NOME DO ARQUIVO", from: 3, to: 15, type: "text" },
  { name: "CÓDIGO DA ORIGEM", from: 16, to: 23, type: "text" },
  { name: "DATA DA GERAÇÃO DO ARQUIVO", from: 24, to: 31, type: "date" },
];

/**
 * Record 99, the last of a file: the header's fields, then the number of records, header and trailer
 * included.
 */
export const TRAILER: readonly Field[] = [
  ...HEADER,
  { name: "TOTAL DE REGISTROS", from: 32, to: 42, type: "integer" },
];

/** Record 01 after its type: one paper's session. */
export const QUOTE: readonly QuoteField[] = [
  { name: "DATA", from: 3, to: 10, type: "date", column: "session" },
  { name: "CODBDI", from: 11, to: 12, type: "text", column: "board" },
  { name: "CODNEG", from: 13, to: 24, type: "text", column: "ticker" },
  { name: "TPMERC", from: 25, to: 27, type: "integer", column: "market" },
  { name: "NOMRES", from: 28, to: 39, type: "text", column: "company" },
  { name: "ESPECI", from: 40, to: 49, type: "text", column: "specification" },
  { name: "PRAZOT", from: 50, to: 52, type: "text", column: "forwardTerm" },
  { name: "MODREF", from: 53, to: 56, type: "text", column: "currency" },
  { name: "PREABE", from: 57, to: 69, type: "price", column: "open" },
  { name: "PREMAX", from: 70, to: 82, type: "price", column: "high" },
  { name: "PREMIN", from: 83, to: 95, type: "price", column: "low" },
  { name: "PREMED", from: 96, to: 108, type: "price", column: "average" },
  { name: "PREULT", from: 109, to: 121, type: "price", column: "close" },
  { name: "PREOFC", from: 122, to: 134, type: "price", column: "bid" },
  { name: "PREOFV", from: 135, to: 147, type: "price", column: "ask" },
  { name: "TOTNEG", from: 148, to: 152, type: "integer", column: "trades" },
  { name: "QUATOT", from: 153, to: 170, type: "integer", column: "shares" },
  { name: "VOLTOT", from: 171, to: 188, type: "money", column: "turnover" },
  { name: "PREEXE", from: 189, to: 201, type: "price", column: "strike" },
  { name: "INDOPC", from: 202, to: 202, type: "integer", column: "strikeIndex" },
  { name: "DATVEN", from: 203, to: 210, type: "date", column: "expiry" },
  { name: "FATCOT", from: 211, to: 217, type: "integer", column: "quotationFactor" },
  { name: "PTOEXE", from: 218, to: 230, type: "points", column: "strikePoints" },
  { name: "CODISI", from: 231, to: 242, type: "text", column: "isin" },
  { name: "DISMES", from: 243, to: 245, type: "integer", column: "distribution" },
];

/** The cash market's TPMERC. */
export const CASH = 10;

/** Market types (TPMERC). */
export const MARKETS: Readonly<Record<number, string>> = {
  10: "cash",
  12: "exercise of calls",
  13: "exercise of puts",
  17: "auction",
  20: "odd lots",
  21: "not in B3's document, seen since November 2023",
  30: "forward",
  50: "futures with gains retained",
  60: "futures with continuous movement",
  70: "calls",
  80: "puts",
};

/** Boards and instrument classes (CODBDI). */
export const BOARDS: Readonly<Record<string, string>> = {
  "02": "round lot",
  "05": "sanctioned by the exchange",
  "06": "under composition with creditors",
  "07": "extrajudicial recovery",
  "08": "judicial recovery",
  "09": "special temporary administration",
  "10": "rights and receipts",
  "11": "intervention",
  "12": "real-estate funds",
  "13": "agribusiness funds",
  "14": "funds, certificates and public debt",
  "18": "bonds",
  "22": "subscription warrants",
  "26": "policies, bonuses and public bonds",
  "32": "exercise of index calls",
  "33": "exercise of index puts",
  "34": "BDR not sponsored",
  "35": "BDR sponsored",
  "36": "BDR of ETF",
  "38": "exercise of calls",
  "42": "exercise of puts",
  "46": "auction of unlisted papers",
  "48": "privatization auction",
  "49": "auction of the Espírito Santo recovery fund",
  "50": "auction",
  "51": "FINOR auction",
  "52": "FINAM auction",
  "53": "FISET auction",
  "54": "auction of shares in arrears",
  "56": "sale by court order",
  "58": "others",
  "60": "exchange for shares",
  "61": "META",
  "62": "forward",
  "66": "debentures up to three years",
  "68": "debentures over three years",
  "70": "futures with gains retained",
  "71": "futures",
  "74": "index calls",
  "75": "index puts",
  "78": "calls",
  "82": "puts",
  "83": "BOVESPA FIX",
  "84": "SOMA FIX",
  "90": "registered cash forward",
  "92": "not in B3's document, seen since November 2023",
  "93": "not in B3's document, seen since November 2023",
  "96": "odd lots",
  "99": "grand total",
};
