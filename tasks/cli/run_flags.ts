/**
 * Flags that name and change a run.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";
import { FEATURE_SETS } from "~/features/mod.ts";
import { readRun, resolveRun, type Run, type RunInput, UNTOUCHED } from "~/pipeline/mod.ts";
import type { LstmSettings } from "~/lstm/mod.ts";
import type { CodeChange } from "~/prices/mod.ts";
import { SWITCH, TEXT, wholeNumber } from "./command.ts";

/** What the flags may say of a run. */
export interface RunFlags {
  readonly run?: string;
  readonly name?: string;
  readonly kind?: Run["kind"];
  readonly features?: string;
  readonly preset?: string;
  readonly label?: "xs_tercile" | "indicator_rule" | "next_indicator_rule";
  readonly horizon?: number;
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly last?: string;
  readonly tickers?: string;
  readonly join?: CodeChange[];
  readonly index?: string;
  readonly rates?: string;
  readonly seed?: number;
  readonly lookback?: number;
  readonly units?: number;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly dropout?: number;
  readonly backend?: LstmSettings["backend"];
}

const number = (least: number, brief: string) =>
  ({ kind: "parsed", parse: wholeNumber(least), optional: true, brief, placeholder: "n" }) as const;

const fraction = (brief: string) =>
  ({ kind: "parsed", parse: positiveNumber, optional: true, brief, placeholder: "x" }) as const;

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && Number.isFinite(value))) {
    throw new SyntaxError(`a number from 0 is wanted, found "${text}"`);
  }
  return value;
}

/** The flags, for a command; they override the run file. */
export const RUN_FLAGS = {
  run: {
    ...TEXT,
    brief: "Run file, for example tasks/runs/demo.json; flags override it",
    placeholder: "file",
  },
  name: { ...TEXT, brief: "Name of the model (default: its kind)", placeholder: "name" },
  kind: {
    kind: "enum",
    values: ["rf", "lstm"],
    optional: true,
    brief: "Kind of model: rf, a random forest (default), or lstm",
  },
  features: {
    ...TEXT,
    brief: `Feature set: ${Object.keys(FEATURE_SETS).join(", ")} (default core; of an LSTM sequence)`,
    placeholder: "set",
  },
  preset: { ...TEXT, brief: "Another name of --features", placeholder: "set" },
  label: {
    kind: "enum",
    values: ["xs_tercile", "indicator_rule", "next_indicator_rule"],
    optional: true,
    brief: "What is predicted (default xs_tercile)",
  },
  horizon: number(1, "Sessions held (default 21; 5 and 10 are usual)"),
  fromDate: { ...TEXT, brief: "First decision session (default: all there is)", placeholder: "YYYY-MM-DD" },
  toDate: {
    ...TEXT,
    brief: "Last session used: the data as it stood at that close",
    placeholder: "YYYY-MM-DD",
  },
  last: {
    ...TEXT,
    brief: "Only the last years or months of the data, such as 2y or 30m",
    placeholder: "span",
  },
  tickers: {
    ...TEXT,
    brief: "Only these tickers' samples, such as PETR4,VALE3; ranks and thirds are of all all the same",
    placeholder: "list",
  },
  join: {
    kind: "parsed",
    parse: codeChange,
    variadic: true,
    optional: true,
    brief: "A code that went on as another, such as EMBR3=EMBJ3; may be repeated",
    placeholder: "old=new",
  },
  index: { ...TEXT, brief: "Index that features use, where several are stored", placeholder: "name" },
  rates: { ...TEXT, brief: "Risk-free rate, where several are stored", placeholder: "name" },
  seed: number(0, "Seed of everything random (default 1)"),
  lookback: number(1, "LSTM: sessions in a sequence (default 32)"),
  units: number(1, "LSTM: hidden units (default 32)"),
  epochs: number(1, "LSTM: passes over the samples (default 4)"),
  batchSize: number(1, "LSTM: samples of a step (default 512)"),
  learningRate: fraction("LSTM: learning rate, the highest of its cycle (default 0.004)"),
  dropout: fraction("LSTM: share of the hidden state left out while learning (default 0.3)"),
  backend: {
    kind: "enum",
    values: ["auto", "native", "wasm", "plain", "tfjs"],
    optional: true,
    brief: "LSTM: what trains it (default auto: native code where built, else WebAssembly)",
  },
} as const;

function codeChange(text: string): CodeChange {
  const [, from, to] = /^(\w+)=(\w+)$/.exec(text.trim().toUpperCase()) ?? [];
  if (from === undefined) throw new SyntaxError(`two codes are wanted, such as EMBR3=EMBJ3, found "${text}"`);
  return { from, to };
}

/** `2012-2022` or `2022`. */
function yearSpan(text: string): readonly [number, number] {
  const [, first, last = first] = /^(\d{4})(?:-(\d{4}))?$/.exec(text.trim()) ?? [];
  if (first === undefined || Number(last) < Number(first)) {
    throw new SyntaxError(`years are wanted, such as 2012-2022 or 2022, found "${text}"`);
  }
  return [Number(first), Number(last)];
}

/** Which years to test. */
export const YEARS_FLAG = {
  kind: "parsed",
  parse: yearSpan,
  optional: true,
  brief: "Calendar years to test, each by a model of all before it: 2012-2022",
  placeholder: "A-B",
} as const;

/** Asks for the untouched slice. */
export const FINAL_FLAG = {
  ...SWITCH,
  brief: `Test on the untouched sessions from ${UNTOUCHED} on, too; each look is logged`,
} as const;

/** Flags by the place in a run that they set. */
const FLAG_OF: Readonly<Record<string, string>> = {
  "name:": "--name:",
  "kind:": "--kind:",
  "features:": "--features:",
  "seed:": "--seed:",
  "label.horizon:": "--horizon:",
  "lstm.lookback:": "--lookback:",
  "lstm.units:": "--units:",
  "lstm.epochs:": "--epochs:",
  "lstm.batchSize:": "--batch-size:",
  "lstm.learningRate:": "--learning-rate:",
  "lstm.dropout:": "--dropout:",
  "data.from:": "--from-date:",
  "data.to:": "--to-date:",
  "data.last:": "--last:",
  "data.index:": "--index:",
  "data.rates:": "--rates:",
  "data:": "--from-date and --last:",
};

/** The run that the flags mean: the file's, or the default one, with the flags over it. */
export async function runOf(flags: RunFlags): Promise<Run> {
  const { run, name, kind, label, horizon, fromDate, toDate, last, join, index, rates, seed } = flags;
  const overrides = given({
    name,
    kind,
    features: featuresOf(flags),
    seed,
    label: given({ kind: label, horizon }),
    data: {
      ...given({ to: toDate, tickers: flags.tickers?.split(","), successions: join, index, rates }),
      ...beginning(fromDate, last),
    },
    lstm: lstmOf(flags),
  }) as RunInput;
  if (run !== undefined) return await readRun(run, overrides);
  try {
    return resolveRun({}, overrides, "these flags");
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.message.replace(/[\w.]+:/g, (place) => FLAG_OF[place] ?? place), {
      cause: error,
    });
  }
}

/** What the flags say of an LSTM; nothing, and other kinds stay as they are. */
function lstmOf({ lookback, units, epochs, batchSize, learningRate, dropout, backend }: RunFlags) {
  const settings = given({ lookback, units, epochs, batchSize, learningRate, dropout, backend });
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** The feature set, which has two flags: they must not say two things. */
function featuresOf({ features, preset }: RunFlags): string | undefined {
  if (features !== undefined && preset !== undefined && features !== preset) {
    throw new ConfigError(`Cannot use these flags: --features says ${features}, --preset ${preset}`);
  }
  return features ?? preset;
}

/** Where the period begins: one way of saying it takes the place of the other in the run file. */
function beginning(from: string | undefined, last: string | undefined): RunInput["data"] {
  return from === undefined && last === undefined ? {} : { from, last };
}

/** The entries that have a value. */
function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
