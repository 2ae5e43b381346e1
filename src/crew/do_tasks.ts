/**
 * Doing numbered tasks, on this thread or by a crew of others.
 *
 * @module
 */

import { giveWay } from "./give_way.ts";
import type { FromThread, ToThread } from "./serve.ts";

/** What a crew runs. */
export interface Program<Setup, Result> {
  /** What it does, for messages: `grow trees`. */
  readonly purpose: string;
  /** The file that a thread runs, which serves `begin`. */
  readonly file: URL;
  /** Takes in what all tasks of a thread need and makes the function that does one. */
  readonly begin: (setup: Setup) => (task: number) => Result;
}

/** How to go about it. */
export interface DoOptions {
  /** Stops between tasks. */
  readonly signal?: AbortSignal;
  /** Told the share of tasks done, after each. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Does tasks 0 to `nTasks - 1`. Which thread does a task and when is left to chance; a program whose tasks depend on
 * their number alone comes to the same for any number of threads.
 *
 * @param setups What each thread takes in, one a thread; one alone stays on this thread and gives way to others between
 *   tasks. Whatever is in them must be possible to clone, unless there is one.
 * @param onResult Told what each task came to, in any order.
 * @throws {Error} If a thread fails; the signal's reason if it is aborted; what a listener throws.
 */
export async function doTasks<Setup, Result>(
  program: Program<Setup, Result>,
  setups: readonly Setup[],
  nTasks: number,
  onResult: (result: Result, task: number) => void,
  { signal, onProgress }: DoOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  let nDone = 0;
  const isDone = (result: Result, task: number) => {
    onResult(result, task);
    nDone++;
    onProgress?.(nDone / nTasks);
    return nDone === nTasks;
  };
  if (setups.length > 1) return await doByThreads(program, setups, nTasks, isDone, signal);
  const perform = program.begin(setups[0]);
  for (let task = 0; task < nTasks; task++) {
    isDone(perform(task), task);
    await giveWay();
    signal?.throwIfAborted();
  }
}

async function doByThreads<Setup, Result>(
  { purpose, file }: Program<Setup, Result>,
  setups: readonly Setup[],
  nTasks: number,
  isDone: (result: Result, task: number) => boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string) => reject(new Error(`Cannot ${purpose}: a worker failed: ${why}`));
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort);

  let nGiven = 0;
  const crew = setups.slice(0, nTasks).map((setup) => {
    const thread = new Worker(file, { type: "module" });
    const send = (message: ToThread<Setup>) => thread.postMessage(message);
    thread.onmessage = ({ data }: MessageEvent<FromThread<Result>>) => {
      if ("failure" in data) return fail(data.failure);
      if (nGiven < nTasks) send({ task: nGiven++ });
      try {
        if (isDone(data.result, data.task)) resolve();
      } catch (error) {
        reject(error);
      }
    };
    thread.onerror = (event) => {
      event.preventDefault();
      fail(event.message);
    };
    send({ setup });
    send({ task: nGiven++ });
    return thread;
  });
  try {
    if (nTasks > 0) await finished;
  } finally {
    for (const thread of crew) thread.terminate();
    signal?.removeEventListener("abort", abort);
  }
}
