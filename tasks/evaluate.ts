/**
 * `deno task evaluate`: a saved version's recipe, walked forward on what the database holds now.
 *
 * @module
 */

import { ConfigError, formatSession, parseSession } from "~/core/mod.ts";
import {
  cpcv,
  evaluate,
  prepare,
  readRun,
  readTraining,
  referenceProtocol,
  resolveRun,
  type Run,
  UNTOUCHED,
  walksOf,
} from "~/pipeline/mod.ts";
import { countFinalLooks, openModel, recipeHash, recordTrial, type Version } from "~/registry/mod.ts";
import { buildCommand, runTask, SWITCH, TEXT, wholeNumber } from "./cli/command.ts";
import { cpcvJson, cpcvLines } from "./cli/cpcv.ts";
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
import { referenceLines } from "./cli/reference.ts";
import { FINAL_FLAG, YEARS_FLAG } from "./cli/run_flags.ts";
import { evaluationJson, evaluationLines } from "./cli/evaluation.ts";

interface Flags {
  readonly protocol: "walk-forward" | "cpcv" | "reference";
  readonly years?: readonly [number, number];
  readonly horizon?: number;
  readonly run?: string;
  readonly final?: boolean;
  readonly seeds?: number;
  readonly unsafeShuffle?: boolean;
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly workers?: number;
  readonly db?: string;
  readonly models?: string;
  readonly json?: boolean;
}

/** Threads to use. */
function workersOf({ workers = navigator.hardwareConcurrency }: Pick<Flags, "workers">): number {
  return workers;
}

const REFERENCE_RUN = "tasks/runs/reference_rule.json";

/** The day before the untouched slice, unless an earlier one is wanted or all of it. */
function lastDay({ toDate, final }: Flags): string | undefined {
  const before = formatSession(parseSession(UNTOUCHED) - 1);
  return final || (toDate !== undefined && toDate < before) ? toDate : before;
}

async function compareWithReference(flags: Flags): Promise<void> {
  const run = await readRun(flags.run ?? REFERENCE_RUN, {
    data: { from: flags.fromDate, to: lastDay(flags) },
  });
  const comparison = await withProgress(
    "evaluate",
    (update) =>
      referenceProtocol(run, databaseToRead(flags.db), {
        unsafeShuffle: flags.unsafeShuffle ?? false,
        seeds: flags.seeds ?? 1,
        workers: workersOf(flags),
        onProgress: update,
      }),
  );
  if (flags.final) {
    await recordTrial(flags.models ?? MODELS, {
      data: "reference protocol",
      recipe: recipeHash(run),
      isFinal: true,
    });
  }
  if (flags.json) printJson(comparison);
  else print(...referenceLines(comparison), ...await finalLines(flags));
}

/** Walks a run forward under a progress bar. */
function walk(run: Run, flags: Flags) {
  const db = databaseToRead(flags.db);
  return withProgress("evaluate", async (update) => {
    update(0, "reading prices");
    const prepared = await prepare(run, db, { workers: workersOf(flags), onWarning: warn });
    const { evaluation } = await evaluate(run, prepared, {
      years: flags.years,
      isFinal: flags.final,
      seeds: flags.seeds,
      workers: workersOf(flags),
      walks: walksOf(db),
      models: flags.models ?? MODELS,
      onProgress: update,
    });
    return { evaluation, sha256: prepared.sha256 };
  });
}

/** Cross-validates a run under a progress bar. */
async function crossValidate(run: Run, flags: Flags): Promise<void> {
  const db = databaseToRead(flags.db);
  const result = await withProgress("evaluate", async (update) => {
    update(0, "reading prices");
    return await cpcv(run, await prepare(run, db, { workers: workersOf(flags), onWarning: warn }), {
      isFinal: flags.final,
      workers: workersOf(flags),
      walks: walksOf(db),
      models: flags.models ?? MODELS,
      onProgress: update,
    });
  });
  if (flags.json) printJson(cpcvJson(result));
  else print(...cpcvLines(result), ...await finalLines(flags));
}

/** Whether the scores are those that were saved with the version, and if not, why. */
function comparisonLine(
  { manifest: { name, version, data } }: Version,
  isReproduced: boolean,
  isSameData: boolean,
  isOtherPeriod: boolean,
) {
  if (isReproduced) return `These are the scores saved with ${name}@${version}, to the last bit.`;
  if (isOtherPeriod) return `${name}@${version} was tested on another period: its scores are others.`;
  return isSameData
    ? `These are not the scores saved with ${name}@${version}, although the data is the same: other software made them.`
    : `The database has changed since ${name}@${version} was trained (on data up to ${data.trainedThrough}).`;
}

/** How often anything was tested on the untouched slice, said where it was. */
async function finalLines({ final, models = MODELS }: Flags): Promise<string[]> {
  if (!final) return [];
  const nLooks = await countFinalLooks(models);
  return [
    "",
    `Look ${nLooks} at the sessions from ${UNTOUCHED} on, by ${models}/trials.jsonl: each makes them less untouched.`,
  ];
}

/** Refuses flags that would be passed over in silence. */
function refuseIdleFlags(
  { protocol, years, horizon, run, seeds, unsafeShuffle, fromDate, toDate }: Flags,
  model?: string,
) {
  const given = (flags: Readonly<Record<string, unknown>>) =>
    Object.entries(flags).filter(([, value]) => value !== undefined).map(([name]) => name);
  const idle = protocol === "reference"
    ? given({ "a model": model, "--years": years, "--horizon": horizon })
    : [
      ...given({ "--unsafe-shuffle": unsafeShuffle, "--from-date": fromDate, "--to-date": toDate }),
      ...(protocol === "cpcv" ? given({ "--years": years, "--seeds": seeds }) : []),
      ...(run === undefined ? [] : given({ "a model beside --run": model })),
    ];
  if (idle.length > 0) {
    throw new ConfigError(`Cannot use these flags: --protocol ${protocol} takes no ${idle.join(", ")}`);
  }
}

await runTask(
  "evaluate",
  buildCommand<Flags, [string?]>({
    docs: {
      brief: "Walks a version's recipe, or a run file, forward beside its baselines",
      fullDescription:
        "Repeats the walk-forward evaluation of a version's run on the database as it is now, beside its " +
        "baselines, and says whether the scores are those saved with it. A model is never scored on sessions that it " +
        "learned from: each fold is fitted anew on what lies before it. --years tests calendar years, --horizon another " +
        "horizon, --run a run file instead of a version. One that is stopped goes on where it was. --protocol reference " +
        "repeats the protocol of the system this one is compatible with, with the rule label of a --run.",
    },
    parameters: {
      flags: {
        protocol: {
          kind: "enum",
          values: ["walk-forward", "cpcv", "reference"],
          default: "walk-forward",
          brief: "cpcv: combinatorial purged cross-validation; reference: the compatible system's protocol",
        },
        years: YEARS_FLAG,
        horizon: {
          kind: "parsed",
          parse: wholeNumber(1, 252),
          optional: true,
          brief: "Sessions held, instead of the version's",
          placeholder: "n",
        },
        run: { ...TEXT, brief: "Run file to evaluate instead of a version", placeholder: "file" },
        final: FINAL_FLAG,
        seeds: {
          kind: "parsed",
          parse: wholeNumber(1, 100),
          optional: true,
          brief: "Fit what draws lots from so many seeds and show the spread (default 1)",
          placeholder: "n",
        },
        unsafeShuffle: { ...SWITCH, brief: "With reference: a split by lot, too, which leaks" },
        fromDate: { ...TEXT, brief: "With reference: first session", placeholder: "YYYY-MM-DD" },
        toDate: { ...TEXT, brief: "With reference: last session", placeholder: "YYYY-MM-DD" },
        workers: WORKERS_FLAG,
        db: DB_FLAG,
        models: MODELS_FLAG,
        json: JSON_FLAG,
      },
      positional: MODEL_POSITIONAL,
    },
    async func(flags, model) {
      refuseIdleFlags(flags, model);
      if (flags.protocol === "reference") return await compareWithReference(flags);
      const overrides = flags.horizon === undefined ? {} : { label: { horizon: flags.horizon } };
      if (flags.run !== undefined) {
        if (flags.protocol === "cpcv") return await crossValidate(await readRun(flags.run, overrides), flags);
        const { evaluation } = await walk(await readRun(flags.run, overrides), flags);
        if (flags.json) printJson(evaluationJson(evaluation));
        else print(...evaluationLines(evaluation), ...await finalLines(flags));
        return;
      }
      const version = await openModel(flags.models ?? MODELS, model);
      const { name, version: id, data, run } = version.manifest;
      if (flags.protocol === "cpcv") return await crossValidate(resolveRun(run, overrides), flags);
      const saved = readTraining(version).evaluation.leaderboard; // before the work: it may be another release's
      const { evaluation, sha256 } = await walk(resolveRun(run, overrides), flags);
      const isSameRecipe = flags.horizon === undefined && flags.years === undefined;
      const isSameData = sha256 === data.sha256;
      const isOtherPeriod = isSameData && saved.lastSession !== evaluation.leaderboard.lastSession;
      const isReproduced = isSameRecipe && JSON.stringify(saved) === JSON.stringify(evaluation.leaderboard);
      if (flags.json) {
        const identity = { model: `${name}@${id}`, isSameData, isReproduced };
        return printJson({ ...identity, ...evaluationJson(evaluation) });
      }
      print(...evaluationLines(evaluation), ...await finalLines(flags), "");
      if (isSameRecipe) print(comparisonLine(version, isReproduced, isSameData, isOtherPeriod));
    },
  }),
);
