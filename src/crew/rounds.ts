/**
 * What a team and its threads have in common: the words they watch, what they say to each other, how tasks are taken.
 *
 * @module
 */

/** Does one task of a kind of round. */
export type Task = (kind: number, task: number) => void;

/** Words of shared memory that a team watches. */
export const WORDS = { round: 0, kind: 1, nTasks: 2, next: 3, nBusy: 4, failed: 5 } as const;

/** The kind of round that ends a thread. */
export const DISMISSED = -1;

/** How often a word is looked at before its thread sleeps: about a millisecond. */
export const LOOKS = 200_000;

/** What a thread is told once: what it needs, and the words to watch. */
export interface ToMember<Setup> {
  readonly setup: Setup;
  readonly words: Int32Array;
}

/** What a thread answers once: that it stands ready, or why it does not. */
export type FromMember = { readonly ready: true } | { readonly failure: string };

/** Does what tasks of a round are left, one by one. */
export function doTasksOf(words: Int32Array, kind: number, perform: Task): void {
  const nTasks = Atomics.load(words, WORDS.nTasks);
  for (
    let task = Atomics.add(words, WORDS.next, 1);
    task < nTasks;
    task = Atomics.add(words, WORDS.next, 1)
  ) {
    perform(kind, task);
  }
}
