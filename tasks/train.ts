/**
 * `deno task train`: a run to a saved version.
 *
 * @module
 */

import { type Run, train, type Trained, type TrainOptions } from "~/pipeline/mod.ts";
import { buildCommand, runTask } from "./cli/command.ts";
import {
  databaseToRead,
  DB_FLAG,
  JSON_FLAG,
  MODELS,
  MODELS_FLAG,
  SOFTWARE,
  WORKERS_FLAG,
} from "./cli/defaults.ts";
import { print, printJson, warn, withProgress } from "./cli/output.ts";
import { FINAL_FLAG, RUN_FLAGS, type RunFlags, runOf } from "./cli/run_flags.ts";
import { leaderboardJson, leaderboardLines } from "./cli/scores.ts";

interface Flags extends RunFlags {
  readonly db?: string;
  readonly models?: string;
  readonly workers?: number;
  readonly final?: boolean;
  readonly json?: boolean;
}

/** Trains under a progress bar. */
export function trainWithProgress(
  run: Run,
  options: Pick<TrainOptions, "db" | "models" | "workers" | "isFinal">,
): Promise<Trained> {
  return withProgress(
    "train   ",
    (update) => train(run, { ...options, software: SOFTWARE, onProgress: update, onWarning: warn }),
  );
}

/** What was trained and saved, as a sentence. */
export function savedLine({ manifest, folder, isNew }: Trained): string {
  const { name, version, data } = manifest;
  return `${name}@${version}: ${data.nSamples} samples of ${data.nTickers} tickers, ${data.firstSession} to ` +
    `${data.lastSession}; ${isNew ? "saved in" : "the same version was already in"} ${folder}`;
}

if (import.meta.main) {
  await runTask(
    "train",
    buildCommand<Flags, []>({
      docs: {
        brief: "Trains a model, evaluates it walk-forward beside its baselines and saves a version",
        fullDescription:
          "Evaluates the run's model walk-forward beside its baselines, then fits it on all samples and " +
          "saves it with those scores as a new version, the model's champion. The same run on the same data gives the " +
          "same version, whatever the number of workers; of an LSTM, with the same kernels.",
      },
      parameters: {
        flags: {
          ...RUN_FLAGS,
          db: DB_FLAG,
          models: MODELS_FLAG,
          workers: WORKERS_FLAG,
          final: FINAL_FLAG,
          json: JSON_FLAG,
        },
      },
      async func(flags) {
        const run = await runOf(flags);
        const workers = flags.workers ?? navigator.hardwareConcurrency;
        const trained = await trainWithProgress(run, {
          db: databaseToRead(flags.db),
          models: flags.models ?? MODELS,
          workers,
          isFinal: flags.final,
        });
        const { manifest, folder, isNew, evaluation } = trained;
        if (flags.json) {
          return printJson({ manifest, folder, isNew, leaderboard: leaderboardJson(evaluation.leaderboard) });
        }
        print(...leaderboardLines(evaluation.leaderboard), "", savedLine(trained));
      },
    }),
  );
}
