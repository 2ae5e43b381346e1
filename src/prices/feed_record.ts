/**
 * Fields of the records in B3's feed of corporate actions, which are all texts, written as in Brazil.
 *
 * @module
 */

import { DataError, parseSession, type Session } from "~/core/mod.ts";

/** A record by the names of its fields. */
export type FeedRecord = Readonly<Record<string, unknown>>;

/** Class suffix by the type of share; and by what an ISIN says of it in characters 7 to 11. */
const CLASSES: Readonly<Record<string, string>> = {
  ON: "3",
  PN: "4",
  PNA: "5",
  PNB: "6",
  PNC: "7",
  PND: "8",
  UNT: "11",
};
const ISIN_CLASSES: Readonly<Record<string, string>> = {
  ACNOR: "3",
  ACNPR: "4",
  ACNPA: "5",
  ACNPB: "6",
  ACNPC: "7",
  ACNPD: "8",
};

/** A field as text, `""` if it is not there. */
export function textOf(record: FeedRecord, name: string): string {
  const value = record[name];
  if (typeof value === "number") return String(value).replace(".", ",");
  return typeof value === "string" ? value.trim() : "";
}

/**
 * A number as B3 writes it: `1.234,56`.
 *
 * @throws {DataError} If it is none.
 */
export function numberOf(record: FeedRecord, name: string): number {
  const written = textOf(record, name);
  if (!/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(written)) {
    throw new DataError(`a number is wanted in "${name}", found "${written}"`);
  }
  return Number(written.replaceAll(".", "").replace(",", "."));
}

/** The last day with the right, as written. */
export function lastDateOf(record: FeedRecord): string {
  return textOf(record, "lastDatePrior") || textOf(record, "lastDatePriorEx");
}

/**
 * The last day with the right.
 *
 * @throws {DataError} If it is no date.
 */
export function lastSessionOf(record: FeedRecord): Session {
  const [day, month, year] = lastDateOf(record).split("/");
  const session = parseSession(`${year}-${month}-${day}`);
  if (Number.isNaN(session)) {
    throw new DataError(`a date DD/MM/YYYY is wanted, found "${lastDateOf(record)}"`);
  }
  return session;
}

/** What happened, in capitals without accents. */
export function labelOf(record: FeedRecord): string {
  const label = textOf(record, "label") || textOf(record, "corporateAction");
  return label.normalize("NFD").replace(/\p{M}/gu, "").trim().toUpperCase();
}

/** The paper as the record names it: its ISIN, or else its type of share. */
export function paperOf(record: FeedRecord): string {
  return isinOf(record) || textOf(record, "typeStock");
}

/**
 * The code of the paper: by its ISIN, or by its type of share, and the company's first four letters; `undefined` if they do
 * not say.
 */
export function tickerOf(record: FeedRecord, company: string | undefined): string | undefined {
  const isin = isinOf(record);
  const ofIsin = isin.slice(6, 9) === "CDA" ? "11" : ISIN_CLASSES[isin.slice(6, 11)];
  const suffix = isin === "" ? CLASSES[textOf(record, "typeStock")] : ofIsin;
  const letters = company ?? isin.slice(2, 6);
  return suffix === undefined || letters.length !== 4 ? undefined : letters + suffix;
}

function isinOf(record: FeedRecord): string {
  return textOf(record, "isinCode") || textOf(record, "assetIssued");
}
