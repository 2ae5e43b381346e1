/**
 * What kinds of corporate action mean.
 *
 * @module
 */

import { type CorporateAction, SHARE_KINDS } from "~/core/mod.ts";

export type { ActionEvidence, ActionKind, ActionSource, CorporateAction } from "~/core/mod.ts";

/** Whether an action changes the number of shares a holder has. */
export function changesShares({ kind }: CorporateAction): boolean {
  return SHARE_KINDS.includes(kind);
}

/** The kind of a change in the number of shares. */
export function kindOfRatio(ratio: number): "split" | "grouping" | "bonus" {
  if (ratio < 1) return "grouping";
  return ratio < 2 ? "bonus" : "split";
}
