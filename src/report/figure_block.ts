/**
 * A figure inside the page: a still picture for wide and narrow screens and, where scripts run, a live one.
 *
 * @module
 */

import type { Figure } from "./figure.ts";
import { type Content, type Html, html } from "./html.ts";
import { renderSvg } from "./svg.ts";
import { TONES } from "./theme.ts";

/** How a figure stands in the page. */
export interface FigureBlockOptions {
  readonly caption: Content;
  /** Width on a wide screen, CSS pixels. */
  readonly width?: number;
  /** Whether the figure's data travels along, for the page's script. */
  readonly interactive: boolean;
}

const FULL_WIDTH = 880;
const NARROW_WIDTH = 350;

/** Writes a figure with its caption and text alternative. */
export async function figureBlock(
  figure: Figure,
  { caption, width = FULL_WIDTH, interactive }: FigureBlockOptions,
): Promise<Html> {
  const { height } = figure.layout;
  const wide = await renderSvg(figure, { width, height });
  const narrow = await renderSvg(figure, { width: NARROW_WIDTH, height });
  const spec = JSON.stringify({ data: figure.data, layout: figure.layout }).replaceAll("<", "\\u003c");
  return html`
    <figure>
    <div class="still wide" role="img" aria-label="${figure.alt}">${themed(wide)}</div>
    <div class="still narrow" role="img" aria-label="${figure.alt}">${themed(narrow)}</div>
    ${interactive
      ? html`<div class="live" role="img" aria-label="${figure.alt}"></div>
<script type="application/json">${{ markup: spec }}</script>`
      : null}
    <figcaption>${caption}</figcaption>
    </figure>
  `;
}

/** Lets a drawn figure follow the page's theme: its colours become the page's variables. */
function themed(svg: string): Html {
  return {
    markup: svg.replace(/(?<=: )rgb\((\d+), (\d+), (\d+)\)/g, (color) => VARIABLES.get(color) ?? color),
  };
}

const VARIABLES = new Map(
  Object.entries(TONES).map(([name, { light }]) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(light.slice(at, at + 2), 16));
    return [`rgb(${red}, ${green}, ${blue})`, `var(--${name})`];
  }),
);
