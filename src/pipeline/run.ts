/**
 * A run: everything that decides what is learned, in one strict schema. Named runs are files, `tasks/runs/*.json`.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { CalibratorKind } from "~/calibration/mod.ts";
import {
  CLASSES,
  ConfigError,
  formatSession,
  NotFoundError,
  parseSession,
  type Session,
  sessionOf,
} from "~/core/mod.ts";
import { type FoldSizes, type LabelRule, MIN_TRAIN_SESSIONS } from "~/dataset/mod.ts";
import { FEATURE_SETS } from "~/features/mod.ts";
import type { ForestParams } from "~/forest/mod.ts";
import type { CodeChange, UniverseRules } from "~/prices/mod.ts";
import { MODEL_NAME } from "~/registry/mod.ts";
import type { MarketSelection } from "./market.ts";

/** Which data a run learns from. */
export interface RunData {
  /**
   * Tickers to learn from and be tested on; all shares and units of the cash market by default. Ranks, thirds and the
   * market are of all tickers all the same.
   */
  readonly tickers?: readonly string[] | undefined;
  /** First decision session; all there is by default, for an expanding window ranks better than recent years alone. */
  readonly from?: string | undefined;
  /** Last session used: the data as it stood at that close; nothing later is looked at, not even for labels. */
  readonly to?: string | undefined;
  /** Only the last years (`2y`) or months (`30m`) of the data, instead of `from`. */
  readonly last?: string | undefined;
  /** Codes that took over from others, beside those whose ISIN went on. */
  readonly successions?: readonly CodeChange[] | undefined;
  /** Name of the index that features use; by default the one whose closes reach furthest. */
  readonly index?: string | undefined;
  /** Name of the risk-free rate; by default the one that reaches furthest. */
  readonly rates?: string | undefined;
}

/** Everything that decides what is learned. */
export interface Run {
  /** Name of the model that is trained, a folder under `models/`. */
  readonly name: string;
  /** Kind of model: `rf`, a random forest. */
  readonly kind: "rf";
  /** Which data. */
  readonly data: RunData;
  /** Name of the feature set. */
  readonly features: string;
  /** What is predicted. */
  readonly label: LabelRule;
  /** Which shares. */
  readonly universe: Required<UniverseRules>;
  /** How it is evaluated. */
  readonly folds: FoldSizes & Required<Omit<FoldSizes, "trainSessions" | "stepSessions" | "trainEvery">>;
  /** How the forest is grown. */
  readonly forest: Required<
    Pick<
      ForestParams,
      "nEstimators" | "maxDepth" | "minSamplesLeaf" | "maxFeatures" | "maxSamples" | "classWeight"
    >
  >;
  /** Calibrators that may be chosen, Platt's by default; none, and probabilities stay as they are. */
  readonly calibration?: readonly Exclude<CalibratorKind, "none">[] | undefined;
  /** Seed of everything random. */
  readonly seed: number;
}

/** What a run file or flags may say: any part of a run. */
export type RunInput = {
  readonly [Group in keyof Run]?: Run[Group] extends object ? Partial<Run[Group]> : Run[Group];
};

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
  validationSessions: z.int().min(0).default(0), // the forest chooses nothing on it
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

const runSchema: z.ZodType<Run> = z.strictObject({
  name: z.string().regex(MODEL_NAME, "must be lower-case letters, digits, - and _").default("rf"),
  kind: z.literal("rf").default("rf"),
  data: dataSchema.prefault({}),
  features: z.enum(Object.keys(FEATURE_SETS)).default("core"),
  label: labelSchema.prefault({}),
  universe: universeSchema.prefault({}),
  folds: foldsSchema.prefault({}),
  forest: forestSchema.prefault({}),
  calibration: z.array(z.enum(["platt", "isotonic", "temperature"])).optional(), // more choice is more luck
  seed: z.int().min(0).max(4294967295).default(1),
});

/**
 * Checks a run and fills in defaults.
 *
 * @param input What is given; `overrides` win over it, group by group.
 * @throws {ConfigError} If a value is wrong or a name unknown; the message lists each with its path.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(resolveRun({}, { label: { horizon: 5 } }).label.horizon, 5);
 * assert.throws(() => resolveRun({ sead: 1 }), /sead/);
 * ```
 */
export function resolveRun(input: unknown, overrides: RunInput = {}, source = "the run"): Run {
  const result = runSchema.safeParse(merge(input, overrides));
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `${issue.path.join(".") || "it"}: ${issue.message}`);
  throw new ConfigError(`Cannot use ${source}: ${issues.join("; ")}`);
}

/**
 * Reads a run file.
 *
 * @throws {NotFoundError} If there is no such file.
 * @throws {ConfigError} If it is not JSON or not a run.
 */
export async function readRun(path: string, overrides: RunInput = {}): Promise<Run> {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new NotFoundError(`Cannot read run file ${path}: there is none`, { cause });
  });
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`Cannot use ${path}: it is not JSON, ${(cause as Error).message}`, { cause });
  }
  return resolveRun(input, overrides, path);
}

/**
 * First decision session of a run: as given, or counted back from the last session of the data, not from a clock.
 *
 * @param lastSession The data's last session.
 */
export function firstSessionOf({ data }: Run, lastSession: Session): Session {
  if (data.last === undefined) return data.from === undefined ? -Infinity : parseSession(data.from);
  const count = parseInt(data.last);
  return monthsBefore(lastSession, data.last.endsWith("y") ? count * 12 : count);
}

/** How a run looks at the database. */
export function marketOf({ data: { to, successions, index, rates } }: Run): MarketSelection {
  return { to: to === undefined ? undefined : parseSession(to), successions, index, rates };
}

/** The same day some months before, the 28th at the latest so that every month has it. */
function monthsBefore(session: Session, months: number): Session {
  const [year, month, day] = formatSession(session).split("-").map(Number);
  const index = year * 12 + month - 1 - months;
  return sessionOf(Math.floor(index / 12), index % 12 + 1, Math.min(day, 28));
}

/** `overrides` over `input`, one level deep: the groups of a run are flat. An entry without a value takes one away. */
function merge(input: unknown, overrides: RunInput): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const merged: Record<string, unknown> = { ...input };
  for (const [key, value] of Object.entries(overrides)) {
    const isGroup = typeof value === "object" && value !== null;
    merged[key] = isGroup ? withoutGaps({ ...(merged[key] as Record<string, unknown>), ...value }) : value;
  }
  return merged;
}

function withoutGaps(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
