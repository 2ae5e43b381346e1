/**
 * What comes next.
 *
 * @module
 */

import type { Panel } from "~/core/mod.ts";

/**
 * The row of each row's ticker's next bar, however many sessions later; -1 for the last one. Looks ahead by design:
 * nothing but labels may be made of it.
 *
 * @example Two tickers, of three bars and one
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(nextRows({ offsets: Int32Array.of(0, 3, 4) }), Int32Array.of(1, 2, -1, -1));
 * ```
 */
export function nextRows({ offsets }: Pick<Panel, "offsets">): Int32Array {
  const next = Int32Array.from({ length: offsets[offsets.length - 1] }, (_, row) => row + 1);
  for (const end of offsets.subarray(1)) next[end - 1] = -1;
  return next;
}
