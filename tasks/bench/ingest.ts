/**
 * How fast files become columns and rows of the database, beside inflating them and doing nothing.
 *
 * @module
 */

import { Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { basename, join } from "node:path";
import process from "node:process";
import { bytesSource, readCotahist } from "~/cotahist/mod.ts";
import { ingest } from "~/pipeline/mod.ts";
import { cotahistFiles } from "~/sources/mod.ts";

/** What was measured. Seconds are the median of three runs. */
export interface IngestBench {
  readonly files: number;
  readonly records: number;
  readonly megabytesZipped: number;
  /** Inflating the ZIPs and throwing the text away: the limit of whoever reads them with this library. */
  readonly inflateSeconds: number;
  /** ZIPs in memory to typed columns. */
  readonly readSeconds: number;
  /** ZIPs on disk to a new database, keys checked, durable. */
  readonly storeSeconds: number;
  readonly readToInflate: number;
  readonly storeToInflate: number;
}

const N_RUNS = 3;

/** Measures on the ZIPs of a folder. */
export async function benchIngest(folder: string): Promise<IngestBench> {
  const paths = (await cotahistFiles(folder)).filter((path) => /\.zip$/i.test(path));
  const zips = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: await Deno.readFile(path) })),
  );
  let records = 0;
  const inflateSeconds = await median("inflate", async () => {
    for (const { bytes } of zips) await inflate(bytes);
  });
  const readSeconds = await median("read", async () => {
    records = 0;
    for (const { name, bytes } of zips) {
      const { batches, summary } = readCotahist(bytesSource(name, bytes));
      for await (const _ of batches);
      records += summary().records;
    }
  });
  const storeSeconds = await median("store", async () => {
    const temporary = await Deno.makeTempDir({ prefix: "b3_bench_" });
    try {
      await ingest({ db: join(temporary, "b3.duckdb"), from: [folder] });
    } finally {
      await Deno.remove(temporary, { recursive: true });
    }
  });
  return {
    files: paths.length,
    records,
    megabytesZipped: zips.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6,
    inflateSeconds,
    readSeconds,
    storeSeconds,
    readToInflate: readSeconds / inflateSeconds,
    storeToInflate: storeSeconds / inflateSeconds,
  };
}

async function inflate(zip: Uint8Array<ArrayBuffer>): Promise<void> {
  const reader = new ZipReader(new Uint8ArrayReader(zip), { useWebWorkers: false });
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) await entry.getData(new WritableStream(), { useWebWorkers: false });
  }
  await reader.close();
}

async function median(what: string, job: () => Promise<void>): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < N_RUNS; run++) {
    const began = performance.now();
    await job();
    seconds.push((performance.now() - began) / 1000);
    process.stderr.write(`${what}: ${seconds[run].toFixed(2)} s\n`);
  }
  return seconds.sort((a, b) => a - b)[Math.floor(N_RUNS / 2)];
}
