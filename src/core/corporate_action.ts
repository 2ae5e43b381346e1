/**
 * Corporate actions: what changed the number of shares or took value out of a share, and how it is known.
 *
 * @module
 */

import type { Session } from "./session.ts";

/** What a company may do. A `bonus` of 100 % or more is called a `split`; the tape cannot tell them apart. */
export const ACTION_KINDS = [
  "split",
  "grouping",
  "bonus",
  "dividend",
  "interest",
  "subscription",
  "other",
] as const;

/** What a company did. */
export type ActionKind = typeof ACTION_KINDS[number];

/** Kinds that change the number of shares. */
export const SHARE_KINDS: readonly ActionKind[] = ["split", "grouping", "bonus"];

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

/** Actions that a feed or a person lists, and what else they say by listing no more. */
export interface ActionFile {
  /** Name of the file. */
  readonly file: string;
  /** Whose they are. */
  readonly source: Exclude<ActionSource, "tape">;
  /** Of which company a feed lists all actions of which kinds; `null` for a person's file. */
  readonly covers: ActionCover | null;
  /** The actions, all of that source. */
  readonly actions: readonly CorporateAction[];
}

/** A company and the kinds of action of it that a feed lists all of. */
export interface ActionCover {
  /** First four letters of the company's codes. */
  readonly company: string;
  /** The kinds. */
  readonly kinds: readonly ActionKind[];
}
