/**
 * `deno task report`: the page that shows a version.
 *
 * @module
 */

import { writeReport } from "~/pipeline/mod.ts";
import { openModel } from "~/registry/mod.ts";
import { buildCommand, runTask } from "./cli/command.ts";
import {
  databaseToRead,
  DB_FLAG,
  JSON_FLAG,
  MODEL_POSITIONAL,
  MODELS,
  MODELS_FLAG,
  REPORTS,
  REPORTS_FLAG,
} from "./cli/defaults.ts";
import { print, printJson } from "./cli/output.ts";

interface Flags {
  readonly db?: string;
  readonly models?: string;
  readonly reports?: string;
  readonly json?: boolean;
}

await runTask(
  "report",
  buildCommand<Flags, [string?]>({
    docs: {
      brief: "Writes a version's report: one HTML file that needs nothing else",
    },
    parameters: {
      flags: {
        db: DB_FLAG,
        models: MODELS_FLAG,
        reports: REPORTS_FLAG,
        json: JSON_FLAG,
      },
      positional: MODEL_POSITIONAL,
    },
    async func(flags, model) {
      const version = await openModel(flags.models ?? MODELS, model);
      const path = await writeReport(version, {
        db: databaseToRead(flags.db),
        reports: flags.reports ?? REPORTS,
        command: "deno task train --run FILE, with the configuration below in FILE",
      });
      if (flags.json) printJson({ report: path });
      else print(path);
    },
  }),
);
