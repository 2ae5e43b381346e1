/**
 * What kind of paper a quote is about.
 *
 * @module
 */

/** Kinds of paper; `right` is a subscription right, receipt or warrant. */
export type AssetClass = "share" | "unit" | "bdr" | "fund" | "right" | "index" | "other";

/** What tells a paper's kind, named as in `Quotes`. */
export interface Paper {
  /** CODISI, `""` if unknown. */
  readonly isin: string;
  /** CODBDI. */
  readonly board: string;
  /** ESPECI. */
  readonly specification: string;
  /** CODNEG. */
  readonly ticker: string;
}

/** By the kind of instrument in characters 7 to 9 of a Brazilian ISIN. */
const BY_ISIN: readonly (readonly [RegExp, AssetClass])[] = [
  [/^A.N$/, "share"],
  [/^(UNT|CDA)$/, "unit"],
  [/^BDR$/, "bdr"],
  [/^CTF$/, "fund"],
  [/^[DNR]\d\d$/, "right"],
  [/^IND$/, "index"],
];

/** By the first word of ESPECI. */
const BY_SPECIFICATION: readonly (readonly [RegExp, AssetClass])[] = [
  [/^(ON|PN|PR)/, "share"],
  [/^UNT/, "unit"],
  [/^(DR|BDR)/, "bdr"],
  [/^CI\b/, "fund"],
  [/^(DIR|REC|BNS)/, "right"],
  [/^IBO/, "index"],
];

/** By CODBDI and the ticker's number. */
const BY_CODE: readonly (readonly [RegExp, AssetClass])[] = [
  [/^(10|22)/, "right"],
  [/^(12|13)/, "fund"],
  [/^(34|35|36)/, "bdr"],
  [/^\d\d \D\w{3}[3-8]$/, "share"],
  [/^\d\d \D\w{3}3[2-9]$/, "bdr"],
];

/**
 * The kind of paper a cash quote is about: by its ISIN, or else by its specification, board and ticker.
 *
 * The board does not decide while there is an ISIN: a share in judicial recovery (CODBDI 08) stays a share,
 * and BDRs were on the round-lot board (02) until October 2022.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const oi = { isin: "BROIBRACNOR1", board: "08", specification: "ON      N1", ticker: "OIBR3" };
 * assert.equal(assetClass(oi), "share");
 * assert.equal(assetClass({ ...oi, isin: "" }), "share");
 * ```
 */
export function assetClass({ isin, board, specification, ticker }: Paper): AssetClass {
  return match(BY_ISIN, isin.slice(6, 9)) ?? match(BY_SPECIFICATION, specification) ??
    match(BY_CODE, `${board} ${ticker}`) ?? "other";
}

function match(rules: readonly (readonly [RegExp, AssetClass])[], text: string): AssetClass | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
