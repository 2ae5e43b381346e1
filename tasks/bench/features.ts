/**
 * How fast features are computed, beside Polars and TA-Lib on the same bars in the same run.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { barsAt, type Panel, parseSession, sliceColumns } from "~/core/mod.ts";
import {
  computePanel,
  FEATURE_SETS,
  type FeatureSet,
  INDICATORS,
  panelFeatureColumns,
} from "~/features/mod.ts";
import { ingest, loadMarket } from "~/pipeline/mod.ts";
import { table } from "../cli/output.ts";

/** One measured computation of whole columns for all tickers. */
export interface FeatureTiming {
  readonly name: string;
  readonly threads: number;
  readonly nColumns: number;
  /** Median of the runs after those that warm up. */
  readonly seconds: number;
  readonly fastest: number;
}

/** What was measured, on what. */
export interface FeaturesBench {
  readonly nRows: number;
  readonly nTickers: number;
  readonly timings: readonly FeatureTiming[];
  /** Peers that could not be measured here, each with the reason. */
  readonly absent: readonly string[];
}

const [FIRST, LAST] = [parseSession("2015-01-01"), parseSession("2023-04-28")];
const MIN_SESSIONS = 500;
const N_RUNS = 7;
const N_WARM_UPS = 3; // until the code is compiled

/** The indicators that TA-Lib has, too. */
const WITHOUT_QUANTILES: FeatureSet = {
  ...INDICATORS,
  name: "indicators but quantiles",
  features: INDICATORS.features.filter(({ name }) => !name.startsWith("quantile")),
};

/**
 * Computes the sets over every ticker with 500 sessions or more from 2015 to April 2023: indicators on one thread, as 64
 * bits; presets as datasets take them, on one thread and on two. Then Polars and TA-Lib where `B3_PYTHON` (or `python3`)
 * has them. `null` if the folder holds no `cotahist/`.
 */
export async function benchFeatures(folder: string | undefined): Promise<FeaturesBench | null> {
  const files = join(folder ?? "", "cotahist");
  if (folder === undefined || !existsSync(files)) return null;
  const temporary = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    const db = join(temporary, "b3.duckdb");
    await ingest({ db, from: [files] });
    const panel = longTickers((await loadMarket(db)).panel);
    const ours: FeatureTiming[] = [];
    for (const set of [WITHOUT_QUANTILES, INDICATORS]) {
      ours.push(await timing(set, 1, () => computePanel(panel, set)));
    }
    for (const set of Object.values(FEATURE_SETS)) {
      for (const workers of [1, 2]) {
        ours.push(await timing(set, workers, () => panelFeatureColumns(panel, set, {}, { workers })));
      }
    }
    await writePanel(panel, temporary);
    const { timings, absent } = await peers(temporary);
    return {
      nRows: panel.session.length,
      nTickers: panel.tickers.length,
      timings: [...ours, ...timings],
      absent,
    };
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** What was measured, as lines. */
export function featuresLines({ nRows, nTickers, timings, absent }: FeaturesBench): string[] {
  return [
    `${nRows} rows of ${nTickers} tickers`,
    ...table(
      ["", "threads", "columns", "seconds", "fastest", "ns a cell"],
      timings.map(({ name, threads, nColumns, seconds, fastest }) => [
        name,
        String(threads),
        String(nColumns),
        seconds.toFixed(3),
        fastest.toFixed(3),
        (seconds * 1e9 / nRows / nColumns).toFixed(1),
      ]),
    ),
    ...absent,
  ];
}

async function timing(set: FeatureSet, threads: number, compute: () => unknown): Promise<FeatureTiming> {
  const seconds: number[] = [];
  for (let run = -N_WARM_UPS; run < N_RUNS; run++) {
    const began = performance.now();
    await compute();
    if (run >= 0) seconds.push((performance.now() - began) / 1000);
  }
  seconds.sort((a, b) => a - b);
  const nColumns = set.features.length;
  const result = { name: `ours, ${set.name}`, threads, nColumns, seconds: seconds[N_RUNS >> 1] };
  process.stderr.write(`${result.name}, ${threads} thread(s): ${result.seconds.toFixed(3)} s\n`);
  return { ...result, fastest: seconds[0] };
}

/** The tickers with enough sessions of the period, and those sessions. */
function longTickers(panel: Panel): Panel {
  const rows = panel.tickers.map((_, t) => {
    const { session } = barsAt(panel, t);
    const begin = session.findIndex((day) => day >= FIRST);
    const end = session.findLastIndex((day) => day <= LAST) + 1;
    return {
      t,
      begin: panel.offsets[t] + begin,
      end: panel.offsets[t] + end,
      length: begin < 0 ? 0 : end - begin,
    };
  }).filter(({ length }) => length >= MIN_SESSIONS);
  const parts = rows.map(({ begin, end }) => sliceColumns(panel, begin, end));
  const columns = Object.keys(parts[0]).map((name) => {
    const values = parts.flatMap((part) => [...part[name as keyof typeof part]]);
    const { constructor } = parts[0][name as keyof typeof parts[0]];
    return [name, Reflect.construct(constructor, [values])];
  });
  const offsets = [0];
  for (const { length } of rows) offsets.push(offsets[offsets.length - 1] + length);
  return {
    ...panel,
    ...Object.fromEntries(columns),
    tickers: rows.map(({ t }) => panel.tickers[t]),
    offsets: Int32Array.from(offsets),
  };
}

async function writePanel(panel: Panel, folder: string): Promise<void> {
  for (const name of ["high", "low", "close"] as const) {
    await Deno.writeFile(join(folder, `${name}.f64`), new Uint8Array(panel[name].buffer));
  }
  await Deno.writeFile(join(folder, "offsets.i32"), new Uint8Array(panel.offsets.buffer));
}

async function peers(folder: string): Promise<{ timings: FeatureTiming[]; absent: string[] }> {
  const python = Deno.env.get("B3_PYTHON") ?? "python3";
  const script = join(import.meta.dirname ?? ".", "features_peers.py");
  const timings: FeatureTiming[] = [];
  const absent: string[] = [];
  for (const name of ["polars", "talib"]) {
    try {
      const { success, stdout, stderr } = await new Deno.Command(python, {
        args: [script, folder, name, String(N_RUNS)],
      }).output();
      if (success) timings.push(JSON.parse(new TextDecoder().decode(stdout)));
      else absent.push(`${name} is absent: ${new TextDecoder().decode(stderr).trim().split("\n").at(-1)}`);
    } catch (error) {
      absent.push(
        `${name} is absent: ${python} does not run (${error instanceof Error ? error.message : error})`,
      );
    }
  }
  return { timings, absent };
}
