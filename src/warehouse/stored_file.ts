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
  /** What else is known of it once all its quotes have come: what it covers, whether it was whole, and records that were not kept. */
  readonly summary: () => { readonly grain: Grain; readonly isWhole: boolean; readonly skipped: number };
  /** Which of its markets were kept. */
  readonly markets: "cash" | "all";
}

/** A file that was stored and what became of its records: `records = skipped + duplicates + superseded + stored`. */
export interface StoredFile {
  /** Name for people. */
  readonly name: string;
  /** Checksum of its bytes, hexadecimal. */
  readonly sha256: string;
  /** What it covers. */
  readonly grain: Grain;
  /** Which of its markets were kept. */
  readonly markets: "cash" | "all";
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
  /** Records in the file, of all markets. */
  readonly records: number;
  /** Records of markets that were not kept. */
  readonly skipped: number;
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
  /** What was noticed: `duplicate_quotes`, `disagreement`, `other_board`, `absent_quotes`. */
  readonly findings: readonly Finding[];
}
