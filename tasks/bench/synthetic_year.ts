/**
 * A year of the whole market that never was, as large as a real one: 250 sessions of 10,000 papers, 11 % of them cash.
 *
 * @module
 */

import { ZipWriter } from "@zip.js/zip.js";
import { formatSession, Random, type Session, sessionOf, weekday } from "~/core/mod.ts";
import { formatCotahist, formatRecord, RECORD_LENGTH } from "~/cotahist/mod.ts";

/** How much of it there is. */
export interface YearSize {
  /** Sessions. @default {250} */
  readonly sessions?: number;
  /** Papers that trade in each of them. @default {10000} */
  readonly papers?: number;
}

/** Name of the text. */
export const SYNTHETIC_NAME = "COTAHIST_A2016.TXT";

const LABEL = { name: "COTAHIST.2016", session: sessionOf(2016, 12, 30) };
const NEVER = sessionOf(9999, 12, 31);
const FRIDAY = 4;
const LINE_END = "\r\n";
const RECORD_BYTES = RECORD_LENGTH + LINE_END.length;
const SESSIONS_A_MONTH = 21;

/** Kinds of papers in the order of the file, with their share of the market. */
const KINDS = [
  { market: 10, board: "02", share: 0.09, suffix: "3", specification: "ON      NM" },
  { market: 10, board: "12", share: 0.02, suffix: "11", specification: "CI" },
  { market: 80, board: "82", share: 0.35, suffix: "M", specification: "ON      NM" },
  { market: 70, board: "78", share: 0.38, suffix: "A", specification: "ON      NM" },
  { market: 30, board: "62", share: 0.03, suffix: "3T", specification: "ON      NM" },
  { market: 20, board: "96", share: 0.13, suffix: "3F", specification: "ON      NM" },
] as const;

/** A paper: its record of which a session changes some fields, and where it stands. */
interface Paper {
  readonly record: Uint8Array<ArrayBuffer>;
  /** Hundredths. */
  price: number;
}

/**
 * Makes the text, a session at a time; always the same bytes for the same size. Option codes change from month to
 * month, so that a year has some 90,000 different ones.
 */
export function* syntheticYear({ sessions = 250, papers = 10_000 }: YearSize = {}): Generator<Uint8Array> {
  const random = new Random(2016);
  const [header, trailer] = [0, 1].map((part) => {
    const lines = formatCotahist([], LABEL);
    return lines.slice(part * lines.length / 2, (part + 1) * lines.length / 2);
  });
  yield header;
  let market: Paper[] = [];
  let session = sessionOf(2016, 1, 3);
  for (let day = 0; day < sessions; day++) {
    do session++; while (weekday(session) > FRIDAY);
    if (day % SESSIONS_A_MONTH === 0) market = newMarket(papers, day / SESSIONS_A_MONTH, market);
    yield tradeOn(session, market, random);
  }
  writeDigits(trailer, 42, 11, sessions * market.length + 2);
  yield trailer;
}

/**
 * Writes the text into a ZIP.
 *
 * @returns Records in it and bytes of the text.
 */
export async function writeSyntheticZip(
  writable: WritableStream<Uint8Array>,
  size: YearSize = {},
): Promise<{ records: number; bytes: number }> {
  const zip = new ZipWriter(writable, { useWebWorkers: false, level: 6, dataDescriptor: true });
  let bytes = 0;
  const counted = (function* () {
    for (const part of syntheticYear(size)) {
      bytes += part.length;
      yield part;
    }
  })();
  await zip.add(SYNTHETIC_NAME, ReadableStream.from(counted));
  await zip.close();
  return { records: bytes / RECORD_BYTES - 2, bytes };
}

/** The papers of a month; prices go on from the month before. */
function newMarket(nPapers: number, month: number, before: readonly Paper[]): Paper[] {
  const papers = KINDS.flatMap((kind) => {
    const n = Math.round(kind.share * nPapers);
    return Array.from({ length: n }, (_, i) => ({ kind, i }));
  });
  return papers.map(({ kind, i }, at) => {
    const isOption = kind.market >= 70;
    const root = letters(isOption ? Math.floor(i / 10) : i);
    const code = isOption
      ? root + String.fromCharCode(kind.suffix.charCodeAt(0) + month % 12) + (10 * (i % 10) + month)
      : root + kind.suffix;
    const price = before[at]?.price ?? 100 + (i * 7919) % 9900;
    return { record: recordOf(kind, code, root, price), price };
  });
}

function recordOf(
  kind: typeof KINDS[number],
  ticker: string,
  root: string,
  price: number,
): Uint8Array<ArrayBuffer> {
  const isOption = kind.market >= 70;
  const number = (value: number) => Float64Array.of(value);
  const integer = (value: number) => Int32Array.of(value);
  const record = formatRecord({
    length: 1,
    session: integer(sessionOf(2016, 1, 4)),
    board: [kind.board],
    ticker: [ticker],
    market: integer(kind.market),
    company: [`SYNTHETIC ${root.slice(0, 2)}`],
    specification: [kind.specification],
    forwardTerm: [kind.market === 30 ? "030" : ""],
    currency: ["R$"],
    open: number(NaN),
    high: number(NaN),
    low: number(NaN),
    average: number(NaN),
    close: number(NaN),
    bid: number(NaN),
    ask: number(NaN),
    trades: number(0),
    shares: number(0),
    turnover: number(0),
    strike: number(isOption ? price / 100 : NaN),
    strikeIndex: integer(0),
    expiry: integer(isOption ? sessionOf(2017, 1, 16) : NEVER),
    quotationFactor: number(1),
    strikePoints: number(NaN),
    isin: [`BR${root}ACNOR0`],
    distribution: integer(100),
  }, 0);
  return new TextEncoder().encode(record + LINE_END);
}

/** A session's records: every paper's price takes a step, and its quote follows from that. */
function tradeOn(session: Session, papers: readonly Paper[], random: Random): Uint8Array {
  const date = Number(formatSession(session).replaceAll("-", ""));
  const text = new Uint8Array(papers.length * RECORD_BYTES);
  papers.forEach((paper, i) => {
    const noise = random.uint32();
    const open = paper.price;
    const close = Math.max(2, open + (noise % 9 - 4) * Math.ceil(open / 200));
    const [low, high] = [Math.min(open, close) - 1, Math.max(open, close) + 1];
    const shares = 100 * (1 + (noise >>> 8) % 50_000);
    const record = text.subarray(i * RECORD_BYTES, (i + 1) * RECORD_BYTES);
    record.set(paper.record);
    writeDigits(record, 10, 8, date);
    [open, high, low, (high + low) >> 1, close, close - 1, close + 1].forEach((price, k) =>
      writeDigits(record, 69 + 13 * k, 13, price)
    );
    writeDigits(record, 152, 5, 1 + (noise >>> 4) % 9999);
    writeDigits(record, 170, 18, shares);
    writeDigits(record, 188, 18, shares * ((high + low) >> 1));
    paper.price = close;
  });
  return text;
}

/** Writes a number of `width` digits that ends at character `to`, counted from 1. */
function writeDigits(record: Uint8Array, to: number, width: number, value: number): void {
  let rest = value;
  for (let at = to - 1; at >= to - width; at--) {
    record[at] = 48 + rest % 10;
    rest = Math.floor(rest / 10);
  }
}

/** Four letters that stand for a number. */
function letters(n: number): string {
  return [17_576, 676, 26, 1].map((unit) => String.fromCharCode(65 + Math.floor(n / unit) % 26)).join("");
}
