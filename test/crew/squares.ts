/**
 * A program for tests: squares of task numbers, each a column, and in a column on shared memory.
 *
 * @module
 */

/** What it takes in. */
export interface Setup {
  /** Where each square is written. */
  readonly shared: Float64Array;
  /** A task that fails. */
  readonly broken?: number;
}

/** Begins squaring. */
export function begin({ shared, broken }: Setup): (task: number) => { readonly square: Float64Array } {
  return (task) => {
    if (task === broken) throw new RangeError(`${task} is not to be squared`);
    shared[task] = task * task;
    return { square: Float64Array.of(task, task * task) };
  };
}
