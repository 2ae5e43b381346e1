/**
 * `deno task bench`: speed beside peers or limits measured in the same run.
 *
 * @module
 */

import { benchForest } from "./bench/forest.ts";
import { benchIngest } from "./bench/ingest.ts";
import { buildCommand, runTask, TEXT } from "./cli/command.ts";
import { dataFolder, JSON_FLAG, SAMPLE } from "./cli/defaults.ts";
import { print, printJson, table } from "./cli/output.ts";

const BENCHES = ["ingest", "forest"] as const;

interface Flags {
  readonly from?: string;
  readonly json?: boolean;
}

await runTask(
  "bench",
  buildCommand<Flags, [typeof BENCHES[number]]>({
    docs: {
      brief: "Measures speed beside peers or limits in the same run: ingest, forest",
      fullDescription:
        "Measures speed beside peers or limits in the same run. ingest: ZIPs to columns and to the database, " +
        "beside inflating them. forest: fits beside scikit-learn (where B3_PYTHON or python3 has it) and " +
        "ml-random-forest. Figures of one run compare; figures of two machines or moments do not.",
    },
    parameters: {
      flags: {
        from: {
          ...TEXT,
          brief: `ingest: folder of ZIPs (default: the one B3_DATA names, or ${SAMPLE})`,
          placeholder: "dir",
        },
        json: { ...JSON_FLAG, brief: "Print JSON, alone on the last line" },
      },
      positional: {
        kind: "tuple",
        parameters: [{
          brief: `What to measure: ${BENCHES.join(" or ")}`,
          placeholder: "name",
          parse(text) {
            const name = BENCHES.find((bench) => bench === text);
            if (name === undefined) throw new SyntaxError(`one of ${BENCHES.join(", ")} is wanted`);
            return name;
          },
        }],
      },
    },
    async func(flags, name) {
      if (name === "ingest") {
        const result = await benchIngest(flags.from ?? dataFolder() ?? SAMPLE);
        if (flags.json) return printJson(result);
        return print(...table(
          ["", "seconds", "times inflating"],
          [
            [
              `inflate ${result.files} ZIPs, ${result.megabytesZipped.toFixed(1)} MB`,
              result.inflateSeconds.toFixed(2),
              "1",
            ],
            [
              `read ${result.records} records to columns`,
              result.readSeconds.toFixed(2),
              result.readToInflate.toFixed(2),
            ],
            [
              "store them in a new database",
              result.storeSeconds.toFixed(2),
              result.storeToInflate.toFixed(2),
            ],
          ],
        ));
      }
      const result = await benchForest();
      if (flags.json) return printJson(result);
      print(
        `${result.nFeatures} features, ${result.settings}`,
        ...table(
          ["fit", "rows", "trees", "seconds", "log-loss"],
          result.fits.map((fit) => [
            fit.name,
            String(fit.nSamples),
            String(fit.nTrees),
            fit.seconds.toFixed(2),
            fit.logLoss?.toFixed(4) ?? "-",
          ]),
        ),
        ...result.absent,
      );
    },
  }),
);
