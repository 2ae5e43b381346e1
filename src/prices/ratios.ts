/**
 * How common a ratio is: what is expected of an event before its price is seen.
 *
 * @module
 */

import type { Opening } from "./openings.ts";

/** Candidate ratios with the logarithm of their prior probability; they add up to 1. */
export interface RatioPrior {
  /** Shares after for one before, ascending. */
  readonly ratio: Float64Array;
  /** Logarithm of the prior probability. */
  readonly logPrior: Float64Array;
}

type Weights = ReadonlyMap<number, number>;

// Companies choose round numbers: two, three, four, five or ten for one; bonuses of 10 or 20 %. Rough frequencies of
// such decisions in general, in thousandths, not counts of any tape's events.
const SPLITS = weights([
  [220, [2]],
  [120, [3]],
  [80, [4, 5]],
  [30, [10]],
  [20, [6, 8]],
  [15, [20]],
  [10, [100]],
  [5, [7, 50]],
  [3, [9, 15, 25]],
  [2, [12, 30, 40, 1000]],
  [1, [200, 500]],
  [0.2, [11, 13, 14, 16, 17, 18, 19]],
]);
const BONUSES = weights([
  [150, [1.1]],
  [70, [1.2]],
  [60, [1.5]],
  [40, [1.05, 1.25, 1.3]],
  [20, [1.15]],
  [10, [1.4, 4 / 3]],
  [
    0.5,
    [...range(1, 50), ...range(11, 19).map((twentieth) => 5 * twentieth)].map((percent) => 1 + percent / 100),
  ],
]);
const GROUPINGS = weights([
  [200, [10]],
  [120, [100]],
  [100, [1000]],
  [80, [5]],
  [50, [2, 4]],
  [40, [20, 50, 500]],
  [30, [3, 8, 200, 250, 10_000]],
  [20, [25, 30]],
  [15, [6]],
  [10, [7, 9, 15, 40, 2000, 2500, 5000]],
  [5, [400, 3000, 20_000, 25_000, 50_000]],
  [3, [100_000]],
  [0.1, [...range(11, 30), 35, 45, 60, 70, 75, 80, 90, 120, 125, 150, 300, 600, 750, 800]],
], (n) => 1 / n);

const SPLITS_OR_BONUSES = mixed([1, SPLITS], [1, BONUSES]);

/** What a mark allows, without "nothing". */
const ALLOWED: Readonly<Record<Opening["mark"], Weights>> = {
  B: SPLITS_OR_BONUSES,
  G: GROUPINGS,
  // Odd lots are grouped away and the shares split again at once, or one of the letters is of another right.
  BG: mixed([1, SPLITS_OR_BONUSES], [1, product(GROUPINGS, SPLITS_OR_BONUSES)]),
  // A new quotation factor alone is a new way of quoting; where it is not, it goes with a grouping.
  "": GROUPINGS,
};

/** Probability that nothing happened to the number of shares. */
const NOTHING = { marked: 0.02, repeated: 0.97, rescaled: 0.9 };

/** Priors of every kind of opening, made once each. */
const priors = new Map<string, RatioPrior>();

/** The prior of an opening. */
export function ratioPrior({ mark, isRepeated }: Pick<Opening, "mark" | "isRepeated">): RatioPrior {
  const key = `${mark} ${isRepeated}`;
  const prior = priors.get(key) ?? newPrior(mark, isRepeated);
  priors.set(key, prior);
  return prior;
}

function newPrior(mark: Opening["mark"], isRepeated: boolean): RatioPrior {
  const nothing = isRepeated ? NOTHING.repeated : mark === "" ? NOTHING.rescaled : NOTHING.marked;
  const allowed = mixed([1 - nothing, ALLOWED[mark]], [nothing, new Map([[1, 1]])]);
  const entries = [...allowed].sort(([a], [b]) => a - b);
  return {
    ratio: Float64Array.from(entries, ([ratio]) => ratio),
    logPrior: Float64Array.from(entries, ([, weight]) => Math.log(weight)),
  };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function weights(groups: readonly [number, readonly number[]][], ratioOf = (n: number) => n): Weights {
  const sum = new Map<number, number>();
  for (const [weight, numbers] of groups) for (const n of numbers) add(sum, ratioOf(n), weight);
  return sum;
}

/** Distributions mixed, each scaled to its share of 1 first. */
function mixed(...parts: readonly [share: number, Weights][]): Weights {
  const sum = new Map<number, number>();
  const total = parts.reduce((all, [share]) => all + share, 0);
  for (const [share, part] of parts) {
    const mass = [...part.values()].reduce((a, b) => a + b, 0);
    for (const [ratio, weight] of part) add(sum, ratio, share * weight / mass / total);
  }
  return sum;
}

function product(a: Weights, b: Weights): Weights {
  const sum = new Map<number, number>();
  for (const [first, p] of a) for (const [second, q] of b) add(sum, first * second, p * q);
  return sum;
}

/** Adds a weight; ratios that differ by rounding alone are one. */
function add(sum: Map<number, number>, ratio: number, weight: number): void {
  const key = Number(ratio.toPrecision(12));
  sum.set(key, (sum.get(key) ?? 0) + weight);
}
