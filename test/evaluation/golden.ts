/**
 * What scikit-learn, scipy, statsmodels and pandas say, see `test/golden/evaluation/make_golden.py`.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { ClassificationScores, RegressionScores, Scores } from "~/evaluation/mod.ts";

/** The file's content. */
export interface Golden {
  readonly classification: readonly {
    readonly name: string;
    readonly y: readonly number[];
    readonly predicted: readonly number[];
    readonly probabilities: readonly number[];
    readonly wanted: ClassificationScores;
  }[];
  readonly regression: {
    readonly expectedReturn: readonly number[];
    readonly targetReturn: readonly number[];
    readonly trainReturns: { readonly mean: readonly number[]; readonly meanAbsolute: readonly number[] };
    readonly price: readonly number[];
    readonly wanted: RegressionScores;
  };
  readonly breakdown: {
    readonly session: readonly number[];
    readonly ticker: readonly number[];
    readonly score: readonly number[];
    readonly return: readonly number[];
    readonly y: readonly number[];
    readonly probabilities: readonly number[];
    readonly horizon: number;
    readonly wanted: Pick<Scores, "quantiles" | "byYear" | "byTicker"> & {
      readonly yearlyTValue: number;
      readonly nYears: number;
    };
  };
  readonly spearman: readonly {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly wanted: number;
  }[];
  readonly neweyWest: readonly {
    readonly name: string;
    readonly values: readonly number[];
    readonly lag: number;
    readonly mean: number;
    readonly standardError: number;
    readonly tValue: number;
  }[];
}

/** Reads the golden numbers. */
export function readGolden(): Golden {
  return JSON.parse(Deno.readTextFileSync(new URL("../golden/evaluation/golden.json", import.meta.url)));
}

/** Two structures whose numbers agree to 1e-12 of their size. */
export function assertClose(found: unknown, wanted: unknown, path = "value"): void {
  if (typeof wanted === "number" && typeof found === "number") {
    assert.ok(
      Math.abs(found - wanted) <= 1e-12 * Math.abs(wanted),
      `${path}: ${found}, ${wanted}`,
    );
  } else if (typeof wanted === "object" && wanted !== null && typeof found === "object" && found !== null) {
    assert.deepEqual(Object.keys(found).sort(), Object.keys(wanted).sort(), path);
    for (const [key, value] of Object.entries(wanted)) {
      assertClose(Reflect.get(found, key), value, `${path}.${key}`);
    }
  } else {
    assert.equal(found, wanted, path);
  }
}
