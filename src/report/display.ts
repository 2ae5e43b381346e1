/**
 * Figures in notebooks.
 *
 * @module
 */

import type { Figure } from "./figure.ts";
import { renderSvg, type Size } from "./svg.ts";

/** What a notebook cell may end with: Jupyter asks it for its forms by MIME type and shows the best it can. */
export type Displayable = { readonly [key: symbol]: () => Readonly<Record<string, unknown>> };

/**
 * Prepares a figure for a notebook: interactive where Plotly's type is known, an SVG elsewhere, a sentence in a
 * terminal.
 *
 * @param size Of the SVG; by default 880 pixels wide and as high as the figure was made for.
 *
 * @example The last expression of a cell
 * ```ts
 * import assert from "node:assert/strict";
 * import { importanceFigure } from "~/report/mod.ts";
 * const shown = await display(importanceFigure([{ feature: "momentum_12_1", value: 0.3 }]));
 * const forms = shown[Symbol.for("Jupyter.display")]();
 * assert.equal(forms["text/plain"], "Feature importances, greatest first: momentum_12_1 0.3000");
 * ```
 */
export async function display(
  figure: Figure,
  size: Size = { width: 880, height: figure.layout.height },
): Promise<Displayable> {
  const bundle = {
    "application/vnd.plotly.v1+json": { data: figure.data, layout: figure.layout },
    "image/svg+xml": await renderSvg(figure, size),
    "text/plain": figure.alt,
  };
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}
