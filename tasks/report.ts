/**
 * `deno task report`: the page that shows a version.
 *
 * @module
 */

import { writeReport } from "~/pipeline/mod.ts";
import type { Lang } from "~/report/mod.ts";
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
  readonly lang?: Lang;
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
        lang: {
          kind: "enum",
          values: ["en", "pt"],
          optional: true,
          brief: "Language of the page: English or Portuguese (default en)",
        },
        json: JSON_FLAG,
      },
      positional: MODEL_POSITIONAL,
    },
    async func(flags, model) {
      const version = await openModel(flags.models ?? MODELS, model);
      const path = await writeReport(version, {
        db: databaseToRead(flags.db),
        reports: flags.reports ?? REPORTS,
        lang: flags.lang,
        command: "deno task train --run run.json",
      });
      if (flags.json) printJson({ report: path });
      else print(path);
    },
  }),
);
