/**
 * Findings: what was noticed about data or a result, for people and programs.
 *
 * @module
 */

import type { Session } from "./session.ts";

/** One observation about the data. An `error` is left out, a `warning` is used with care, `info` is for the record. */
export interface Finding {
  /** How much it matters. */
  readonly severity: "info" | "warning" | "error";
  /** Short stable name, for example `unexplained_jump`. */
  readonly kind: string;
  /** What was noticed, in a sentence. */
  readonly message: string;
  /** The ticker it is about, if it is about one. */
  readonly ticker?: string;
  /** The session it is about, if it is about one. */
  readonly session?: Session;
}
