/**
 * Small COTAHIST files for tests, made of B3's own lines.
 *
 * @module
 */

import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import type { Quotes } from "~/core/mod.ts";
import {
  type ByteSource,
  bytesSource,
  type CotahistSummary,
  QUOTE,
  readCotahist,
  type ReadCotahistOptions,
} from "~/cotahist/mod.ts";

/** Fifteen genuine lines of every kind between header and trailer, lines ending CRLF. */
export const KINDS = await Deno.readFile(new URL("../fixtures/cotahist/kinds_crlf.TXT", import.meta.url));

/** The fixture's lines without line ends: header, fifteen quotes, trailer. */
export const LINES: readonly string[] = new TextDecoder("latin1").decode(KINDS).split("\r\n").slice(0, -1);

/** Genuine record of PETR4 on 2021-01-04, its sixth quote. */
export const PETR4 = LINES[6];

/** Bytes of latin-1 text. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** A line with characters replaced from a position that counts from 1, as B3's document does. */
export function patch(line: string, from: number, text: string): string {
  return line.slice(0, from - 1) + text + line.slice(from - 1 + text.length);
}

/**
 * A text of the given quotes with header and a trailer that states the right total, unless another is given.
 */
export function fileOf(quotes: readonly string[], total = quotes.length + 2): Uint8Array<ArrayBuffer> {
  const trailer = patch(LINES[16], 32, String(total).padStart(11, "0"));
  return latin1([LINES[0], ...quotes, trailer].map((line) => line + "\r\n").join(""));
}

/** A text as a source whose name states no period. */
export function source(bytes: Uint8Array<ArrayBuffer>, name = "COTAHIST.TXT"): ByteSource {
  return bytesSource(name, bytes);
}

/** All quotes of a source, and its summary. */
export async function readAll(
  from: ByteSource,
  options: ReadCotahistOptions = {},
): Promise<{ quotes: Quotes; summary: CotahistSummary }> {
  const { batches, summary } = readCotahist(from, options);
  const quotes = concatQuotes(await Array.fromAsync(batches));
  return { quotes, summary: summary() };
}

/** Quotes end to end (a copy). */
export function concatQuotes(parts: readonly Quotes[]): Quotes {
  const columns = QUOTE.map(({ column }) => {
    const values = parts.flatMap((part): (string | number)[] => [...part[column]]);
    const Column = (parts.at(0)?.[column].constructor ?? Array) as { from(values: unknown[]): unknown };
    return [column, Column.from(values)];
  });
  return { length: parts.reduce((sum, part) => sum + part.length, 0), ...Object.fromEntries(columns) };
}

/** One row as an object. */
export function rowOf(quotes: Quotes, row: number): Record<string, string | number> {
  const { length: _, ...columns } = quotes;
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]]));
}

/** A ZIP of the given files, encrypted if there is a password. */
export async function zipOf(
  files: Readonly<Record<string, Uint8Array>>,
  password = "",
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    useWebWorkers: false,
    dataDescriptor: false,
    ...(password && { password, zipCrypto: true }),
  });
  for (const [name, bytes] of Object.entries(files)) await zip.add(name, new Uint8ArrayReader(bytes));
  return await zip.close();
}

/** A text of the given lines, all ending CRLF, named `X.TXT`. */
export function text(...lines: readonly string[]): ByteSource {
  return source(latin1(lines.map((line) => line + "\r\n").join("")), "X.TXT");
}

/** A ZIP of 5,000 quotes whose shares differ, so that its data does not compress away. */
export async function largeZip(): Promise<Uint8Array<ArrayBuffer>> {
  const quotes = Array.from(
    { length: 5000 },
    (_, k) => patch(PETR4, 160, String(k * k % 99_991).padStart(11, "0")),
  );
  return await zipOf({ "COTAHIST_A2021.TXT": fileOf(quotes) });
}

/** A ZIP of one file with another CRC-32 in its local header and central directory. */
export function withWrongChecksum(zip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const changed = zip.slice();
  const directory = String.fromCharCode(...zip.subarray(-200)).indexOf("PK\x01\x02") + zip.length - 200;
  changed[14] ^= 1;
  changed[directory + 16] ^= 1;
  return changed;
}
