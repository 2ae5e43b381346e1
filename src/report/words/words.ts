/**
 * What figures and pages say, by language.
 *
 * @module
 */

import type { Lang } from "../lang.ts";
import { EN } from "./en.ts";
import { PT } from "./pt.ts";

/** Everything that figures and pages say in one language; a text that a language lacks does not compile. */
export type Words = typeof EN;

const WORDS: Readonly<Record<Lang, Words>> = { en: EN, pt: PT };

/** The words of a language. */
export function wordsOf(lang: Lang): Words {
  return WORDS[lang];
}
