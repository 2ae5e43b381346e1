/**
 * `deno task audit`: whether anything in a run knows what it could not have known.
 *
 * @module
 */

import { type Check, isClear } from "~/audit/mod.ts";
import { auditRun, type Run } from "~/pipeline/mod.ts";
import { buildCommand, runTask, wholeNumber } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, JSON_FLAG } from "./cli/defaults.ts";
import { print, printJson, table, withProgress } from "./cli/output.ts";
import { RUN_FLAGS, type RunFlags, runOf } from "./cli/run_flags.ts";

interface Flags extends RunFlags {
  readonly cuts?: number;
  readonly db?: string;
  readonly json?: boolean;
}

/** The run that the flags mean. The rule label is a function of one feature set, which then goes without saying. */
async function runToAudit(flags: Flags): Promise<Run> {
  const { run, features, preset, label } = flags;
  const isImplied = label === "indicator_rule" &&
    [run, features, preset].every((value) => value === undefined);
  return await runOf(isImplied ? { ...flags, features: "reference" } : flags);
}

/** What is to be known of a label before its checks are read. */
const LABEL_NOTES: Readonly<Partial<Record<Run["label"]["kind"], string>>> = {
  next_indicator_rule:
    "The label is what the compatibility rule says of the share's next bar: no function of the row, but of indicators " +
    "that mostly move little in a session; it says nothing of returns",
};

/** The checks as lines of text: what each found, then the evidence where there is any. */
function checkLines(checks: readonly Check[]): string[] {
  const evidence = checks.flatMap(({ name, evidence }) => {
    const shown = evidence.filter((row) => row.kind !== "window" || Object.values(row).some(isDrift));
    if (shown.length === 0) return [];
    const cells = shown.map((row) => Object.values(row).map(cellOf));
    return ["", `${name}:`, ...table(Object.keys(shown[0]), cells)];
  });
  return [
    ...checks.map(({ name, outcome, summary }) => `${outcome.padEnd(7)}  ${name}: ${summary}`),
    ...evidence,
  ];
}

function cellOf(value: string | number | null): string {
  if (value === null) return "-";
  return typeof value === "number" && !Number.isInteger(value)
    ? String(Number(value.toPrecision(3)))
    : `${value}`;
}

/** Whether a value of a window feature's evidence is a drift worth a line. */
function isDrift(value: string | number | null): boolean {
  return value === null || (typeof value === "number" && value > 0);
}

await runTask(
  "audit",
  buildCommand<Flags, []>({
    docs: {
      brief:
        "Checks a run for leaks: look-ahead, folds that touch, fits that see too much, labels that give themselves away",
      fullDescription:
        "Checks a run for leaks on the database. History is cut short and its future replaced by noise at sessions drawn " +
        "by lot: nothing before may change. Features are computed with short histories: the drift of each is printed. " +
        "Folds must not touch, fits must see train alone, shuffled labels must show no skill, and a label must not be a " +
        "function of its own inputs. Fails (exit code 1) if something leaks or is flagged.",
    },
    parameters: {
      flags: {
        ...RUN_FLAGS,
        cuts: {
          kind: "parsed",
          parse: wholeNumber(1, 100),
          optional: true,
          brief: "Sessions at which history is cut and its future spoilt (default 3)",
          placeholder: "n",
        },
        db: DB_FLAG,
        json: JSON_FLAG,
      },
    },
    async func(flags) {
      const run = await runToAudit(flags);
      const { checks, notAudited, nSamples } = await withProgress(
        "audit",
        (update) =>
          auditRun(run, databaseToRead(flags.db), {
            ...(flags.cuts !== undefined && { nCuts: flags.cuts }),
            workers: navigator.hardwareConcurrency,
            onProgress: update,
          }),
      );
      const clear = isClear(checks);
      if (!clear) Deno.exitCode = 1;
      const { features, label, seed } = run;
      if (flags.json) {
        return printJson({ features, label, seed, nSamples, notAudited, isClear: clear, checks });
      }
      print(
        `${nSamples} samples, ${features} features, label ${label.kind} over ${label.horizon} sessions, seed ${seed}`,
        ...(notAudited.length === 0
          ? []
          : [`Not audited, without a value in the data: ${notAudited.join(", ")}`]),
        ...[LABEL_NOTES[label.kind]].filter((note) => note !== undefined),
        "",
        ...checkLines(checks),
        "",
        clear
          ? "All clear"
          : `Not clear: ${
            checks.filter((check) => !isClear([check])).map(({ name, outcome }) => `${name} (${outcome})`)
              .join(", ")
          }`,
      );
    },
  }),
);
