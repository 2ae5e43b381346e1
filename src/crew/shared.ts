/**
 * Memory that threads share.
 *
 * @module
 */

/**
 * The same value with every typed array in it on shared memory, so that sending it to a thread copies none; arrays that
 * are there already stay themselves.
 *
 * @param value Plain data: objects, arrays and what is in them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { columns: [column] } = onSharedMemory({ name: "a", columns: [Int32Array.of(1, 2)] });
 * assert.deepEqual([[...column], column.buffer instanceof SharedArrayBuffer], [[1, 2], true]);
 * ```
 */
export function onSharedMemory<T>(value: T): T {
  return shared(value) as T;
}

function shared(value: unknown): unknown {
  if (value instanceof Float64Array) return copied(value, Float64Array);
  if (value instanceof Float32Array) return copied(value, Float32Array);
  if (value instanceof Int32Array) return copied(value, Int32Array);
  if (value instanceof Uint8Array) return copied(value, Uint8Array);
  if (Array.isArray(value)) return value.map(shared);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shared(inner)]));
}

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

function copied<T extends Numbers>(values: T, Column: new (buffer: SharedArrayBuffer) => T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const column = new Column(new SharedArrayBuffer(values.byteLength));
  column.set(values);
  return column;
}
