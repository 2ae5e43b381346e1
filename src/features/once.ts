/**
 * What several features have in common, computed once.
 *
 * @module
 */

/**
 * A function that is evaluated once for each object it is given; the objects must not change afterwards. Columns made for
 * an object that outlives one ticker, as the market does, are to be made in lasting memory.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * let calls = 0;
 * const total = once((x: Float64Array) => (calls++, x.reduce((a, b) => a + b)));
 * const x = Float64Array.of(1, 2);
 * assert.deepEqual([total(x), total(x), calls], [3, 3, 1]);
 * ```
 */
export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}

/** As {@link once}, for keys that are numbers or strings; what was made is kept as long as the function. */
export function onceEach<Key extends number | string, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}
