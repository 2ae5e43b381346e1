/**
 * The Plotly library as text, from the package that is installed here.
 *
 * @module
 */

let source: Promise<string> | undefined;

/** Plotly's minified browser bundle (4.8 MB), read once. */
export function plotlySource(): Promise<string> {
  return source ??= Deno.readTextFile(new URL(import.meta.resolve("plotly.js-dist-min")));
}
