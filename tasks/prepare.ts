/**
 * `deno task prepare`: what a run would learn from, without learning.
 *
 * @module
 */

import { join } from "node:path";
import { CLASSES, type Dataset, formatSession } from "~/core/mod.ts";
import { foldBlocks, walkForwardFolds } from "~/dataset/mod.ts";
import { prepare, type Prepared, type Run } from "~/pipeline/mod.ts";
import { changesShares } from "~/prices/mod.ts";
import { buildCommand, runTask, TEXT } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, JSON_FLAG } from "./cli/defaults.ts";
import { foldLines } from "./cli/folds.ts";
import { findingJson, print, printJson, table, warn } from "./cli/output.ts";
import { RUN_FLAGS, type RunFlags, runOf } from "./cli/run_flags.ts";

interface Flags extends RunFlags {
  readonly db?: string;
  readonly parquet?: string;
  readonly json?: boolean;
}

/** What was prepared, as plain data. */
function accountOf(run: Run, { panel, returns, dataset, leftOut, actions, findings, sha256 }: Prepared) {
  const date = (i: number) => formatSession(dataset.session[i]);
  const range = (indices: Int32Array) =>
    indices.length === 0
      ? null
      : { from: date(indices[0]), to: date(indices[indices.length - 1]), n: indices.length };
  return {
    features: run.features,
    label: run.label,
    basis: returns.basis,
    sha256,
    nBars: panel.session.length,
    nTickers: new Set(dataset.ticker).size,
    nSamples: dataset.nSamples,
    first: date(0),
    last: date(dataset.nSamples - 1),
    classes: Object.fromEntries(
      CLASSES.map((label, k) => [label, dataset.y.filter((code) => code === k).length]),
    ),
    leftOut,
    folds: walkForwardFolds(dataset, run.folds).map((fold) => ({
      train: range(fold.train),
      validation: range(fold.validation),
      test: range(fold.test),
    })),
    actions: actions.filter(changesShares).length,
    findings,
  };
}

/** Writes the samples where that is wanted and says where; Polars is loaded only then. */
async function writeSamples(dataset: Dataset, set: string, folder?: string): Promise<string | null> {
  if (folder === undefined) return null;
  const { writeParquet } = await import("~/frames/mod.ts");
  const path = join(folder, `${set}.parquet`);
  await writeParquet(dataset, path);
  return path;
}

await runTask(
  "prepare",
  buildCommand<Flags, []>({
    docs: { brief: "Builds a run's dataset and folds and says what is in them and what was left out" },
    parameters: {
      flags: {
        ...RUN_FLAGS,
        db: DB_FLAG,
        parquet: { ...TEXT, brief: "Folder to write the samples to, as SET.parquet", placeholder: "dir" },
        json: JSON_FLAG,
      },
    },
    async func(flags) {
      const run = await runOf(flags);
      const prepared = await prepare(run, databaseToRead(flags.db), {
        onWarning: warn,
        workers: navigator.hardwareConcurrency,
      });
      const parquet = await writeSamples(prepared.dataset, run.features, flags.parquet);
      const account = accountOf(run, prepared);
      if (flags.json) {
        return printJson({ ...account, parquet, findings: account.findings.map(findingJson) });
      }
      print(
        `${account.nSamples} samples of ${account.nTickers} tickers, ${account.first} to ${account.last}, ` +
          `${account.features} features, label ${account.label.kind} over ${account.label.horizon} sessions, ` +
          `returns on the ${account.basis} basis`,
        ...table(
          ["class", "samples"],
          Object.entries(account.classes).map(([label, n]) => [label, String(n)]),
        ),
        "",
        ...table(
          ["rows left out because", "rows"],
          Object.entries(account.leftOut).map(([reason, n]) => [reason, String(n)]),
        ),
        "",
        ...foldLines(foldBlocks(prepared.dataset, walkForwardFolds(prepared.dataset, run.folds))),
        "",
        ...(parquet === null ? [] : [`Written: ${parquet}`, ""]),
        `${account.actions} splits and groupings adjusted, ${account.findings.length} findings:`,
        ...account.findings.map((finding) => `  ${finding.message}`),
      );
    },
  }),
);
