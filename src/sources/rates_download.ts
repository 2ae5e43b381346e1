/**
 * The CDI, what money earns from one day to the next, from the Central Bank of Brazil.
 *
 * @module
 */

import { join } from "node:path";
import { ConfigError } from "~/core/mod.ts";
import { downloadJson } from "./download_json.ts";
import { addressAt, type RequestOptions } from "./request.ts";
import { writeWhole } from "./write_whole.ts";

/** Where the Central Bank keeps its series. */
export const BANK_URL = "https://api.bcb.gov.br/dados/serie/";

/** How to fetch rates. */
export interface RatesDownloadOptions extends RequestOptions {
  /** Folder to keep them in; made when missing. */
  readonly folder: string;
  /** Address of the series. @default {BANK_URL} */
  readonly url?: string;
  /** Called before each piece. */
  readonly onProgress?: (file: string, nDone: number, nAll: number) => void;
}

/** The year in which the series begins, and the most years that one answer may span. */
const FIRST_YEAR = 1986;
const MOST_YEARS = 10;

/**
 * Fetches the daily CDI of some years, series 12 of the Central Bank's, in pieces of at most ten years, which is as much as it
 * answers at once. Each piece is kept word for word, in percent, as `readSeries` reads it; all are of the one series `CDI`.
 *
 * @param years One, or the first and the last with a hyphen between: `2015-2023`. The last may have just begun.
 * @returns Paths of the pieces, the oldest first.
 * @throws {ConfigError} If the text is no such years, from 1986 on, `url` is no http or https address, or this process may not
 * reach the server.
 * @throws {NotFoundError} If there are no rates yet of a piece.
 * @throws {DataError} If the server refuses, fails time and again, cannot be reached or answers something else, or the disk
 * is full.
 */
export async function fetchRates(years: string, options: RatesDownloadOptions): Promise<string[]> {
  const { folder, url = BANK_URL, onProgress } = options;
  const pieces = piecesOf(years);
  const paths: string[] = [];
  for (const [i, [first, last]] of pieces.entries()) {
    const period = first === last ? `${first}` : `${first}-${last}`;
    const file = `cdi_${period}.json`;
    onProgress?.(file, i, pieces.length);
    const query = new URLSearchParams({
      formato: "json",
      dataInicial: `01/01/${first}`,
      dataFinal: `31/12/${last}`,
    });
    const { text } = await downloadJson({
      name: `the CDI of ${period}`,
      address: addressAt(`bcdata.sgs.12/dados?${query}`, url),
      hint: "have these years begun",
      wanted: "a list of rates",
      read: (json) => Array.isArray(json) ? json : undefined,
    }, options);
    paths.push(join(folder, file));
    await writeWhole(join(folder, file), text + "\n");
  }
  return paths;
}

function piecesOf(years: string): [first: number, last: number][] {
  const [, from, to = from] = /^(\d{4})(?:-(\d{4}))?$/.exec(years) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first >= FIRST_YEAR && first <= last)) {
    throw new ConfigError(
      `Cannot read the years "${years}": YYYY or YYYY-YYYY is wanted, from ${FIRST_YEAR} on, the first not after the last`,
    );
  }
  return Array.from({ length: Math.ceil((last - first + 1) / MOST_YEARS) }, (_, i) => {
    const begin = first + i * MOST_YEARS;
    return [begin, Math.min(begin + MOST_YEARS - 1, last)];
  });
}
