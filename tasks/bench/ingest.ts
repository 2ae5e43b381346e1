/**
 * How fast files become columns and rows of the database, beside inflating them and beside Polars and pandas.
 *
 * @module
 */

import { basename, join } from "node:path";
import process from "node:process";
import { createInflateRaw } from "node:zlib";
import type { Quotes } from "~/core/mod.ts";
import { bytesSource, readCotahist } from "~/cotahist/mod.ts";
import { ingest } from "~/pipeline/mod.ts";
import { cotahistFiles } from "~/sources/mod.ts";
import { table } from "../cli/output.ts";
import { writeSyntheticZip, type YearSize } from "./synthetic_year.ts";

/** One way to read the files. */
export interface IngestTiming {
  readonly name: string;
  /** Median of the runs. */
  readonly seconds: number;
  /** Most memory that its process had, if it has one of its own. */
  readonly peakMegabytes: number | null;
}

/** What was measured on some files. */
export interface IngestCorpus {
  readonly name: string;
  readonly files: number;
  readonly records: number;
  /** Records of the cash market; nothing else is kept. */
  readonly kept: number;
  readonly megabytesZipped: number;
  readonly timings: readonly IngestTiming[];
}

/** What was measured. */
export interface IngestBench {
  readonly corpora: readonly IngestCorpus[];
  /** Peers that could not be measured here, each with the reason. */
  readonly absent: readonly string[];
}

const N_RUNS = 3;
const PIECE_LENGTH = 1 << 18;

/** A file in memory. */
interface Zip {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Measures on the ZIPs of a folder and on a synthetic year of the whole market, which is made first (half a minute).
 * Peers run where `B3_PYTHON` (or `python3`) has them.
 *
 * @param size How much of a year is made.
 */
export async function benchIngest(folder: string, size: YearSize = {}): Promise<IngestBench> {
  const temporary = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    const year = join(temporary, "COTAHIST_A2016.ZIP");
    say("making a synthetic year");
    await writeSyntheticZip((await Deno.open(year, { write: true, createNew: true })).writable, size);
    const zips = (await cotahistFiles(folder)).filter((path) => /\.zip$/i.test(path));
    const absent: string[] = [];
    const corpora = [
      await benchCorpus(`the ZIPs of ${folder}`, zips, ["polars", "pandas"], absent),
      await benchCorpus("a synthetic year of the whole market", [year], ["polars"], absent),
    ];
    return { corpora, absent: [...new Set(absent)] };
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** What was measured, as lines of text. */
export function ingestLines({ corpora, absent }: IngestBench): string[] {
  const lines = corpora.flatMap(({ name, files, records, kept, megabytesZipped, timings }) => [
    `${name}: ${files} ZIPs of ${
      megabytesZipped.toFixed(1)
    } MB, ${records} records, ${kept} of the cash market`,
    ...table(
      ["", "seconds", "times inflating", "peak MB"],
      timings.map(({ name, seconds, peakMegabytes }) => [
        name,
        seconds.toFixed(2),
        (seconds / timings[0].seconds).toFixed(2),
        peakMegabytes?.toFixed(0) ?? "-",
      ]),
    ),
    "",
  ]);
  return [...lines, ...absent];
}

async function benchCorpus(
  name: string,
  paths: readonly string[],
  peers: readonly string[],
  absent: string[],
): Promise<IngestCorpus> {
  say(name);
  const zips = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: await Deno.readFile(path) })),
  );
  let [records, kept] = [0, 0];
  const timings = [
    await median("inflating with zlib, one thread", async () => {
      for (const { bytes } of zips) await inflate(bytes);
    }),
    await median("ours, to typed columns in memory", async () => {
      [records, kept] = await read(zips);
    }),
    await median(
      "ours, stored in a new database",
      () =>
        inTemporaryFolder(async (folder) =>
          void await ingest({ db: join(folder, "b3.duckdb"), from: paths })
        ),
    ),
    await ingestInChild(paths),
  ];
  for (const peer of peers) {
    const timing = await runPeer(peer, paths);
    if (typeof timing === "string") absent.push(timing);
    else timings.push(timing);
  }
  const megabytesZipped = zips.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
  return { name, files: paths.length, records, kept, megabytesZipped, timings };
}

/** Reads the cash market's quotes; they are all in memory at the end. */
async function read(zips: readonly Zip[]): Promise<[records: number, kept: number]> {
  const held: Quotes[] = [];
  let records = 0;
  for (const { name, bytes } of zips) {
    const { batches, summary } = readCotahist(bytesSource(name, bytes));
    for await (const quotes of batches) held.push(quotes);
    records += summary().records;
  }
  return [records, held.reduce((sum, { length }) => sum + length, 0)];
}

/** Inflates the first entry of a ZIP and throws it away. */
async function inflate(zip: Uint8Array<ArrayBuffer>): Promise<void> {
  const header = new DataView(zip.buffer, zip.byteOffset);
  const data = zip.subarray(30 + header.getUint16(26, true) + header.getUint16(28, true));
  const inflater = createInflateRaw({ chunkSize: PIECE_LENGTH });
  const feed = async () => {
    for (let at = 0; at < data.length; at += PIECE_LENGTH) {
      await new Promise((resolve) => inflater.write(data.subarray(at, at + PIECE_LENGTH), resolve));
    }
    inflater.end();
  };
  void feed();
  for await (const _ of inflater);
}

/** The same in a process of its own, from its start to its end. */
async function ingestInChild(paths: readonly string[]): Promise<IngestTiming> {
  const script = join(import.meta.dirname ?? ".", "ingest_child.ts");
  let peak = 0;
  const timing = await median(
    "ours, the same in a process of its own",
    () =>
      inTemporaryFolder(async (folder) => {
        const args = ["run", "-A", script, join(folder, "b3.duckdb"), ...paths];
        const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
        if (!success) throw new Error(`Cannot ingest: ${new TextDecoder().decode(stderr)}`);
        peak = Math.max(peak, Number(new TextDecoder().decode(stdout)));
      }),
  );
  return { ...timing, peakMegabytes: Number.isNaN(peak) ? null : peak };
}

async function runPeer(peer: string, paths: readonly string[]): Promise<IngestTiming | string> {
  const python = Deno.env.get("B3_PYTHON") ?? "python3";
  const script = join(import.meta.dirname ?? ".", "ingest_peers.py");
  const runs = peer === "pandas" ? 1 : N_RUNS;
  const args = [script, peer, String(runs), "cash", ...paths];
  try {
    const { success, stdout, stderr } = await new Deno.Command(python, { args }).output();
    if (!success) {
      return `${peer} is absent: ${new TextDecoder().decode(stderr).trim().split("\n").at(-1)}`;
    }
    const timing: IngestTiming = JSON.parse(new TextDecoder().decode(stdout));
    say(`${timing.name}: ${timing.seconds.toFixed(2)} s`);
    return timing;
  } catch (error) {
    return `${peer} is absent: ${python} does not run (${error instanceof Error ? error.message : error})`;
  }
}

async function inTemporaryFolder(job: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    await job(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function median(name: string, job: () => Promise<void>): Promise<IngestTiming> {
  const seconds: number[] = [];
  for (let run = 0; run < N_RUNS; run++) {
    const began = performance.now();
    await job();
    seconds.push((performance.now() - began) / 1000);
    say(`${name}: ${seconds[run].toFixed(2)} s`);
  }
  return { name, seconds: seconds.sort((a, b) => a - b)[N_RUNS >> 1], peakMegabytes: null };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
