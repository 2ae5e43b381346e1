/**
 * What a run must be, and the defaults it is given, in one strict schema.
 *
 * @module
 */

import { z } from "zod";
import { CLASSES, parseSession } from "~/core/mod.ts";
import { MIN_TRAIN_SESSIONS } from "~/dataset/mod.ts";
import { FEATURE_SETS } from "~/features/mod.ts";
import { LSTM_SETTINGS, type LstmSettings } from "~/lstm/mod.ts";
import { MODEL_NAME } from "~/registry/mod.ts";
import type { Run } from "./run.ts";

const date = z.string().refine((text) => !Number.isNaN(parseSession(text)), "must be a date, YYYY-MM-DD");

const ticker = z.string().trim().toUpperCase().min(1);

const dataSchema = z.strictObject({
  tickers: z.array(ticker).optional(),
  from: date.optional(),
  to: date.optional(),
  last: z.string().regex(/^[1-9]\d{0,2}[my]$/, "must be a number of years or months, such as 2y or 30m")
    .optional(),
  successions: z.array(z.strictObject({ from: ticker, to: ticker })).optional(),
  index: z.string().min(1).optional(),
  rates: z.string().min(1).optional(),
}).refine((data) => data.from === undefined || data.last === undefined, "from and last exclude each other")
  .refine(
    (data) => data.from === undefined || data.to === undefined || data.from <= data.to,
    "from must not be after to",
  );

const labelSchema = z.strictObject({
  kind: z.enum(["xs_tercile", "indicator_rule", "next_indicator_rule"]).default("xs_tercile"), // a third each: climatology is known and stable
  price: z.enum(["open", "close"]).optional(), // opens unless told: those can be traded at
  horizon: z.int().min(1).max(252).default(21), // a month: the longest with proven rank IC; at 1 costs eat it all
});

const universeSchema = z.strictObject({
  minTurnover: z.number().min(0).default(1_000_000), // R$ in half of the last 60 sessions: can be bought and sold
  minSessions: z.int().min(1).max(252).default(200), // of the last 252: prices are of trades, not of memory
  minClose: z.number().min(0).default(1), // R$: below it one cent is a percent
});

const foldsSchema = z.strictObject({
  nFolds: z.int().min(1).default(4),
  testSessions: z.int().min(1).default(250), // about a year a fold: retrained yearly
  validationSessions: z.int().min(0).default(0), // neither the forest nor the default LSTM chooses anything on it
  embargoSessions: z.int().min(0).default(5),
  trainSessions: z.int().min(MIN_TRAIN_SESSIONS).optional(), // expanding unless told: it ranks better than recent years alone
  stepSessions: z.int().min(1).optional(),
  trainEvery: z.int().min(1).optional(), // 5, a week, ranks as well and is five times as fast
}).refine(
  ({ stepSessions, testSessions }) => stepSessions === undefined || stepSessions >= testSessions,
  { path: ["stepSessions"], message: "must not be below testSessions: test blocks would overlap" },
);

const forestSchema = z.strictObject({
  nEstimators: z.int().min(1).max(10_000).default(100),
  maxDepth: z.int().min(1).nullable().default(null),
  minSamplesLeaf: z.int().min(1).default(100), // large leaves give honest probabilities
  maxFeatures: z.union([z.number().positive().max(1), z.int().min(2), z.literal("sqrt")]).default(0.15),
  maxSamples: z.number().positive().max(1).default(0.5),
  classWeight: z.union([
    z.literal("balanced"),
    z.partialRecord(z.enum(CLASSES), z.number().min(1e-6).max(1e6)),
  ])
    .nullable().default(null), // terciles are of equal size and need none
});

const common = {
  data: dataSchema.prefault({}),
  label: labelSchema.prefault({}),
  universe: universeSchema.prefault({}),
  folds: foldsSchema.prefault({}),
  calibration: z.array(z.enum(["platt", "isotonic", "temperature"])).optional(), // more choice is more luck
  seed: z.int().min(0).max(4294967295).default(1),
};
const name = z.string().regex(MODEL_NAME, "must be lower-case letters, digits, - and _");
const features = z.enum(Object.keys(FEATURE_SETS));

/** Says which kind a group of settings belongs to, where it is another's. */
const ofOtherKind = (group: string, kind: string): { error: z.core.$ZodErrorMap } => ({
  error: (issue) =>
    issue.code === "unrecognized_keys" && issue.keys.includes(group)
      ? `settings of kind ${kind} (${group}) need kind ${kind}`
      : undefined,
});

const forestRun = z.strictObject({
  ...common,
  kind: z.literal("rf"),
  name: name.default("rf"),
  features: features.default("core"),
  forest: forestSchema.prefault({}),
}, ofOtherKind("lstm", "lstm"));

const lstmRun = z.strictObject({
  ...common,
  kind: z.literal("lstm"),
  name: name.default("lstm"),
  features: features.default("sequence"),
  lstm: LSTM_SETTINGS.prefault({}),
}, ofOtherKind("forest", "rf")).refine(
  ({ folds, lstm }) => folds.validationSessions > 0 || !choosesByValidation(lstm),
  {
    path: ["folds", "validationSessions"],
    message: "must be above 0: early stopping and the plateau schedule look at validation sessions",
  },
);

/** Runs, defaults filled in; a run that does not say its kind is of a forest. */
export const RUN: z.ZodType<Run> = z.preprocess(
  (input) => isPlainObject(input) && input.kind === undefined ? { ...input, kind: "rf" } : input,
  z.discriminatedUnion("kind", [forestRun, lstmRun]),
);

/** Whether an LSTM looks at validation samples to choose. */
export function choosesByValidation({ earlyStoppingPatience, lrScheduler }: LstmSettings): boolean {
  return earlyStoppingPatience !== null || lrScheduler === "plateau";
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
