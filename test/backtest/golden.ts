/**
 * What numpy, pandas and scipy say, see `test/golden/backtest/make_golden.py`.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { MonthlyReturn, Performance, SharpeEstimate } from "~/backtest/mod.ts";

/** The file's content. */
export interface Golden {
  readonly cdf: readonly (readonly [x: number, probability: number])[];
  readonly quantile: readonly (readonly [probability: number, x: number])[];
  readonly performance: readonly {
    readonly session: readonly number[];
    readonly equity: readonly number[];
    readonly rate: readonly number[];
    readonly monthly: readonly MonthlyReturn[];
    readonly drawdowns: readonly number[];
    readonly wanted: Performance;
  }[];
  readonly sharpe: readonly {
    readonly estimate: SharpeEstimate;
    readonly variance: number;
    readonly nTrials: number;
    readonly expectedMax: number;
    readonly deflated: number;
  }[];
  readonly overfitting: readonly {
    readonly returns: readonly number[];
    readonly nStrategies: number;
    readonly nBlocks: number;
    readonly pbo: number;
    readonly logits: readonly number[];
  }[];
}

/** Reads the golden numbers. */
export function readGolden(): Golden {
  return JSON.parse(Deno.readTextFileSync(new URL("../golden/backtest/golden.json", import.meta.url)));
}

/** Two structures whose numbers agree to 1e-11 of their size, or of 1e-3 where they are smaller. */
export function assertClose(found: unknown, wanted: unknown, path = "value"): void {
  if (typeof wanted === "number" && typeof found === "number") {
    const tolerance = 1e-11 * Math.max(1e-3, Math.abs(wanted));
    assert.ok(Math.abs(found - wanted) <= tolerance, `${path}: ${found}, ${wanted}`);
  } else if (typeof wanted === "object" && wanted !== null && typeof found === "object" && found !== null) {
    assert.deepEqual(Object.keys(found).sort(), Object.keys(wanted).sort(), path);
    for (const [key, value] of Object.entries(wanted)) {
      assertClose(Reflect.get(found, key), value, `${path}.${key}`);
    }
  } else {
    assert.equal(found, wanted, path);
  }
}
