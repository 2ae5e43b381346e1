/**
 * Showing things in a notebook.
 *
 * @module
 */

import { display } from "./display.ts";
import type { Figure } from "./figure.ts";

interface Jupyter {
  display(item: unknown): Promise<void>;
}

/**
 * Shows figures and tables below the cell, in the order given; each is there when the promise is fulfilled.
 *
 * The value of a cell's last line would be shown, too, but the kernel may send it after it has said that the cell is
 * done, and whoever executes a notebook then misses it. Outside a notebook figures are drawn and nothing is shown.
 *
 * @param items Figures, or whatever Jupyter can show, such as a data frame.
 */
export async function show(...items: readonly (Figure | object)[]): Promise<void> {
  const jupyter = notebook();
  for (const item of items) {
    const shown = isFigure(item) ? await display(item) : item;
    await jupyter?.display(shown);
  }
}

function isFigure(item: object): item is Figure {
  return "data" in item && "layout" in item && "alt" in item;
}

/** The notebook this runs in, if it does: asking elsewhere throws. */
function notebook(): Jupyter | undefined {
  try {
    return Reflect.get(Deno, "jupyter");
  } catch {
    return undefined;
  }
}
