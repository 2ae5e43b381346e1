/**
 * `deno task evaluate`: a saved version's recipe, walked forward on what the database holds now.
 *
 * @module
 */

import { evaluate, prepare, readRun, readTraining, referenceProtocol, resolveRun } from "~/pipeline/mod.ts";
import { openModel } from "~/registry/mod.ts";
import { buildCommand, runTask, SWITCH, TEXT } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, JSON_FLAG, MODEL_POSITIONAL, MODELS, MODELS_FLAG } from "./cli/defaults.ts";
import { print, printJson, withProgress } from "./cli/output.ts";
import { referenceLines } from "./cli/reference.ts";
import { leaderboardJson, leaderboardLines } from "./cli/scores.ts";

interface Flags {
  readonly protocol: "walk-forward" | "reference";
  readonly unsafeShuffle?: boolean;
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly db?: string;
  readonly models?: string;
  readonly json?: boolean;
}

const REFERENCE_RUN = "tasks/runs/reference_rule.json";

async function compareWithReference({ fromDate: from, toDate: to, ...flags }: Flags): Promise<void> {
  const run = await readRun(REFERENCE_RUN, { data: { from, to } });
  const comparison = await withProgress(
    "evaluate",
    (update) =>
      referenceProtocol(run, databaseToRead(flags.db), {
        unsafeShuffle: flags.unsafeShuffle ?? false,
        workers: navigator.hardwareConcurrency,
        onProgress: update,
      }),
  );
  if (flags.json) printJson(comparison);
  else print(...referenceLines(comparison));
}

await runTask(
  "evaluate",
  buildCommand<Flags, [string?]>({
    docs: {
      brief: "Repeats a version's walk-forward evaluation beside its baselines",
      fullDescription:
        "Repeats the walk-forward evaluation of a version's run on the database as it is now, beside its " +
        "baselines, and says whether the scores are those saved with it. A model is never scored on sessions that it " +
        "learned from: each fold is fitted anew on what lies before it.",
    },
    parameters: {
      flags: {
        protocol: {
          kind: "enum",
          values: ["walk-forward", "reference"],
          default: "walk-forward",
          brief: "reference: the protocol of the system this one is compatible with, beside an honest one",
        },
        unsafeShuffle: { ...SWITCH, brief: "With reference: a split by lot, too, which leaks" },
        fromDate: { ...TEXT, brief: "With reference: first session", placeholder: "YYYY-MM-DD" },
        toDate: { ...TEXT, brief: "With reference: last session", placeholder: "YYYY-MM-DD" },
        db: DB_FLAG,
        models: MODELS_FLAG,
        json: JSON_FLAG,
      },
      positional: MODEL_POSITIONAL,
    },
    async func(flags, model) {
      if (flags.protocol === "reference") return await compareWithReference(flags);
      const version = await openModel(flags.models ?? MODELS, model);
      const { name, version: id, data } = version.manifest;
      const run = resolveRun(version.manifest.run);
      const { leaderboard, sha256 } = await withProgress("evaluate", async (update) => {
        update(0, "reading prices");
        const prepared = await prepare(run, databaseToRead(flags.db));
        const workers = navigator.hardwareConcurrency;
        const evaluation = await evaluate(run, prepared, { workers, onProgress: update });
        return { leaderboard: evaluation.leaderboard, sha256: prepared.sha256 };
      });
      const saved = readTraining(version).evaluation.leaderboard;
      const isSameData = sha256 === data.sha256;
      const isReproduced = JSON.stringify(saved) === JSON.stringify(leaderboard);
      if (flags.json) {
        return printJson({
          model: `${name}@${id}`,
          isSameData,
          isReproduced,
          leaderboard: leaderboardJson(leaderboard),
        });
      }
      print(
        ...leaderboardLines(leaderboard),
        "",
        isReproduced
          ? `These are the scores saved with ${name}@${id}, to the last bit.`
          : isSameData
          ? `These are not the scores saved with ${name}@${id}, although the data is the same: other software made them.`
          : `The database has changed since ${name}@${id} was trained (on data up to ${data.trainedThrough}).`,
      );
    },
  }),
);
