/**
 * `deno task backtest`: a saved version's recipe, traded on sessions it had not seen.
 *
 * @module
 */

import { backtest, prepare, resolveRun, walksOf } from "~/pipeline/mod.ts";
import { openModel } from "~/registry/mod.ts";
import { backtestJson, backtestLines } from "./cli/backtest.ts";
import { buildCommand, runTask, wholeNumber } from "./cli/command.ts";
import {
  databaseToRead,
  DB_FLAG,
  JSON_FLAG,
  MODEL_POSITIONAL,
  MODELS,
  MODELS_FLAG,
  WORKERS_FLAG,
} from "./cli/defaults.ts";
import { print, printJson, warn, withProgress } from "./cli/output.ts";
import { FINAL_FLAG, YEARS_FLAG } from "./cli/run_flags.ts";

interface Flags {
  readonly db?: string;
  readonly models?: string;
  readonly capital?: number;
  readonly workers?: number;
  readonly years?: readonly [number, number];
  readonly final?: boolean;
  readonly json?: boolean;
}

await runTask(
  "backtest",
  buildCommand<Flags, [string?]>({
    docs: {
      brief: "Trades a version's walk-forward forecasts beside momentum, buy and hold, the index and cash",
      fullDescription:
        "Walks a version's run forward on the database as it is now and trades what each fold's model, which had not " +
        "seen those sessions, says: the best fifth, best against worst, and probabilities over a threshold; beside them " +
        "momentum and the combined untrained ranking, everything bought and held, the index and cash. Decided at the close, filled at the next open, with " +
        "B3's fees, slippage, spread, lots, a cap on volume and corporate actions. Each recipe is recorded in the models " +
        "folder, and Sharpe ratios are deflated by how many were tried on the same data.",
    },
    parameters: {
      flags: {
        db: DB_FLAG,
        models: MODELS_FLAG,
        capital: {
          kind: "parsed",
          parse: wholeNumber(1, Number.MAX_SAFE_INTEGER),
          optional: true,
          brief: "Money at the beginning, R$ (default 1000000); much of it meets the cap on volume",
          placeholder: "brl",
        },
        workers: WORKERS_FLAG,
        years: YEARS_FLAG,
        final: FINAL_FLAG,
        json: { ...JSON_FLAG, brief: "Print JSON, returns by month included" },
      },
      positional: MODEL_POSITIONAL,
    },
    async func(flags, model) {
      const models = flags.models ?? MODELS;
      const version = await openModel(models, model);
      const run = resolveRun(version.manifest.run);
      const comparison = await withProgress("backtest", async (update) => {
        update(0, "reading prices");
        const db = databaseToRead(flags.db);
        const { capital, workers = navigator.hardwareConcurrency, years, final: isFinal } = flags;
        const prepared = await prepare(run, db, { workers, onWarning: warn });
        const rules = capital === undefined ? {} : { capital };
        const walks = walksOf(db);
        return await backtest(run, prepared, {
          models,
          rules,
          workers,
          years,
          isFinal,
          walks,
          onProgress: update,
        });
      });
      if (flags.json) {
        return printJson({
          model: `${version.manifest.name}@${version.manifest.version}`,
          ...backtestJson(comparison),
        });
      }
      print(...backtestLines(comparison));
    },
  }),
);
