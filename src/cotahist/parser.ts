/**
 * COTAHIST lines to batches of quotes, with everything that is checked on the way.
 *
 * @module
 */

import { parseSession, type Quotes } from "~/core/mod.ts";
import { INTEGER_FIELDS, newBatch, NUMBER_FIELDS, quotesOf, TEXT_FIELDS } from "./batch.ts";
import { decoder, lacksFactor, readDigits, readNumber } from "./decode.ts";
import { Faults } from "./faults.ts";
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
import { printable } from "./parse_error.ts";
import { placeOf, QUOTE_TYPE, recordLength, textOf, wantedOf } from "./record.ts";

/** Quotes in a full batch. */
export const BATCH_LENGTH = 8192;

/** Records decoded at a time: their text stays in the processor's cache while its columns are read one by one. */
const RUN_LENGTH = 512;

const LF = 10;
const CR = 13;
const TRAILER_TYPE = 99;
const TYPE_FROM = RECORD_TYPE.from - 1;
const [MARKET] = QUOTE.filter((field) => field.column === "market");
const [TOTAL] = TRAILER.slice(-1);
/** What header and trailer both say: name, origin, date. */
const LABEL = HEADER.slice(1);
const SESSION = INTEGER_FIELDS.findIndex((field) => field.column === "session");
const MARKET_COLUMN = INTEGER_FIELDS.indexOf(MARKET);
const FACTOR_COLUMN = NUMBER_FIELDS.findIndex((field) => field.column === "quotationFactor");
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
  readonly sessions: Set<number> = new Set();
  readonly #keepsAll: boolean;
  readonly #faults: Faults;
  readonly #decode = decoder();
  readonly #codes = new Set<string | number>();
  /** Offsets of the records to decode next. */
  readonly #starts = new Int32Array(RUN_LENGTH);
  #batch = newBatch(BATCH_LENGTH);
  #lines = 0;
  #kept = 0;
  #skipped = 0;
  #withoutFactor = 0;
  /** Records that the trailer states, once it was seen. */
  #total: number | undefined;
  /** What the header says in the fields of `LABEL`; empty if there is none. */
  #label: readonly string[] = [];

  constructor(options: ParserOptions) {
    this.#keepsAll = options.markets === "all";
    this.#faults = new Faults(options.file, options.allowPartial);
  }

  /** Counts so far. */
  get counts(): Counts {
    const [kept, skipped, { lost }] = [this.#kept, this.#skipped, this.#faults];
    return { records: kept + skipped, kept, skipped, lost };
  }

  /** Lines so far. */
  get lines(): number {
    return this.#lines;
  }

  /** What was wrong, or only noted, so far. */
  get faults(): Faults {
    return this.#faults;
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
    const view = new DataView(block.buffer, block.byteOffset, block.length);
    let at = from;
    while (at < block.length && !this.isFull) {
      const end = this.#parseRun(view, at);
      at = end > at ? end : this.#parseNextLine(block, view, at);
    }
    return at;
  }

  /**
   * Checks that the file came to its end.
   *
   * @throws {CotahistParseError} If there is no trailer or it states another number of records.
   */
  finish(): void {
    const { records } = this.counts;
    if (this.#total === undefined) {
      this.#faults.add(
        "no_trailer",
        {},
        `a trailer (99) is wanted as the last record, found the end after ${this.#lines} lines; ${records} quotes came`,
      );
    } else if (this.#total !== this.#lines) {
      const problem = `the trailer states ${this.#total} records (${this.#total - 2} quotes), ` +
        `found ${this.#lines} lines (${records} quotes)`;
      this.#faults.add("wrong_total", { line: this.#lines, field: TOTAL.name }, problem);
    }
    this.#faults.finish();
    if (this.#withoutFactor > 0) {
      this.#faults.note(
        "warning",
        "no_quotation_factor",
        `${this.#withoutFactor} quotes state no FATCOT, taken as 1`,
      );
    }
  }

  /**
   * Parses records up to the first line that is not plainly one, and returns where that starts. What is wrong
   * inside a record is left to be found line by line.
   */
  #parseRun(view: DataView, from: number): number {
    if (this.#lines === 0 || this.#total !== undefined) return from;
    const room = Math.min(RUN_LENGTH, this.#batch.capacity - this.#batch.length);
    const last = view.byteLength - RECORD_LENGTH - 2;
    let [at, n, skipped] = [from, 0, 0];
    while (at <= last && n < room) {
      const length = recordLength(view, at);
      const market = length === 0 ? -1 : readDigits(view, at + MARKET.from - 1, at + MARKET.to);
      if (market < 0) break;
      if (this.#keepsAll || market === CASH) this.#starts[n++] = at;
      else skipped++;
      at += length;
    }
    if (this.#decode(view, this.#starts, n, this.#batch) !== undefined) {
      const block = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      for (let line = from; line < at;) line = this.#parseNextLine(block, view, line);
      return at;
    }
    this.#lines += n + skipped;
    this.#skipped += skipped;
    this.#keep(view, n);
    return at;
  }

  /** Parses one line, whatever is in it, and returns where the next one starts. */
  #parseNextLine(block: Uint8Array, view: DataView, start: number): number {
    const newline = block.indexOf(LF, start);
    let end = newline < 0 ? block.length : newline;
    if (end > start && block[end - 1] === CR) end--;
    this.#lines++;
    this.#parseLine(block, view, start, end);
    return newline < 0 ? block.length : newline + 1;
  }

  #parseLine(block: Uint8Array, view: DataView, start: number, end: number): void {
    if (end - start !== RECORD_LENGTH) {
      const problem = `${RECORD_LENGTH} characters are wanted, found ${end - start}`;
      return this.#faults.addLine({ line: this.#lines }, problem);
    }
    const type = readDigits(view, start + TYPE_FROM, start + RECORD_TYPE.to);
    if (this.#total !== undefined) {
      const problem = "nothing is wanted after the trailer (99), found another record";
      return this.#faults.addLine(placeOf(this.#lines, RECORD_TYPE), problem);
    }
    if (this.#lines === 1) {
      if (type === 0) return this.#parseHeader(block, start);
      this.#wrongField("no_header", block, start, RECORD_TYPE, "a header (00) is wanted as the first record");
    }
    if (type === QUOTE_TYPE) return this.#parseQuote(block, view, start);
    if (type === TRAILER_TYPE) return this.#parseTrailer(block, view, start);
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

  #parseQuote(block: Uint8Array, view: DataView, start: number): void {
    const market = readDigits(view, start + MARKET.from - 1, start + MARKET.to);
    if (market < 0) return this.#badField(block, start, MARKET, wantedOf(MARKET));
    if (market !== CASH && !this.#keepsAll) {
      this.#skipped++;
      return;
    }
    this.#starts[0] = start;
    const bad = this.#decode(view, this.#starts, 1, this.#batch);
    if (bad !== undefined) return this.#badField(block, start, bad, wantedOf(bad));
    this.#keep(view, 1);
  }

  /** Counts the `n` records that were decoded, and notes what is in them. */
  #keep(view: DataView, n: number): void {
    const batch = this.#batch;
    const [sessions, boards] = [batch.integers[SESSION], batch.texts[BOARD]];
    const [markets, factors] = [batch.integers[MARKET_COLUMN], batch.numbers[FACTOR_COLUMN]];
    for (let i = 0; i < n; i++) {
      const row = batch.length + i;
      if (factors[row] === 1 && lacksFactor(view, this.#starts[i])) this.#withoutFactor++;
      if (row === 0 || sessions[row] !== sessions[row - 1]) this.sessions.add(sessions[row]);
      if (row === 0 || markets[row] !== markets[row - 1]) {
        this.#noteCode("market", "TPMERC", markets[row], MARKETS);
      }
      if (row === 0 || boards[row] !== boards[row - 1]) {
        this.#noteCode("board", "CODBDI", boards[row], BOARDS);
      }
    }
    batch.length += n;
    this.#kept += n;
  }

  #parseTrailer(block: Uint8Array, view: DataView, start: number): void {
    const total = readNumber(view, start + TOTAL.from - 1, start + TOTAL.to);
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
      this.#faults.note("info", `unknown_${what}`, message);
    }
  }

  #badField(block: Uint8Array, start: number, field: Field, wanted: string): void {
    const problem = `${wanted}, found "${textOf(block, start, field)}"`;
    this.#faults.addLine(placeOf(this.#lines, field), problem);
  }

  /** A field that makes the file doubtful, but no line unreadable. */
  #wrongField(kind: string, block: Uint8Array, start: number, field: Field, wanted: string): void {
    const problem = `${wanted}, found "${textOf(block, start, field)}"`;
    this.#faults.add(kind, placeOf(this.#lines, field), problem);
  }
}
