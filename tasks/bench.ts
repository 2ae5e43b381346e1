/**
 * `deno task bench`: speed beside peers or limits measured in the same run, and figures beside independent ones.
 *
 * @module
 */

import { actionsLines, benchActions } from "./bench/actions.ts";
import { backtestLines, benchBacktest } from "./bench/backtest.ts";
import { benchFeatures, featuresLines } from "./bench/features.ts";
import { benchForest, forestLines } from "./bench/forest.ts";
import { benchIngest, ingestLines } from "./bench/ingest.ts";
import { benchLstm, lstmLines } from "./bench/lstm.ts";
import { benchRanks, ranksLines } from "./bench/ranks.ts";
import { buildCommand, runTask, TEXT } from "./cli/command.ts";
import { dataFolder, JSON_FLAG, SAMPLE } from "./cli/defaults.ts";
import { print, printJson } from "./cli/output.ts";

/** One measurement: what it is, and how it is made; `null` if its data is not there. */
interface Bench {
  readonly brief: string;
  readonly run: (from: string | undefined) => Promise<{ result: unknown; lines: string[] } | null>;
}

/** Runs a measurement and writes it down. */
function bench<Result>(
  brief: string,
  measure: (from: string | undefined) => Promise<Result | null>,
  linesOf: (result: Result) => string[],
): Bench {
  return {
    brief,
    run: async (from) => {
      const result = await measure(from);
      return result === null ? null : { result, lines: linesOf(result) };
    },
  };
}

const BENCHES: Readonly<Record<string, Bench>> = {
  ingest: bench(
    "ZIPs to columns and to the database, beside inflating them and beside Python",
    (from) => benchIngest(from ?? SAMPLE),
    ingestLines,
  ),
  forest: bench("fits beside scikit-learn and ml-random-forest", () => benchForest(), forestLines),
  lstm: bench("steps, answers and whole trainings beside PyTorch and TensorFlow.js", benchLstm, lstmLines),
  features: bench("columns of real quotes beside Polars and TA-Lib", benchFeatures, featuresLines),
  backtest: bench("signals to returns beside vectorbt, and the engine", () => benchBacktest(), backtestLines),
  actions: bench("splits and bonuses read off the tape beside a vendor's steps", benchActions, actionsLines),
  ranks: bench("untrained rankings beside an independent implementation's figures", benchRanks, ranksLines),
};

interface Flags {
  readonly from?: string;
  readonly json?: boolean;
}

await runTask(
  "bench",
  buildCommand<Flags, [string]>({
    docs: {
      brief: "Measures speed beside peers or limits in the same run, and figures beside independent ones",
      fullDescription: [
        "Measures speed beside peers or limits in the same run, and figures beside independent ones.",
        ...Object.entries(BENCHES).map(([name, { brief }]) => `${name}: ${brief}.`),
        "Python peers run where B3_PYTHON or python3 has them. Figures of one run compare; figures of two machines or",
        "moments do not.",
      ].join(" "),
    },
    parameters: {
      flags: {
        from: {
          ...TEXT,
          brief: "Folder that holds cotahist/ and what else a bench needs (default: the one B3_DATA names)",
          placeholder: "dir",
        },
        json: { ...JSON_FLAG, brief: "Print JSON, alone on the last line" },
      },
      positional: {
        kind: "tuple",
        parameters: [{
          brief: `What to measure: ${Object.keys(BENCHES).join(", ")}`,
          placeholder: "name",
          parse(text) {
            if (Object.hasOwn(BENCHES, text)) return text;
            throw new SyntaxError(`one of ${Object.keys(BENCHES).join(", ")} is wanted`);
          },
        }],
      },
    },
    async func(flags, name) {
      const measured = await BENCHES[name].run(flags.from ?? dataFolder());
      const absent = "skipped: the files it needs are in no folder that --from or B3_DATA names";
      if (flags.json) printJson(measured?.result ?? { absent });
      else print(...(measured?.lines ?? [absent]));
    },
  }),
);
