/**
 * The languages of figures and pages.
 *
 * @module
 */

/** English or Brazilian Portuguese. */
export type Lang = "en" | "pt";
