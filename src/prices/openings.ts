/**
 * Where the tape says that something happened to the number of shares.
 *
 * @module
 */

import type { Quotes } from "~/core/mod.ts";

/** What a session's record of a ticker says that the one before did not. */
export interface Opening {
  /** Row of the quotes. */
  readonly row: number;
  /** The letters that opened: `B` (bonus, split), `G` (grouping), both, or none where only FATCOT changed. */
  readonly mark: "B" | "G" | "BG" | "";
  /** Whether a right to money or to other papers (D, J, R, S, X, C) opened with it. */
  readonly mayPay: boolean;
  /** Whether the letters were there a few sessions ago: marks flicker, so this is seldom another event. */
  readonly isRepeated: boolean;
}

/** Where openings are looked for. */
export interface OpeningOptions {
  /**
   * Whether letters open an event only on a new distribution number (DISMES). Without it every new letter does, and
   * flickering marks are told apart by the price alone.
   *
   * @default {true}
   */
  readonly useDistribution?: boolean;
}

const PAYING = ["D", "J", "R", "S", "X", "C"];

/** Rows after a mark in which the same letter is the same event: marks stay for about 8 sessions and flicker. */
const FLICKER = 15;

/**
 * Finds the rows at which ESPECI gains `B` or `G`, or FATCOT changes.
 *
 * @param quotes Quotes, one a ticker and session, sorted by ticker and session.
 * @see B3, "Séries Históricas: Layout", fields ESPECI, FATCOT and DISMES.
 */
export function findOpenings(quotes: Quotes, { useDistribution = true }: OpeningOptions = {}): Opening[] {
  const { ticker, specification, distribution, quotationFactor } = quotes;
  const openings: Opening[] = [];
  let lastSeen: Record<string, number> = {};
  for (let row = 0; row < quotes.length; row++) {
    const letters = markerLetters(specification[row]);
    if (row === 0 || ticker[row] !== ticker[row - 1]) lastSeen = {};
    else if (letters !== "" || quotationFactor[row] !== quotationFactor[row - 1]) {
      const before = markerLetters(specification[row - 1]);
      const gains = (letter: string) => letters.includes(letter) && !before.includes(letter);
      const isOpen = !useDistribution || distribution[row] !== distribution[row - 1];
      const isRescaled = quotationFactor[row] !== quotationFactor[row - 1];
      const marks = isOpen || isRescaled ? ["B", "G"].filter(gains) : [];
      if (isRescaled || marks.length > 0) {
        openings.push({
          row,
          mark: marks.join("") as Opening["mark"],
          mayPay: PAYING.some(gains),
          isRepeated: !useDistribution && !isRescaled && marks.length > 0 &&
            marks.some((letter) => row - lastSeen[letter] <= FLICKER),
        });
      }
    }
    for (const letter of letters) lastSeen[letter] = row;
  }
  return openings;
}

/** The letters of the corporate-action marker `E…` in columns 5 to 7 of a specification, for example `"JB"`. */
function markerLetters(specification: string): string {
  const marker = specification.slice(4, 7).trimEnd();
  return marker.startsWith("E") ? marker.slice(1) : "";
}
