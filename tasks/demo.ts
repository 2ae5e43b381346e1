/**
 * `deno task demo`: the whole line on real quotes, from B3's files to a page.
 *
 * @module
 */

import { predict, readRun, resolveRun, writeReport } from "~/pipeline/mod.ts";
import { openModel } from "~/registry/mod.ts";
import { buildCommand, runTask, TEXT } from "./cli/command.ts";
import {
  dataFolder,
  DB,
  DEMO_DB,
  MODELS,
  MODELS_FLAG,
  REPORTS,
  REPORTS_FLAG,
  SAMPLE,
  WORKERS_FLAG,
} from "./cli/defaults.ts";
import { print, withProgress } from "./cli/output.ts";
import { predictionLines } from "./cli/predictions.ts";
import { leaderboardLines } from "./cli/scores.ts";
import { ingestSummary, ingestWithProgress } from "./ingest.ts";
import { savedLine, trainWithProgress } from "./train.ts";

interface Flags {
  readonly from?: string[];
  readonly db?: string;
  readonly models?: string;
  readonly workers?: number;
  readonly reports?: string;
}

const SAMPLE_RUN = "tasks/runs/demo.json";
const TICKERS = ["PETR4", "VALE3", "ITUB4", "MGLU3", "WEGE3"];

await runTask(
  "demo",
  buildCommand<Flags, []>({
    docs: {
      brief: "Runs the whole line on real quotes: ingest, train, evaluate, save, predict, report",
      fullDescription:
        `Runs the whole line on real quotes: ingest, train, evaluate, save, predict, report. By default on the sample ` +
        `that ships (${SAMPLE}, run ${SAMPLE_RUN}); with --from, or in the folder that B3_DATA names, on all there is. ` +
        "A second run ingests nothing twice and makes the same model.",
    },
    parameters: {
      flags: {
        from: {
          ...TEXT,
          variadic: true,
          brief: "File, or folder of COTAHIST files, instead of the sample",
          placeholder: "path",
        },
        db: { ...TEXT, brief: `Database file (default ${DEMO_DB}; ${DB} with --from)`, placeholder: "file" },
        models: MODELS_FLAG,
        workers: WORKERS_FLAG,
        reports: REPORTS_FLAG,
      },
    },
    async func(
      { from, models = MODELS, reports = REPORTS, workers = navigator.hardwareConcurrency, ...flags },
    ) {
      const folder = dataFolder();
      const given = from ?? (folder === undefined ? undefined : [folder]);
      const db = flags.db ?? (given === undefined ? DEMO_DB : DB);
      const run = given === undefined ? await readRun(SAMPLE_RUN) : resolveRun({ name: "demo_full" });

      print(`1. Quotes as B3 published them, into ${db}`);
      print(...ingestSummary(await ingestWithProgress(given ?? [SAMPLE], db)), "");

      print(
        "2. A random forest beside its baselines, walk-forward: every score is of sessions after those learned from",
      );
      const trained = await trainWithProgress(run, { db, models, workers });
      print(...leaderboardLines(trained.evaluation.leaderboard));
      if (given === undefined) {
        print(
          `A sample of ${trained.manifest.data.nTickers} hand-picked shares, most of them survivors, proves nothing about skill.`,
        );
      }
      print("", "3. The version", savedLine(trained), "");

      print("4. What it says of the newest session");
      const model = trained.folder;
      const { answers } = await predict(TICKERS, { db, models, model });
      print(...predictionLines(answers, run.label.kind), "");

      print("5. The page to look at");
      const path = await withProgress("report  ", async (update) => {
        update(0, "drawing");
        const path = await writeReport(await openModel(models, model), {
          db,
          reports,
          command: "deno task demo",
        });
        update(1, "written");
        return path;
      });
      print(path);
    },
  }),
);
