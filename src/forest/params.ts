/**
 * What a forest can be told, with defaults that come from measurement, and what it makes of it.
 *
 * @module
 */

import { CLASSES, type Label } from "~/core/mod.ts";

/** Settings of a random forest, by scikit-learn's names and with its meaning; all optional. */
export interface ForestParams {
  /**
   * Number of trees. 40 instead of 100 cost 0.003 of rank IC (0.073 against 0.076 at 21 sessions).
   *
   * @default {100}
   */
  readonly nEstimators?: number;
  /** Greatest depth of a leaf, the root being 0; `null` grows until leaves are small. @default {null} */
  readonly maxDepth?: number | null;
  /**
   * Fewest distinct train rows in a leaf. Large leaves give honest probabilities: against saying the base rates, 2 rows
   * lose 0.0024 of log-loss, 20 gain 0.0140 and 100 gain 0.0199, without any calibration (terciles at 21 sessions). Rank
   * IC is 0.072, 0.076, 0.076 for 20, 100, 400.
   *
   * @default {100}
   */
  readonly minSamplesLeaf?: number;
  /**
   * Features tried for each split, drawn anew each time: a fraction in (0, 1], a count (an integer from 2), or
   * `"sqrt"`. 0.05 instead of 0.15 cost 0.003 of rank IC. At least one feature that is not constant in the node is
   * tried, even if that takes more draws.
   *
   * @default {0.15}
   */
  readonly maxFeatures?: number | "sqrt";
  /**
   * Rows drawn for each tree as a fraction of all rows; without bootstrap every tree sees every row and this does
   * not apply. Half: the setting under which the other figures here were measured.
   *
   * @default {0.5}
   */
  readonly maxSamples?: number;
  /** Whether a tree learns from rows drawn with replacement. @default {true} */
  readonly bootstrap?: boolean;
  /**
   * What a row of each class weighs in splits and probabilities: alike, all classes the same in sum (`"balanced"`),
   * or as given from 1e-6 to 1e6 (1 where nothing is). It distorts probabilities; terciles need none. Classification only.
   *
   * @default {null}
   */
  readonly classWeight?: "balanced" | Readonly<Partial<Record<Label, number>>> | null;
  /** Most bins of a feature, 2 to 255: what fits a byte. A feature with no more values is split exactly. @default {255} */
  readonly nBins?: number;
  /** Threads that grow trees; 1 stays on this one. The trees are the same for any number. @default {1} */
  readonly workers?: number;
}

/** Settings with the defaults filled in. */
export type ResolvedParams = Required<ForestParams>;

/**
 * Fills in defaults and checks ranges.
 *
 * @throws {RangeError} If a setting is out of its range; the message names setting, range and value.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(resolveParams({ nEstimators: 10 }).minSamplesLeaf, 100);
 * assert.throws(() => resolveParams({ nEstimators: 0 }), /nEstimators must be an integer from 1, found 0/);
 * ```
 */
export function resolveParams(params: ForestParams): ResolvedParams {
  const resolved: ResolvedParams = {
    nEstimators: 100,
    maxDepth: null,
    minSamplesLeaf: 100,
    maxFeatures: 0.15,
    maxSamples: 0.5,
    bootstrap: true,
    classWeight: null,
    nBins: 255,
    workers: 1,
    ...params,
  };
  const { maxDepth, maxFeatures, maxSamples, nBins, classWeight } = resolved;
  const demand = (name: keyof ForestParams, holds: boolean, range: string) => {
    if (holds) return;
    throw new RangeError(`Cannot make a forest: ${name} must be ${range}, found ${show(resolved[name])}`);
  };
  for (const name of ["nEstimators", "minSamplesLeaf", "workers"] as const) {
    demand(name, isCount(resolved[name], 1), "an integer from 1");
  }
  demand("maxDepth", maxDepth === null || isCount(maxDepth, 1), "null or an integer from 1");
  demand(
    "maxFeatures",
    maxFeatures === "sqrt" || isFraction(maxFeatures) || isCount(maxFeatures, 2),
    '"sqrt", a fraction in (0, 1] or an integer from 2',
  );
  demand("maxSamples", isFraction(maxSamples), "a fraction in (0, 1]");
  demand("bootstrap", typeof resolved.bootstrap === "boolean", "true or false");
  demand("nBins", isCount(nBins, 2) && nBins <= 255, "an integer from 2 to 255");
  demand(
    "classWeight",
    classWeight === null || classWeight === "balanced" ||
      typeof classWeight === "object" && Object.entries(classWeight).every(isClassWeight),
    `null, "balanced" or numbers from 1e-6 to 1e6 for some of ${CLASSES.join(", ")}`,
  );
  return resolved;
}

/**
 * How many features one split tries, as scikit-learn counts them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(["sqrt" as const, 0.15, 1, 99].map((max) => featuresPerSplit(max, 13)), [3, 1, 13, 13]);
 * ```
 */
export function featuresPerSplit(maxFeatures: number | "sqrt", nFeatures: number): number {
  const wanted = maxFeatures === "sqrt"
    ? Math.sqrt(nFeatures)
    : maxFeatures <= 1
    ? maxFeatures * nFeatures
    : maxFeatures;
  return Math.min(nFeatures, Math.max(1, Math.floor(wanted)));
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least;
}

function isFraction(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= 1;
}

function isClassWeight([name, weight]: [string, unknown]): boolean {
  return CLASSES.some((label) => label === name) && typeof weight === "number" && weight >= 1e-6 &&
    weight <= 1e6;
}

function show(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
