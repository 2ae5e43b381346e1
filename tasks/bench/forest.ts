/**
 * How fast the forest learns, beside scikit-learn and ml-random-forest in the same run.
 *
 * @module
 */

import { join } from "node:path";
import process from "node:process";
import { RandomForestClassifier } from "ml-random-forest";
import { CLASSES, type Dataset, Random, takeSamples } from "~/core/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import { table } from "../cli/output.ts";

/** One measured fit. */
export interface ForestFit {
  readonly name: string;
  readonly nSamples: number;
  readonly nTrees: number;
  /** Wall time of the fit alone. */
  readonly seconds: number;
  /** On as many samples again, nats; `null` where the peer gives no probabilities. ln 3 = 1.0986 is no skill. */
  readonly logLoss: number | null;
}

/** What was measured, on what. */
export interface ForestBench {
  readonly nFeatures: number;
  readonly settings: string;
  readonly fits: readonly ForestFit[];
  /** Peers that could not be measured here, each with the reason. */
  readonly absent: readonly string[];
}

const N_FEATURES = 13;
const PEER_ROWS = 500; // ml-random-forest takes quadratic time

/**
 * Fits forests of 100 trees (leaves of 20 rows, sqrt of the features a split, full bootstrap) on seeded synthetic data
 * with weak signal: ours with 1 and 2 workers, scikit-learn where `B3_PYTHON` (or `python3`) has it, and
 * ml-random-forest with 10 trees on 500 rows. Progress goes to standard error.
 */
export async function benchForest(nSamples = 60_000): Promise<ForestBench> {
  const data = weakSignal(2 * nSamples);
  const train = part(data, 0, nSamples);
  const test = part(data, nSamples, 2 * nSamples);
  const fits: ForestFit[] = [];
  const absent: string[] = [];
  const record = (fit: ForestFit) => {
    fits.push(fit);
    const loss = fit.logLoss === null ? "" : `, log-loss ${fit.logLoss.toFixed(4)}`;
    process.stderr.write(`${fit.name}: ${fit.seconds.toFixed(2)} s for ${fit.nSamples} rows${loss}\n`);
  };
  for (const workers of [1, 2]) record(await fitOurs(train, test, workers));
  for (const threads of [1, 2]) {
    const fit = await fitSklearn(data, nSamples, threads);
    if (typeof fit === "string") {
      absent.push(fit);
      process.stderr.write(`${fit}\n`);
      break;
    }
    record(fit);
  }
  record(fitMl(part(train, 0, PEER_ROWS)));
  const settings = "100 trees, minSamplesLeaf 20, maxFeatures sqrt, maxSamples 1";
  return { nFeatures: N_FEATURES, settings, fits, absent };
}

/** What was measured, as lines of text. */
export function forestLines({ nFeatures, settings, fits, absent }: ForestBench): string[] {
  return [
    `${nFeatures} features, ${settings}`,
    ...table(
      ["fit", "rows", "trees", "seconds", "log-loss"],
      fits.map((fit) => [
        fit.name,
        String(fit.nSamples),
        String(fit.nTrees),
        fit.seconds.toFixed(2),
        fit.logLoss?.toFixed(4) ?? "-",
      ]),
    ),
    ...absent,
  ];
}

async function fitOurs(train: Dataset, test: Dataset, workers: number): Promise<ForestFit> {
  const forest = forestClassifier({ minSamplesLeaf: 20, maxFeatures: "sqrt", maxSamples: 1, workers });
  const began = performance.now();
  const model = await forest.fit(train, { seed: 1 });
  const seconds = (performance.now() - began) / 1000;
  const { probabilities } = await model.predict(test);
  const loss = test.y.reduce(
    (sum, y, i) => sum - Math.log(probabilities?.[i * CLASSES.length + y] ?? NaN),
    0,
  );
  return {
    name: `ours, workers ${workers}`,
    nSamples: train.nSamples,
    nTrees: 100,
    seconds,
    logLoss: loss / test.nSamples,
  };
}

async function fitSklearn(data: Dataset, nSamples: number, threads: number): Promise<ForestFit | string> {
  const python = Deno.env.get("B3_PYTHON") ?? "python3";
  const folder = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    await Deno.writeFile(join(folder, "X.f32"), new Uint8Array(data.X.buffer));
    await Deno.writeFile(join(folder, "y.u8"), data.y);
    const script = join(import.meta.dirname ?? ".", "forest_sklearn.py");
    const args = [script, folder, nSamples, N_FEATURES, threads].map(String);
    const { success, stdout, stderr } = await new Deno.Command(python, { args }).output();
    if (success) return { ...JSON.parse(new TextDecoder().decode(stdout)), nSamples, nTrees: 100 };
    return `scikit-learn is absent: ${new TextDecoder().decode(stderr).trim().split("\n").at(-1)}`;
  } catch (error) {
    return `scikit-learn is absent: ${python} does not run (${
      error instanceof Error ? error.message : error
    })`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function fitMl(train: Dataset): ForestFit {
  const rows = Array.from({ length: train.nSamples }, (_, i) => [
    ...train.X.subarray(i * N_FEATURES, (i + 1) * N_FEATURES),
  ]);
  const forest = new RandomForestClassifier({
    nEstimators: 10,
    seed: 1,
    maxFeatures: 3,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    isClassifier: true,
    treeOptions: { minNumSamples: 20, gainThreshold: 0 },
  });
  const began = performance.now();
  forest.train(rows, [...train.y]);
  const seconds = (performance.now() - began) / 1000;
  return { name: "ml-random-forest, 10 trees", nSamples: train.nSamples, nTrees: 10, seconds, logLoss: null };
}

/** Independent rows, 13 normal features, three of which say a little about the class. */
function weakSignal(nSamples: number): Dataset {
  const random = new Random(1);
  const X = Float32Array.from({ length: nSamples * N_FEATURES }, () => random.normal());
  const targetReturn = Float64Array.from({ length: nSamples }, (_, i) => {
    const [a, b, c] = X.subarray(i * N_FEATURES, i * N_FEATURES + 3);
    return 0.2 * a + 0.2 * Math.abs(b) + 0.1 * a * c + random.normal();
  });
  return {
    nSamples,
    features: Array.from({ length: N_FEATURES }, (_, j) => `f${j}`),
    X,
    tickers: ["SYNT3"],
    ticker: new Int32Array(nSamples),
    session: Int32Array.from({ length: nSamples }, (_, i) => i),
    y: Uint8Array.from(targetReturn, (r) => r < -0.3 ? 0 : r < 0.6 ? 1 : 2),
    targetReturn,
    labelEnd: Int32Array.from({ length: nSamples }, (_, i) => i + 1),
  };
}

function part(data: Dataset, begin: number, end: number): Dataset {
  return takeSamples(data, Int32Array.from({ length: end - begin }, (_, i) => begin + i));
}
