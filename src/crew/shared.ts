/**
 * Memory that threads share.
 *
 * @module
 */

/** A column that several threads may read and write. */
export type Column = Float32Array | Float64Array | Int32Array | Uint8Array;

/**
 * The same values on shared memory, so that sending them to a thread copies nothing; themselves if they are there.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const column = onSharedMemory(Int32Array.of(1, 2));
 * assert.deepEqual([[...column], column.buffer instanceof SharedArrayBuffer], [[1, 2], true]);
 * ```
 */
export function onSharedMemory<T extends Column>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new (values.constructor as new (buffer: SharedArrayBuffer) => T)(
    new SharedArrayBuffer(values.byteLength),
  );
  shared.set(values);
  return shared;
}
