/**
 * The one look of every figure and of the page around it: colours by role, light and dark.
 *
 * Hues are from Okabe and Ito's colour-blind safe set, darkened or lightened until they read as text on their paper;
 * shape or dash always says the same as colour.
 *
 * @module
 */

import type { Label } from "~/core/mod.ts";
import type { Figure } from "./figure.ts";
import type { Words } from "./words/words.ts";

/** A colour on light and on dark paper, `#rrggbb`. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** Colours by what they are for. Figures are drawn with the light ones; every light colour occurs once. */
export const TONES = {
  paper: { light: "#ffffff", dark: "#14191f" },
  ink: { light: "#1b2530", dark: "#e5e9ed" },
  muted: { light: "#586573", dark: "#9ba7b3" },
  grid: { light: "#e2e6ea", dark: "#2d363f" },
  wash: { light: "#f4f6f8", dark: "#1c232b" },
  blue: { light: "#0067a5", dark: "#5db3ee" },
  vermilion: { light: "#bf4a08", dark: "#f29155" },
  grey: { light: "#77828e", dark: "#8994a0" },
  green: { light: "#00785f", dark: "#3fc3a1" },
  purple: { light: "#94477f", dark: "#d996c6" },
  ochre: { light: "#8a6400", dark: "#dcb544" },
} as const satisfies Readonly<Record<string, Tone>>;

/** The colour of each class. */
export const CLASS_TONES: Readonly<Record<Label, Tone>> = {
  sell: TONES.vermilion,
  hold: TONES.grey,
  buy: TONES.blue,
};

/** The mark of each class, in text and as a Plotly symbol. */
export const CLASS_MARKS = {
  sell: { text: "▼", symbol: "triangle-down" },
  hold: { text: "○", symbol: "circle-open" },
  buy: { text: "▲", symbol: "triangle-up" },
} as const satisfies Readonly<Record<Label, { readonly text: string; readonly symbol: string }>>;

/** Fonts that are already on the reader's machine. */
export const FONT_FAMILY = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

/** Colours of lines, the first for the model. */
const LINE_TONES: readonly Tone[] = [
  TONES.blue,
  TONES.vermilion,
  TONES.green,
  TONES.purple,
  TONES.ochre,
  TONES.grey,
];
const DASHES = ["dash", "dot", "dashdot", "longdash"];

type Attributes = Readonly<Record<string, unknown>>;

const AXIS = {
  gridcolor: TONES.grid.light,
  zeroline: false,
  linecolor: TONES.muted.light,
  tickfont: { color: TONES.muted.light },
};

/** The line of the i-th of several, the first one heavier; those that are only to compare with are dashed. */
export function lineOf(index: number, nDashed: number, isDashed: boolean): Attributes {
  return {
    color: LINE_TONES[index % LINE_TONES.length].light,
    width: index === 0 ? 2.6 : 1.6,
    dash: isDashed ? DASHES[nDashed % DASHES.length] : "solid",
  };
}

/** The bars of the i-th of several: the first full, others hollow. */
export function barOf(index: number): Attributes {
  const { light } = LINE_TONES[index % LINE_TONES.length];
  return { color: index === 0 ? light : TONES.paper.light, line: { color: light, width: 1.5 } };
}

/** The name of an axis. */
export function axisTitle(text: string): Attributes {
  return { text, font: { size: 12, color: TONES.muted.light }, standoff: 10 };
}

/** An axis of days, whose ticks and hover text are written as the language does. */
export function dateAxis({ lang, format }: Words): Attributes {
  const stops = [
    { dtickrange: ["M12", null], value: "%Y" }, // the first that fits is used
    { dtickrange: ["M1", "M12"], value: "%m/%Y" },
    { dtickrange: [null, "M1"], value: "%d/%m\n%Y" },
  ];
  return {
    type: "date",
    hoverformat: format.plotlyDate,
    ...(lang === "pt" ? { tickformatstops: stops } : {}), // Plotly's own names of months are English
  };
}

/** Another axis beside those of {@link houseLayout}. */
export function houseAxis(attributes: Attributes): Attributes {
  return { ...AXIS, ...attributes };
}

/** Space for the longest of some names to the left of an axis, CSS pixels. */
export function nameMargin(names: readonly string[]): number {
  return 20 + 7.2 * Math.max(0, ...names.map((name) => name.length));
}

/** A Plotly layout in the house look; `axes` and `rest` say what this figure needs besides. */
export function houseLayout(
  { format }: Words,
  axes: { readonly x: Attributes; readonly y: Attributes },
  rest: Attributes & { readonly height: number },
): Figure["layout"] {
  return {
    font: { family: FONT_FAMILY, size: 12, color: TONES.ink.light },
    separators: format.separators,
    paper_bgcolor: TONES.paper.light,
    plot_bgcolor: TONES.paper.light,
    margin: { l: 52, r: 12, t: 34, b: 34 },
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1, yanchor: "bottom" },
    hoverlabel: {
      bgcolor: TONES.wash.light,
      bordercolor: TONES.grid.light,
      font: { color: TONES.ink.light },
    },
    xaxis: houseAxis({ showgrid: false, ...axes.x }),
    yaxis: houseAxis(axes.y),
    ...rest,
  };
}
