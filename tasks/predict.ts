/**
 * `deno task predict`: what a saved model says of some tickers.
 *
 * @module
 */

import { predict } from "~/pipeline/mod.ts";
import { buildCommand, runTask, TEXT } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, JSON_FLAG, MODELS, MODELS_FLAG } from "./cli/defaults.ts";
import { print, printJson } from "./cli/output.ts";
import { predictionLines } from "./cli/predictions.ts";

interface Flags {
  readonly model?: string;
  readonly db?: string;
  readonly models?: string;
  readonly json?: boolean;
}

await runTask(
  "predict",
  buildCommand<Flags, string[]>({
    docs: {
      brief: "Predicts tickers from the newest session of each in the database",
      fullDescription:
        "Predicts tickers from the newest session of each in the database. Fails (exit code 1) if no answer " +
        "can be given for one of them, after the answers for the others.",
    },
    parameters: {
      flags: {
        model: {
          ...TEXT,
          brief: "NAME, NAME@VERSION, NAME@ALIAS or a version's folder (default: the only model's champion)",
          placeholder: "model",
        },
        db: DB_FLAG,
        models: MODELS_FLAG,
        json: JSON_FLAG,
      },
      positional: {
        kind: "array",
        parameter: { brief: "Tickers, for example PETR4 VALE3", parse: String, placeholder: "ticker" },
        minimum: 1,
      },
    },
    async func(flags, ...tickers) {
      const { run, answers } = await predict(tickers, {
        db: databaseToRead(flags.db),
        models: flags.models ?? MODELS,
        ...(flags.model !== undefined && { model: flags.model }),
      });
      if (flags.json) printJson(answers);
      else print(...predictionLines(answers, run.label.kind));
      if (answers.some((answer) => "refused" in answer)) Deno.exitCode = 1;
    },
  }),
);
