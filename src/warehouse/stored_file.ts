/**
 * The files that a warehouse's quotes come from.
 *
 * @module
 */

import type { Finding } from "~/core/mod.ts";
import type { Grain } from "~/cotahist/mod.ts";

/** A file that quotes come from. */
export interface SourceFile {
  /** Name for people, for example `COTAHIST_A2016.ZIP`. */
  readonly name: string;
  /** Checksum of its bytes, hexadecimal. */
  readonly sha256: string;
  /** What it covers; asked for when all its quotes have come, for a ZIP only says so inside. */
  readonly grain: () => Grain;
  /** Which of its markets were kept. */
  readonly markets: "cash" | "all";
}

/** A file that was stored and what became of its records: `records = duplicates + superseded + stored`. */
export interface StoredFile {
  /** Name for people. */
  readonly name: string;
  /** Checksum of its bytes, hexadecimal. */
  readonly sha256: string;
  /** What it covers. */
  readonly grain: Grain;
  /** Which of its markets were kept. */
  readonly markets: "cash" | "all";
  /** Quotes in the file. */
  readonly records: number;
  /** Quotes left out because a later one in the same file has their key. */
  readonly duplicates: number;
  /** Quotes left out because the warehouse has their key from a file of a longer grain. */
  readonly superseded: number;
  /** Quotes of earlier files that gave way to this one's. */
  readonly replaced: number;
  /** Quotes that went in. */
  readonly stored: number;
  /** Trading days in the file. */
  readonly sessions: number;
}

/** What storing a file came to. */
export interface StoreResult extends StoredFile {
  /** What was noticed: `duplicate_quotes`. */
  readonly findings: readonly Finding[];
}
