/**
 * A team of threads that do rounds of short tasks together, this thread among them.
 *
 * A crew's threads are given their tasks by message, which takes longer than a short task itself. A team's threads watch
 * one word of shared memory instead, so that a round of a few milliseconds is worth sharing.
 *
 * @module
 */

import { DISMISSED, doTasksOf, type FromMember, LOOKS, type Task, type ToMember, WORDS } from "./rounds.ts";

/** What a team does. */
export interface Duty<Setup> {
  /** What it is, for messages: `train an LSTM`. */
  readonly purpose: string;
  /** The file that a thread runs, which joins with `begin`. */
  readonly file: URL;
  /** Takes in what a thread needs and makes the function that does a task of a round. */
  readonly begin: (setup: Setup) => Task;
}

/** Threads that stand ready. */
export interface Team {
  /**
   * Does tasks 0 to `nTasks - 1`, on whichever thread comes first, and returns when all are done. Blocks this thread.
   *
   * @param kind What kind of round, for the tasks; from 0.
   * @throws {Error} If a task fails or a thread stops answering.
   */
  round(kind: number, nTasks: number): void;
  /** Sends the threads home. */
  dismiss(): void;
}

/** How long a thread may be silent, in milliseconds. */
const PATIENCE = 3_600_000;

/**
 * Assembles a team.
 *
 * @param setups What each thread takes in, the first one for this thread; whatever is in the others must be possible to
 *   clone, and what threads share has to be shared memory.
 * @throws {Error} If a thread does not start.
 */
export async function assemble<Setup>(duty: Duty<Setup>, setups: readonly Setup[]): Promise<Team> {
  const words = new Int32Array(new SharedArrayBuffer(4 * Object.keys(WORDS).length));
  const [own, ...others] = setups;
  const threads: Worker[] = [];
  let perform: Task;
  try {
    await Promise.all(others.map((setup) => {
      const { thread, ready } = enlist(duty, setup, words);
      threads.push(thread);
      return ready;
    }));
    perform = duty.begin(own);
  } catch (error) {
    for (const thread of threads) thread.terminate();
    throw error;
  }

  return {
    round(kind, nTasks) {
      if (threads.length === 0 || nTasks < 2) {
        for (let task = 0; task < nTasks; task++) perform(kind, task);
        return;
      }
      Atomics.store(words, WORDS.kind, kind);
      Atomics.store(words, WORDS.nTasks, nTasks);
      Atomics.store(words, WORDS.next, 0);
      Atomics.store(words, WORDS.nBusy, threads.length);
      start(words);
      doTasksOf(words, kind, perform);
      awaitOthers(words, duty.purpose);
    },
    dismiss() {
      Atomics.store(words, WORDS.kind, DISMISSED);
      start(words);
      for (const thread of threads) thread.terminate();
    },
  };
}

function start(words: Int32Array): void {
  Atomics.add(words, WORDS.round, 1);
  Atomics.notify(words, WORDS.round);
}

function enlist<Setup>({ purpose, file }: Duty<Setup>, setup: Setup, words: Int32Array) {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const thread = new Worker(file, { type: "module" });
  const fail = (why: string) => reject(new Error(`Cannot ${purpose}: a thread failed: ${why}`));
  thread.onmessage = ({ data }: MessageEvent<FromMember>) =>
    "failure" in data ? fail(data.failure) : resolve();
  thread.onerror = (event) => {
    event.preventDefault();
    fail(event.message);
  };
  const message: ToMember<Setup> = { setup, words };
  thread.postMessage(message);
  return { thread, ready };
}

function awaitOthers(words: Int32Array, purpose: string): void {
  for (let look = 0; look < LOOKS; look++) {
    if (Atomics.load(words, WORDS.nBusy) === 0) break;
  }
  for (let nBusy = Atomics.load(words, WORDS.nBusy); nBusy !== 0; nBusy = Atomics.load(words, WORDS.nBusy)) {
    if (Atomics.wait(words, WORDS.nBusy, nBusy, PATIENCE) === "timed-out") {
      throw new Error(`Cannot ${purpose}: a thread has not answered for ${PATIENCE / 1000} seconds`);
    }
  }
  if (Atomics.load(words, WORDS.failed) !== 0) {
    throw new Error(`Cannot ${purpose}: a thread failed in the middle of its work`);
  }
}
