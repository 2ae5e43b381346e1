/**
 * The thread's side: what a file does that a crew's threads run.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

/** What a thread is told: what all its tasks need, then tasks one by one. */
export type ToThread<Setup> = { readonly setup: Setup } | { readonly task: number };

/** What a thread answers: what a task came to, or why it came to nothing. */
export type FromThread<Result> =
  | { readonly task: number; readonly result: Result }
  | { readonly failure: string };

/**
 * Serves a program on this thread: its file calls this and nothing else. Typed arrays directly in a result are handed
 * over, not copied.
 */
export function serve<Setup, Result>(begin: (setup: Setup) => (task: number) => Result): void {
  let perform: (task: number) => Result;
  const answer = (message: FromThread<Result>, transfer: Transferable[] = []) => {
    self.postMessage(message, transfer);
  };
  self.onmessage = ({ data }: MessageEvent<ToThread<Setup>>) => {
    try {
      if ("setup" in data) perform = begin(data.setup);
      else {
        const result = perform(data.task);
        answer({ task: data.task, result }, buffersOf(result));
      }
    } catch (error) {
      answer({ failure: String(error) });
    }
  };
}

/** The buffers of a result's columns that are this thread's own. */
function buffersOf(result: unknown): ArrayBuffer[] {
  const buffers = Object.values(result ?? {}).filter(ArrayBuffer.isView).map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
