/**
 * What scikit-learn and scipy say, see `test/golden/calibration/make_golden.py`.
 *
 * @module
 */

import assert from "node:assert/strict";
import golden from "../golden/calibration/golden.json" with { type: "json" };

/** The file's content. */
export const GOLDEN: typeof golden = golden;

/** The forecasts that calibrators are fitted to. */
export const SAID: Float64Array = Float64Array.from(golden.probabilities);

/** What came true. */
export const CAME_TRUE: Uint8Array = Uint8Array.from(golden.y);

/** Forecasts to calibrate, certain and even ones among them. */
export const NEW: Float64Array = Float64Array.from(golden.new);

/** Two columns agree to an absolute tolerance. */
export function assertNear(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  assert.equal(found.length, wanted.length);
  for (let i = 0; i < found.length; i++) {
    assert.ok(Math.abs(found[i] - wanted[i]) <= tolerance, `[${i}]: ${found[i]} instead of ${wanted[i]}`);
  }
}
