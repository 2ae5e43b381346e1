/**
 * The thread's side of a team.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { DISMISSED, doTasksOf, type FromMember, LOOKS, type Task, type ToMember, WORDS } from "./rounds.ts";

/** Joins a team on this thread: its file calls this and nothing else. It never comes back to other events. */
export function join<Setup>(begin: (setup: Setup) => Task): void {
  const answer = (message: FromMember) => self.postMessage(message);
  self.onmessage = ({ data: { setup, words } }: MessageEvent<ToMember<Setup>>) => {
    try {
      const perform = begin(setup);
      answer({ ready: true });
      serveRounds(words, perform);
    } catch (error) {
      answer({ failure: String(error) });
    }
  };
}

function serveRounds(words: Int32Array, perform: Task): void {
  for (let seen = 0;;) {
    seen = awaitRound(words, seen);
    const kind = Atomics.load(words, WORDS.kind);
    if (kind === DISMISSED) return;
    try {
      doTasksOf(words, kind, perform);
    } catch {
      Atomics.store(words, WORDS.failed, 1);
    }
    if (Atomics.sub(words, WORDS.nBusy, 1) === 1) Atomics.notify(words, WORDS.nBusy);
  }
}

/** Waits for another round than the one seen last. */
function awaitRound(words: Int32Array, seen: number): number {
  for (let look = 0; look < LOOKS; look++) {
    const round = Atomics.load(words, WORDS.round);
    if (round !== seen) return round;
  }
  Atomics.wait(words, WORDS.round, seen);
  return Atomics.load(words, WORDS.round);
}
