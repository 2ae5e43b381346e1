/**
 * A turn for whatever else waits on this thread.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";

/** Gives way to this thread's other work. */
export function giveWay(): Promise<void> {
  return setImmediate();
}
