/**
 * COTAHIST lines to batches of quotes, with everything that is checked on the way.
 *
 * @module
 */

import { type Finding, parseSession, type Quotes } from "~/core/mod.ts";
import { INTEGER_FIELDS, newBatch, quotesOf, TEXT_FIELDS } from "./batch.ts";
import { decoder, lacksFactor, readDigits, readNumber } from "./decode.ts";
import {
  BOARDS,
  CASH,
  type Field,
  HEADER,
  MARKETS,
  QUOTE,
  RECORD_LENGTH,
  RECORD_TYPE,
  TRAILER,
} from "./layout.ts";
import { CotahistParseError, type Place, printable } from "./parse_error.ts";
import { latin1 } from "./texts.ts";

/** Quotes in a full batch. */
export const BATCH_LENGTH = 8192;

/** Bad lines that get a finding each; further ones are counted. */
const MAX_LINE_FINDINGS = 20;

const LF = 10;
const CR = 13;
const QUOTE_TYPE = 1;
const TRAILER_TYPE = 99;
const TYPE_FROM = RECORD_TYPE.from - 1;
const [MARKET] = QUOTE.filter((field) => field.column === "market");
const [TOTAL] = TRAILER.slice(-1);
/** What header and trailer both say: name, origin, date. */
const LABEL = HEADER.slice(1);
const SESSION = INTEGER_FIELDS.findIndex((field) => field.column === "session");
const BOARD = TEXT_FIELDS.findIndex((field) => field.column === "board");

/** What a parser is told. */
export interface ParserOptions {
  /** File name, for messages. */
  readonly file: string;
  readonly markets: "cash" | "all";
  readonly allowPartial: boolean;
}

/** Counts of the records seen. */
export interface Counts {
  /** Whole records of type 01. */
  readonly records: number;
  /** Records of the markets asked for. */
  readonly kept: number;
  /** Records of other markets. */
  readonly skipped: number;
  /** Lines that could not be read and were left out. */
  readonly lost: number;
}

/** Reads blocks of whole lines, one after the other, into batches. */
export class Parser {
  readonly findings: Finding[] = [];
  readonly sessions: Set<number> = new Set();
  readonly #options: ParserOptions;
  readonly #decode = decoder();
  readonly #codes = new Set<string | number>();
  #batch = newBatch(BATCH_LENGTH);
  #lines = 0;
  #isWhole = true;
  #kept = 0;
  #skipped = 0;
  #lost = 0;
  #withoutFactor = 0;
  /** Records that the trailer states, once it was seen. */
  #total: number | undefined;
  /** What the header says in the fields of `LABEL`; empty if there is none. */
  #label: readonly string[] = [];

  constructor(options: ParserOptions) {
    this.#options = options;
  }

  /** Counts so far. */
  get counts(): Counts {
    const [kept, skipped, lost] = [this.#kept, this.#skipped, this.#lost];
    return { records: kept + skipped, kept, skipped, lost };
  }

  /** Lines so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Whether nothing was wrong so far; it is then false only where partial files are allowed. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether the batch is to be taken before more is parsed. */
  get isFull(): boolean {
    return this.#batch.length === this.#batch.capacity;
  }

  /** Hands over the quotes of the current batch and starts the next one. */
  take(): Quotes {
    const quotes = quotesOf(this.#batch);
    this.#batch = newBatch(BATCH_LENGTH);
    return quotes;
  }

  /**
   * Parses lines from an offset until the block ends or the batch is full.
   *
   * @param block Whole lines; only the file's last line may lack its line end.
   * @param from Offset of the first line to parse.
   * @returns Offset of the first line not parsed.
   * @throws {CotahistParseError} If a line is wrong and partial files are not allowed.
   */
  parse(block: Uint8Array, from: number): number {
    let start = from;
    while (start < block.length && !this.isFull) {
      const newline = block.indexOf(LF, start);
      const next = newline < 0 ? block.length : newline + 1;
      let end = newline < 0 ? block.length : newline;
      if (end > start && block[end - 1] === CR) end--;
      this.#lines++;
      this.#parseLine(block, start, end);
      start = next;
    }
    return start;
  }

  /**
   * Checks that the file came to its end.
   *
   * @throws {CotahistParseError} If there is no trailer or it states another number of records.
   */
  finish(): void {
    const { records } = this.counts;
    if (this.#total === undefined) {
      this.#fault(
        "no_trailer",
        {},
        `a trailer (99) is wanted as the last record, found the end after ${this.#lines} lines; ${records} quotes came`,
      );
    } else if (this.#total !== this.#lines) {
      const problem = `the trailer states ${this.#total} records (${this.#total - 2} quotes), ` +
        `found ${this.#lines} lines (${records} quotes)`;
      this.#fault("wrong_total", { line: this.#lines, field: TOTAL.name }, problem);
    }
    if (this.#lost > MAX_LINE_FINDINGS) {
      this.#note("warning", "bad_lines", `${this.#lost} lines were left out`);
    }
    if (this.#withoutFactor > 0) {
      this.#note(
        "warning",
        "no_quotation_factor",
        `${this.#withoutFactor} quotes state no FATCOT, taken as 1`,
      );
    }
  }

  #parseLine(block: Uint8Array, start: number, end: number): void {
    if (end - start !== RECORD_LENGTH) {
      return this.#badLine(`${RECORD_LENGTH} characters are wanted, found ${end - start}`);
    }
    const type = readDigits(block, start + TYPE_FROM, start + RECORD_TYPE.to);
    if (this.#total !== undefined) {
      return this.#badLine("nothing is wanted after the trailer (99), found another record", RECORD_TYPE);
    }
    if (this.#lines === 1) {
      if (type === 0) return this.#parseHeader(block, start);
      this.#wrongField("no_header", block, start, RECORD_TYPE, "a header (00) is wanted as the first record");
    }
    if (type === QUOTE_TYPE) return this.#parseQuote(block, start);
    if (type === TRAILER_TYPE) return this.#parseTrailer(block, start);
    this.#badField(block, start, RECORD_TYPE, "01 or 99 is wanted");
  }

  #parseHeader(block: Uint8Array, start: number): void {
    this.#label = LABEL.map((field) => textOf(block, start, field));
    const [name, , date] = this.#label;
    if (!name.startsWith("COTAHIST")) {
      this.#wrongField("wrong_header", block, start, LABEL[0], "COTAHIST.YYYY is wanted");
    }
    if (Number.isNaN(parseSession(date))) {
      this.#wrongField("wrong_header", block, start, LABEL[2], wantedOf(LABEL[2]));
    }
  }

  #parseQuote(block: Uint8Array, start: number): void {
    const market = readDigits(block, start + MARKET.from - 1, start + MARKET.to);
    if (market < 0) return this.#badField(block, start, MARKET, wantedOf(MARKET));
    if (market !== CASH && this.#options.markets === "cash") {
      this.#skipped++;
      return;
    }
    const batch = this.#batch;
    const bad = this.#decode(block, start, batch);
    if (bad !== undefined) return this.#badField(block, start, bad, wantedOf(bad));
    if (lacksFactor(block, start)) this.#withoutFactor++;
    this.sessions.add(batch.integers[SESSION][batch.length]);
    this.#noteCode("market", "TPMERC", market, MARKETS);
    this.#noteCode("board", "CODBDI", batch.texts[BOARD][batch.length], BOARDS);
    batch.length++;
    this.#kept++;
  }

  #parseTrailer(block: Uint8Array, start: number): void {
    const total = readNumber(block, start + TOTAL.from - 1, start + TOTAL.to);
    if (total < 0) return this.#badField(block, start, TOTAL, wantedOf(TOTAL));
    this.#total = total;
    this.#label.forEach((text, k) => {
      if (textOf(block, start, LABEL[k]) === text) return;
      this.#wrongField("wrong_trailer", block, start, LABEL[k], `"${text}" as in the header is wanted`);
    });
  }

  /** Notes a code that the layout does not know, once. */
  #noteCode(
    what: string,
    field: string,
    code: string | number,
    known: Readonly<Record<string, string>>,
  ): void {
    if (this.#codes.has(code)) return;
    this.#codes.add(code);
    if (!(code in known)) {
      const message = printable(`${field} "${code}" is not in the layout; its quotes are kept`);
      this.#note("info", `unknown_${what}`, message);
    }
  }

  #badField(block: Uint8Array, start: number, field: Field, wanted: string): void {
    this.#badLine(`${wanted}, found "${textOf(block, start, field)}"`, field);
  }

  /** A field that makes the file doubtful, but no line unreadable. */
  #wrongField(kind: string, block: Uint8Array, start: number, field: Field, wanted: string): void {
    const problem = `${wanted}, found "${textOf(block, start, field)}"`;
    this.#fault(kind, placeOf(this.#lines, field), problem);
  }

  /** A line that cannot be read: refused, or left out where partial files are allowed. */
  #badLine(problem: string, field?: Field): void {
    this.#lost++;
    const place = field === undefined ? { line: this.#lines } : placeOf(this.#lines, field);
    this.#fault("bad_line", place, problem, this.#lost > MAX_LINE_FINDINGS);
  }

  /** Refuses the file, or notes what is wrong where partial files are allowed. */
  #fault(kind: string, place: Place, problem: string, quietly = false): void {
    this.#isWhole = false;
    if (quietly && this.#options.allowPartial) return;
    const error = new CotahistParseError(this.#options.file, place, problem);
    if (!this.#options.allowPartial) throw error;
    this.#note("warning", kind, error.fault);
  }

  #note(severity: Finding["severity"], kind: string, message: string): void {
    this.findings.push({ severity, kind, message });
  }
}

function textOf(block: Uint8Array, start: number, field: Field): string {
  return latin1(block, start + field.from - 1, start + field.to);
}

function placeOf(line: number, field: Field): Place {
  return { line, field: field.name };
}

function wantedOf(field: Field): string {
  return field.type === "date" ? "a date YYYYMMDD is wanted" : "digits are wanted";
}
