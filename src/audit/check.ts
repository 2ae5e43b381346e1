/**
 * What a check of the audit came to.
 *
 * @module
 */

/** One line of evidence, a row of a table: names and values. */
export type Evidence = Readonly<Record<string, string | number | null>>;

/** The result of one check. */
export interface Check {
  /** What was checked, in a word or two. */
  readonly name: string;
  /**
   * `leak`: something knew what it could not have known. `flagged`: nothing did, but a result does not mean what it
   * seems to. `skipped`: there was nothing to check it on; the summary says why.
   */
  readonly outcome: "pass" | "leak" | "flagged" | "skipped";
  /** What was found, in a sentence. */
  readonly summary: string;
  /** Evidence, the gravest first; all rows have the same names. */
  readonly evidence: readonly Evidence[];
}

/** Evidence shown at most where there is more of the same. */
export const MOST_EVIDENCE = 20;

/** Names that a sentence holds. */
const MOST_NAMES = 5;

/** The first few of some names, each once, for a sentence. */
export function firstOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.slice(0, MOST_NAMES).join(", ") +
    (distinct.length > MOST_NAMES ? ` and ${distinct.length - MOST_NAMES} more` : "");
}
