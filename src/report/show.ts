/**
 * Showing things in a notebook.
 *
 * @module
 */

import { display, type Displayable } from "./display.ts";
import type { Figure } from "./figure.ts";

interface Jupyter {
  display(item: unknown): Promise<void>;
}

/** Time for the kernel to pass on what it was given, ms; usually it needs one or two. */
const UNDERWAY_MS = 100;

/**
 * Shows figures, tables and sentences below the cell, in the order given; each is there when the promise is fulfilled.
 *
 * The value of a cell's last line, and what is logged, would be shown, too, but the kernel passes things on later than it
 * takes them: it may say first that the cell is done, and whoever executes a notebook then misses them. So this waits for
 * a moment after the last item. Outside a notebook figures are drawn and nothing is shown.
 *
 * @param items Figures, text, or whatever Jupyter can show, such as a data frame.
 */
export async function show(...items: readonly (Figure | object | string)[]): Promise<void> {
  const jupyter = notebook();
  for (const item of items) {
    const shown = typeof item === "string" ? text(item) : isFigure(item) ? await display(item) : item;
    await jupyter?.display(shown);
  }
  if (jupyter) await new Promise((resolve) => setTimeout(resolve, UNDERWAY_MS));
}

function text(line: string): Displayable {
  return { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": line }) };
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
