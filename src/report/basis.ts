/**
 * Price bases in words.
 *
 * @module
 */

import type { PriceBasis } from "~/core/mod.ts";

/** What prices of a basis are. */
export const BASIS_TEXT: Readonly<Record<PriceBasis, string>> = {
  raw: "as published",
  split: "adjusted for splits",
  total: "adjusted for splits and dividends",
};
