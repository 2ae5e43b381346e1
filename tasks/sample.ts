/**
 * `deno task sample` makes the sample that ships: about 40 papers, 2016 to 2022, cut out of a folder of yearly COTAHIST files.
 *
 * The same input gives the same bytes on every machine.
 *
 * @module
 */

import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { parseSession, type Session } from "~/core/mod.ts";
import { type ByteSource, formatCotahist, formatRecord, readCotahist } from "~/cotahist/mod.ts";
import { cotahistFiles, fileSource } from "~/sources/mod.ts";
import { buildCommand, runTask, TEXT } from "./cli/command.ts";
import { SAMPLE } from "./cli/defaults.ts";
import { print } from "./cli/output.ts";
import tickers from "./sample_tickers.json" with { type: "json" };

const YEARS = [2016, 2017, 2018, 2019, 2020, 2021, 2022];

/**
 * First session of each ticker in the sample: the day a company took that code, for those that changed it.
 */
const FIRST_SESSIONS: ReadonlyMap<string, Session> = new Map(
  tickers.map(({ ticker, from }) => [ticker, from === undefined ? -Infinity : parseSession(from)]),
);

/** The sample of one year as a ZIP, cut out of that year's file. */
export async function sampleOfYear(year: number, source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  const { batches, summary } = readCotahist(source);
  const records: string[] = [];
  for await (const quotes of batches) {
    quotes.ticker.forEach((ticker, row) => {
      const first = FIRST_SESSIONS.get(ticker);
      if (first !== undefined && quotes.session[row] >= first) records.push(formatRecord(quotes, row));
    });
  }
  const session = summary().lastSession ?? parseSession(`${year}-12-31`);
  return await zip(
    `COTAHIST_A${year}.TXT`,
    year,
    formatCotahist(records, { name: `COTAHIST.${year}`, session }),
  );
}

/** A ZIP of one file whose bytes depend on the text alone: embedded deflate, no clock, no time zone. */
async function zip(
  name: string,
  year: number,
  text: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 9,
    useCompressionStream: false,
    useWebWorkers: false,
    dataDescriptor: false,
    extendedTimestamp: false,
    msDosCompatible: true,
    rawLastModDate: dosDate(year, 12, 31),
  });
  await writer.add(name, new Uint8ArrayReader(text));
  return await writer.close();
}

/** Midnight of a day as MS-DOS date and time, the form a ZIP keeps. */
function dosDate(year: number, month: number, day: number): number {
  return ((year - 1980) << 9 | month << 5 | day) * 0x10000;
}

interface Flags {
  readonly from: string;
  readonly to?: string;
}

if (import.meta.main) {
  await runTask(
    "sample",
    buildCommand<Flags, []>({
      docs: { brief: "Makes data/sample again from a folder of yearly COTAHIST files" },
      parameters: {
        flags: {
          from: {
            kind: "parsed",
            parse: String,
            brief: "Folder of COTAHIST_A2016.ZIP to A2022.ZIP",
            placeholder: "dir",
          },
          to: { ...TEXT, brief: `Folder to write to (default ${SAMPLE})`, placeholder: "dir" },
        },
      },
      async func({ from, to = SAMPLE }) {
        await mkdir(to, { recursive: true });
        const files = await cotahistFiles(from);
        for (const year of YEARS) {
          const name = `COTAHIST_A${year}.ZIP`;
          const path = files.find((file) => basename(file).toUpperCase() === name) ?? join(from, name);
          await using source = await fileSource(path);
          const bytes = await sampleOfYear(year, source);
          await writeFile(join(to, name), bytes);
          print(`${name}: ${bytes.length} bytes`);
        }
      },
    }),
  );
}
