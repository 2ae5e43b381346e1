/**
 * A run: everything that decides what is learned. Named runs are files, `tasks/runs/*.json`.
 *
 * @module
 */

import type { CalibratorKind } from "~/calibration/mod.ts";
import { formatSession, parseSession, type Session, sessionOf } from "~/core/mod.ts";
import type { FoldSizes, LabelRule } from "~/dataset/mod.ts";
import type { ForestParams } from "~/forest/mod.ts";
import type { LstmSettings } from "~/lstm/mod.ts";
import type { CodeChange, UniverseRules } from "~/prices/mod.ts";
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

/** What every run has. */
export interface CommonRun {
  /** Name of the model that is trained, a folder under `models/`. */
  readonly name: string;
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
  /** Calibrators that may be chosen, Platt's by default; none, and probabilities stay as they are. */
  readonly calibration?: readonly Exclude<CalibratorKind, "none">[] | undefined;
  /** Seed of everything random. */
  readonly seed: number;
}

/** A run of a random forest. */
export interface ForestRun extends CommonRun {
  /** Kind of model. */
  readonly kind: "rf";
  /** How the forest is grown. */
  readonly forest: Required<
    Pick<
      ForestParams,
      "nEstimators" | "maxDepth" | "minSamplesLeaf" | "maxFeatures" | "maxSamples" | "classWeight"
    >
  >;
}

/** A run of an LSTM. */
export interface LstmRun extends CommonRun {
  /** Kind of model. */
  readonly kind: "lstm";
  /** What the network is and how it learns. */
  readonly lstm: LstmSettings;
}

/** Everything that decides what is learned. */
export type Run = ForestRun | LstmRun;

/** All groups that some run has. */
export type AllGroups = Omit<ForestRun, "kind"> & Omit<LstmRun, "kind"> & { readonly kind: Run["kind"] };

/** What a run file or flags may say: any part of a run. */
export type RunInput = {
  readonly [Group in keyof AllGroups]?: AllGroups[Group] extends object ? Partial<AllGroups[Group]>
    : AllGroups[Group];
};

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

/** Sessions in the sequences that a run's model looks at; 1 for rows. */
export function sequenceLength(run: Run): number {
  return run.kind === "lstm" ? run.lstm.lookback : 1;
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
