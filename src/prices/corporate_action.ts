/**
 * Corporate actions: what changed the number of shares or took value out of a share, and how it is known.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";

/** What a company did. A `bonus` of 100 % or more is called a `split`; the tape cannot tell them apart. */
export type ActionKind = "split" | "grouping" | "bonus" | "dividend" | "interest" | "subscription" | "other";

/** Who says so: B3's feed, the marks and prices of the tape, or a person. */
export type ActionSource = "feed" | "tape" | "manual";

/** What the tape showed of an action. */
export interface ActionEvidence {
  /** What the price did: last close before over first open after, as published. */
  readonly observed: number;
  /** The step of the price in all that the ratio and a payment of the same day explain best. */
  readonly step: number;
  /** Posterior probability that the ratio is right within 1.2 %, 0 to 1. */
  readonly confidence: number;
}

/** Something that makes prices before and after `exSession` differ without anybody having earned or lost. */
export interface CorporateAction {
  /** Trading code. */
  readonly ticker: string;
  /** First session at the new price level. */
  readonly exSession: Session;
  /** What the company did. */
  readonly kind: ActionKind;
  /** Shares after for one share before: 2 for a two-for-one split, 0.1 for a ten-to-one grouping, 1 for payments. */
  readonly ratio: number;
  /** Payment as a fraction of the last price with the right to it, 0 where nothing was paid. */
  readonly payment: number;
  /** Who says so. */
  readonly source: ActionSource;
  /** Session at which it was known, `null` if that is not. */
  readonly asOf: Session | null;
  /** What the tape showed, for actions read off it. */
  readonly evidence?: ActionEvidence;
}

/** Kinds that change the number of shares. */
const SHARE_KINDS: readonly ActionKind[] = ["split", "grouping", "bonus"];

/** Whether an action changes the number of shares a holder has. */
export function changesShares({ kind }: CorporateAction): boolean {
  return SHARE_KINDS.includes(kind);
}

/** The kind of a change in the number of shares. */
export function kindOfRatio(ratio: number): "split" | "grouping" | "bonus" {
  if (ratio < 1) return "grouping";
  return ratio < 2 ? "bonus" : "split";
}
