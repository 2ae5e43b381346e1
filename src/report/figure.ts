/**
 * What a figure is: a Plotly specification as plain data, and what it shows in one sentence.
 *
 * @module
 */

/** A Plotly figure and its text alternative. JSON-safe; `NaN` becomes `null`, which Plotly draws as a gap. */
export interface Figure {
  /** Plotly traces. */
  readonly data: readonly Readonly<Record<string, unknown>>[];
  /** Plotly layout; its `height` is the one the figure was made for, CSS pixels. */
  readonly layout: Readonly<Record<string, unknown>> & { readonly height: number };
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
}

/**
 * Makes a name safe in Plotly's texts, which read a little HTML (`<b>`, `<a href>`).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(plotText("a<b> & c"), "a&lt;b&gt; &amp; c");
 * ```
 */
export function plotText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
