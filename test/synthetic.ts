/**
 * Seeded synthetic datasets with a known amount of signal, for tests of whatever learns.
 *
 * @module
 */

import { type Dataset, type History, Random, sessionBlocks, takeSamples, terciles } from "~/core/mod.ts";

/** How large a synthetic dataset is and how much there is to learn. */
export interface SyntheticOptions {
  readonly nSessions: number;
  readonly nTickers: number;
  readonly nFeatures: number;
  /** Correlation of the return with what the features say, 0 to 1. */
  readonly signal: number;
  readonly seed: number;
  /** Names of the features; `f0`, `f1`, … by default. */
  readonly features?: readonly string[];
}

const FIRST_SESSION = 18262; // 2020-01-01
const HORIZON = 5;

/**
 * Makes a complete panel, sorted by session then ticker: standard normal features, a return driven by the first two of
 * them (one straight, one by its size) and noise, and each session's terciles of the return as classes.
 */
export function syntheticDataset(options: SyntheticOptions): Dataset {
  const { nSessions, nTickers, nFeatures, signal, seed } = options;
  const random = new Random(seed);
  const nSamples = nSessions * nTickers;
  const X = Float32Array.from({ length: nSamples * nFeatures }, () => random.normal());
  const targetReturn = Float64Array.from({ length: nSamples }, (_, i) => {
    const first = X[i * nFeatures];
    const second = nFeatures > 1 ? Math.abs(X[i * nFeatures + 1]) - Math.sqrt(2 / Math.PI) : 0;
    return 0.05 * (signal * (0.8 * first + second) + Math.sqrt(1 - signal ** 2) * random.normal());
  });
  const session = Int32Array.from({ length: nSamples }, (_, i) => FIRST_SESSION + Math.floor(i / nTickers));
  return {
    nSamples,
    features: options.features ?? Array.from({ length: nFeatures }, (_, j) => `f${j}`),
    X,
    tickers: Array.from({ length: nTickers }, (_, i) => `TICK${String(i).padStart(3, "0")}`),
    ticker: Int32Array.from({ length: nSamples }, (_, i) => i % nTickers),
    session,
    y: tercilesBySession(session, targetReturn),
    targetReturn,
    labelEnd: session.map((t) => t + HORIZON + 1),
  };
}

/** The same samples with labels and returns dealt anew within each session: nothing is left to learn. */
export function shuffleLabels(dataset: Dataset, seed: number): Dataset {
  const random = new Random(seed);
  const targetReturn = dataset.targetReturn.slice();
  for (const [begin, end] of sessionBlocks(dataset.session)) {
    for (let i = end - 1; i > begin; i--) {
      const j = begin + random.below(i - begin + 1);
      [targetReturn[i], targetReturn[j]] = [targetReturn[j], targetReturn[i]];
    }
  }
  return { ...dataset, targetReturn, y: tercilesBySession(dataset.session, targetReturn) };
}

/** The same samples for models of sequences: with a history, and without each ticker's first `lookback - 1` sessions. */
export function withHistory(dataset: Dataset, lookback: number): Dataset & { readonly history: History } {
  const { nSamples, ticker, X } = dataset;
  const width = dataset.features.length;
  const byTicker = Int32Array.from({ length: nSamples }, (_, i) => i)
    .sort((a, b) => ticker[a] - ticker[b] || a - b);
  const rows = new Float32Array(X.length);
  const row = new Int32Array(nSamples);
  const age = new Int32Array(nSamples);
  byTicker.forEach((i, at) => {
    rows.set(X.subarray(i * width, (i + 1) * width), at * width);
    row[i] = at;
    const before = byTicker[at - 1];
    age[i] = at > 0 && ticker[before] === ticker[i] ? age[before] + 1 : 0;
  });
  const old = Int32Array.from(age.keys().filter((i) => age[i] >= lookback - 1));
  return { ...takeSamples(dataset, old), history: { rows, lookback, row: old.map((i) => row[i]) } };
}

function tercilesBySession(session: Int32Array, targetReturn: Float64Array): Uint8Array {
  const y = new Uint8Array(session.length);
  for (const [begin, end] of sessionBlocks(session)) {
    y.set(terciles(targetReturn.subarray(begin, end)), begin);
  }
  return y;
}
