/**
 * Reading a COTAHIST file.
 *
 * @module
 */

import { type Finding, formatSession, type Quotes, type Session } from "~/core/mod.ts";
import { wholeLines } from "./blocks.ts";
import type { ByteSource } from "./byte_source.ts";
import { type Grain, grainOf, periodOf } from "./grain.ts";
import { openText } from "./open_text.ts";
import { CotahistParseError } from "./parse_error.ts";
import { type Counts, Parser } from "./parser.ts";

/** What to read, and how. */
export interface ReadCotahistOptions {
  /**
   * Which records to keep: the cash market's (TPMERC 010, any board), or all.
   *
   * @default {"cash"}
   */
  readonly markets?: "cash" | "all";
  /**
   * Whether to keep what is whole of a damaged or truncated file; what was lost is in the summary's findings.
   *
   * @default {false}
   */
  readonly allowPartial?: boolean;
  /** Called now and then with the bytes read so far and in total (of the ZIP, if it is one). */
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
  /** Stops the reading; the batches then reject with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a file held. */
export interface CotahistSummary extends Counts {
  /** The source's name. */
  readonly file: string;
  /** Name of the text inside the ZIP, `null` for a file that is none. */
  readonly entry: string | null;
  /** Period that the names state. */
  readonly grain: Grain;
  /** First session of the kept records, `null` if none was kept. */
  readonly firstSession: Session | null;
  /** Last session of the kept records, `null` if none was kept. */
  readonly lastSession: Session | null;
  /** Different sessions of the kept records. */
  readonly nSessions: number;
  /** Whether nothing is missing and nothing is wrong; never `false` without `allowPartial`. */
  readonly isWhole: boolean;
  /** What was noticed; a whole file of known codes has none. */
  readonly findings: readonly Finding[];
}

/** A file being read. */
export interface CotahistReading {
  /** The quotes in the order of the file, at most 8,192 at a time, to be iterated once. */
  readonly batches: AsyncIterable<Quotes>;
  /**
   * What the file held.
   *
   * @throws {TypeError} If the batches are not drained yet.
   */
  summary(): CotahistSummary;
}

/**
 * Reads a COTAHIST file, TXT or ZIP, as it streams by: memory does not grow with the file.
 *
 * Prices are divided by their quotation factor (FATCOT), a price of 0 is `NaN`, nothing is adjusted. Every
 * line's length, type and market are checked, and that header and trailer say the same and the trailer's total
 * is right; records of other markets are counted but not looked into. Unknown market types and boards are kept and
 * noted in the findings, and so are sessions that the file's name does not state (`other_period`).
 *
 * Nothing is read before the batches are iterated. They reject with a `CotahistParseError` that names line
 * and field if the file is not whole; quotes that came before are then not to be used. With `allowPartial`
 * the whole records are kept and the rest is described in the findings; without one the file is refused.
 *
 * @param source The file's bytes.
 * @param options What to keep.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bytesSource } from "./byte_source.ts";
 * const header = "00COTAHIST.2016BOVESPA 20160104".padEnd(245);
 * const trailer = "99COTAHIST.2016BOVESPA 2016010400000000002".padEnd(245);
 * const bytes = new TextEncoder().encode(`${header}\r\n${trailer}\r\n`);
 * const { batches, summary } = readCotahist(bytesSource("COTAHIST_D04012016.TXT", bytes));
 * for await (const quotes of batches) assert.fail(`found ${quotes.length} quotes`);
 * assert.equal(summary().records, 0);
 * assert.equal(summary().grain, "day");
 * ```
 */
export function readCotahist(source: ByteSource, options: ReadCotahistOptions = {}): CotahistReading {
  let summary: CotahistSummary | undefined;
  const batches = readBatches(source, options, (finished) => summary = finished);
  return {
    batches,
    summary() {
      if (summary === undefined) {
        throw new TypeError(`Cannot summarize "${source.name}": its batches are to be drained first`);
      }
      return summary;
    },
  };
}

async function* readBatches(
  source: ByteSource,
  options: ReadCotahistOptions,
  onFinish: (summary: CotahistSummary) => void,
): AsyncGenerator<Quotes> {
  const { markets = "cash", allowPartial = false, onProgress = () => {}, signal } = options;
  signal?.throwIfAborted();
  const parser = new Parser({ file: source.name, markets, allowPartial });
  const { findings } = parser.faults;
  const { entry, chunks, damage } = await openText(withProgress(source, onProgress), allowPartial, signal);
  if (damage !== null) {
    findings.push({ severity: "warning", kind: "damaged_zip", message: damage.fault });
  }
  for await (const block of wholeLines(chunks)) {
    signal?.throwIfAborted();
    for (let at = 0; at < block.length;) {
      at = parser.parse(block, at);
      if (parser.isFull) yield parser.take();
    }
  }
  parser.finish();
  const isWhole = damage === null && parser.faults.isWhole;
  if (!isWhole && parser.counts.records === 0) {
    const problem = `a COTAHIST record is wanted, found none in ${parser.lines} lines`;
    throw damage ?? new CotahistParseError(source.name, {}, problem);
  }
  const rest = parser.take();
  if (rest.length > 0) yield rest;
  const names = [entry ?? "", source.name];
  findings.push(...strayFindings(parser.sessions, names));
  onFinish({
    file: source.name,
    entry,
    grain: grainOf(...names),
    ...parser.counts,
    ...spanOf(parser.sessions),
    isWhole,
    findings,
  });
}

/** The source, saying how much of it was read. Bytes read twice count once at most. */
function withProgress(source: ByteSource, onProgress: (read: number, total: number) => void): ByteSource {
  let bytesRead = 0;
  return {
    ...source,
    async read(offset, length) {
      const bytes = await source.read(offset, length);
      bytesRead = Math.min(source.size, bytesRead + bytes.length);
      onProgress(bytesRead, source.size);
      return bytes;
    },
  };
}

/** Whether the file holds what its name states. */
function strayFindings(sessions: ReadonlySet<Session>, names: readonly string[]): Finding[] {
  const period = periodOf(...names);
  const strays = [...sessions].map(formatSession).filter((date) => !date.startsWith(period ?? "")).sort();
  if (strays.length === 0) return [];
  const message = `sessions in ${period} are wanted by the file's name, found ${strays.length} others, ` +
    `${strays[0]} the first`;
  return [{ severity: "warning", kind: "other_period", message }];
}

function spanOf(
  sessions: ReadonlySet<Session>,
): Pick<CotahistSummary, "firstSession" | "lastSession" | "nSessions"> {
  const ascending = Int32Array.from(sessions).sort();
  return {
    firstSession: ascending.at(0) ?? null,
    lastSession: ascending.at(-1) ?? null,
    nSessions: ascending.length,
  };
}
