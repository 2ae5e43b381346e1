/**
 * How fast signals become returns, beside vectorbt on the same signals in the same run; and the engine beside both.
 *
 * @module
 */

import { join } from "node:path";
import process from "node:process";
import {
  type Decision,
  runBacktest,
  signalReturns,
  type Signals,
  targetsOf,
  type TradedMarket,
} from "~/backtest/mod.ts";
import { Random } from "~/core/mod.ts";
import { table } from "../cli/output.ts";

/** One measured way from signals to returns. */
export interface BacktestTiming {
  readonly name: string;
  /** The first call, with whatever has to be compiled. */
  readonly first: number;
  /** Median of the calls after it. */
  readonly seconds: number;
  readonly fastest: number;
}

/** What was measured, on what. */
export interface BacktestBench {
  readonly nTickers: number;
  readonly nSessions: number;
  readonly nEntries: number;
  readonly timings: readonly BacktestTiming[];
  /** Median of vectorbt's Rust engine over ours: above 1 we are faster; `null` if it is absent. */
  readonly ratio: number | null;
  /** Greatest difference of a ticker's total return from vectorbt's; `null` if it is absent. */
  readonly greatestDifference: number | null;
  /** Peers that could not be measured here, each with the reason. */
  readonly absent: readonly string[];
}

const [N_TICKERS, N_SESSIONS] = [120, 2000];
const FEE = 0.0005;
const N_RUNS = 21;
const ENGINE_RUNS = 5;
const OURS = "ours, signals";

/**
 * Buys below an RSI of 30 and sells above 70 on 120 seeded random walks of 2,000 sessions, fees of 5 basis points, total
 * return of each: ours, and vectorbt's with both its engines where `B3_PYTHON` (or `python3`) has them. Then the same
 * decisions as one portfolio through the whole engine, lots, volumes, B3's fees and all, to a ledger. Signals are
 * computed beforehand.
 */
export async function benchBacktest(): Promise<BacktestBench> {
  const signals = rsiSignals();
  const timings: BacktestTiming[] = [];
  const record = (timing: BacktestTiming) => {
    timings.push(timing);
    process.stderr.write(`${timing.name}: ${timing.seconds.toFixed(5)} s\n`);
  };
  record(timed(OURS, N_RUNS, () => signalReturns(signals, FEE)));
  const found = signalReturns(signals, FEE);
  const [market, targets] = portfolioOf(signals);
  record(
    timed("ours, engine with ledger", ENGINE_RUNS, () => runBacktest(market, targets, { capital: 1e8 })),
  );
  const absent: string[] = [];
  let greatestDifference: number | null = null;
  for (const engine of ["rust", "numba"]) {
    const peer = await vectorbt(signals, engine);
    if (typeof peer === "string") absent.push(peer);
    else {
      const { totalReturns, ...timing } = peer;
      record(timing);
      const differences = totalReturns.map((value, t) => Math.abs(value - found[t]));
      greatestDifference = Math.max(greatestDifference ?? 0, ...differences);
    }
  }
  const rust = timings.find(({ name }) => name.endsWith("rust"));
  return {
    nTickers: N_TICKERS,
    nSessions: N_SESSIONS,
    nEntries: signals.entry.reduce((a, b) => a + b, 0),
    timings,
    ratio: rust === undefined ? null : rust.seconds / timings[0].seconds,
    greatestDifference,
    absent,
  };
}

/** What was measured, as lines of text. */
export function backtestLines(bench: BacktestBench): string[] {
  const { nTickers, nSessions, nEntries, timings, ratio, greatestDifference, absent } = bench;
  return [
    `${nTickers} tickers x ${nSessions} sessions, ${nEntries} signals to buy`,
    ...table(
      ["", "first call, s", "seconds", "fastest"],
      timings.map(({ name, ...times }) => [
        name,
        ...[times.first, times.seconds, times.fastest].map((seconds) => seconds.toFixed(5)),
      ]),
    ),
    ...(ratio === null ? [] : [`vectorbt's Rust engine takes ${ratio.toFixed(1)} times as long as ours`]),
    ...(greatestDifference === null
      ? []
      : [`total returns differ by ${greatestDifference.toExponential(1)} at most`]),
    ...absent,
  ];
}

function timed(name: string, nRuns: number, run: () => unknown): BacktestTiming {
  const seconds = Array.from({ length: nRuns + 1 }, () => {
    const began = performance.now();
    run();
    return (performance.now() - began) / 1000;
  });
  const later = seconds.slice(1).sort((a, b) => a - b);
  return { name, first: seconds[0], seconds: later[nRuns >> 1], fastest: later[0] };
}

/** Random walks and where Wilder's RSI over 14 sessions is below 30 or above 70. */
function rsiSignals(): Signals {
  const price = new Float64Array(N_TICKERS * N_SESSIONS);
  const [entry, exit] = [new Uint8Array(price.length), new Uint8Array(price.length)];
  for (let t = 0; t < N_TICKERS; t++) {
    const random = new Random(1, t);
    let [last, gain, loss] = [20, NaN, NaN];
    for (let i = t * N_SESSIONS; i < (t + 1) * N_SESSIONS; i++) {
      price[i] = last * Math.exp(0.02 * random.normal());
      const change = price[i] - last;
      const [up, down] = [Math.max(change, 0), Math.max(-change, 0)];
      [gain, loss] = Number.isNaN(gain) ? [up, down] : [(13 * gain + up) / 14, (13 * loss + down) / 14];
      const rsi = 100 - 100 / (1 + gain / loss);
      [entry[i], exit[i]] = [rsi < 30 ? 1 : 0, rsi > 70 ? 1 : 0];
      last = price[i];
    }
  }
  return { nSessions: N_SESSIONS, price, entry, exit };
}

/** The same as one portfolio: each ticker a 120th while its signal holds, decided whenever one changes. */
function portfolioOf({ price, entry, exit }: Signals): [TradedMarket, ReturnType<typeof targetsOf>] {
  const calendar = Int32Array.from({ length: N_SESSIONS }, (_, day) => 16_000 + day);
  const tickers = Array.from({ length: N_TICKERS }, (_, t) => `T${String(t).padStart(3, "0")}`);
  const isHeld = new Uint8Array(N_TICKERS);
  const decisions: Decision[] = [];
  for (let day = 0; day < N_SESSIONS; day++) {
    let hasChanged = day === 0;
    for (let t = 0; t < N_TICKERS; t++) {
      const i = t * N_SESSIONS + day;
      if ((isHeld[t] === 0 ? entry : exit)[i] === 0) continue;
      isHeld[t] = 1 - isHeld[t];
      hasChanged = true;
    }
    const wanted = [...isHeld.keys()].filter((t) => isHeld[t] === 1).map((t) => [t, 1 / N_TICKERS] as const);
    if (hasChanged) decisions.push({ session: calendar[day], wanted });
  }
  const constant = (value: number) => new Float64Array(price.length).fill(value);
  const market: TradedMarket = {
    tickers,
    offsets: Int32Array.from({ length: N_TICKERS + 1 }, (_, t) => t * N_SESSIONS),
    calendar,
    cashRate: new Float64Array(N_SESSIONS).fill(0.0004),
    session: Int32Array.from(price, (_, i) => calendar[i % N_SESSIONS]),
    open: price.map((close, i) => i % N_SESSIONS === 0 ? close : price[i - 1]),
    close: price,
    shares: constant(1e6),
    halfSpread: constant(NaN),
    ratio: constant(1),
    payment: constant(0),
    jump: new Uint8Array(price.length),
  };
  return [market, targetsOf(tickers, decisions)];
}

type PeerTiming = BacktestTiming & { readonly totalReturns: readonly number[] };

async function vectorbt({ price, entry, exit }: Signals, engine: string): Promise<PeerTiming | string> {
  const python = Deno.env.get("B3_PYTHON") ?? "python3";
  const folder = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    await Deno.writeFile(join(folder, "close.f64"), new Uint8Array(price.buffer));
    await Deno.writeFile(join(folder, "entry.u8"), entry);
    await Deno.writeFile(join(folder, "exit.u8"), exit);
    const script = join(import.meta.dirname ?? ".", "backtest_vectorbt.py");
    const args = [script, folder, engine, N_SESSIONS, FEE, N_RUNS].map(String);
    const { success, stdout, stderr } = await new Deno.Command(python, { args }).output();
    if (success) return JSON.parse(new TextDecoder().decode(stdout));
    return `vectorbt, ${engine} is absent: ${new TextDecoder().decode(stderr).trim().split("\n").at(-1)}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    return `vectorbt, ${engine} is absent: ${python} does not run (${reason})`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
