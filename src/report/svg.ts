/**
 * Figures as SVG without a browser: Plotly drawing into a document that exists in memory only.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import type { Figure } from "./figure.ts";
import { plotlySource } from "./plotly.ts";

/** Size of a picture, CSS pixels. */
export interface Size {
  /** From left to right. */
  readonly width: number;
  /** From top to bottom. */
  readonly height: number;
}

interface Canvas {
  toImage(figure: unknown, options: Size & { format: "svg"; imageDataOnly: true }): Promise<string>;
}

interface Page {
  readonly Plotly: Canvas;
  readonly Math: { random: () => number };
  readonly JSON: JSON;
}

interface SvgElement {
  readonly textContent: string | null;
  readonly parentElement: SvgElement | null;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

let opened: Promise<Page> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a figure as one `<svg>` element.
 *
 * Needs no network. The same figure and size give the same string; ids inside are unique to a figure, so that several
 * may stand in one HTML page. Plotly is loaded at the first call (about half a second) and serves the whole process;
 * one figure is drawn at a time. Text widths are estimates, as nothing here knows fonts.
 *
 * @throws {RangeError} If a side is not a positive number.
 * @throws {TypeError} If the figure is not plain data.
 */
export function renderSvg(figure: Figure, size: Size): Promise<string> {
  if (!(size.width > 0 && size.height > 0)) {
    throw new RangeError(
      `Cannot draw a figure: width and height must be positive, found ${size.width} x ${size.height}`,
    );
  }
  const drawn = last.then(() => draw(figure, size));
  last = drawn.catch(() => {}); // a failed figure must not stop the next one
  return drawn;
}

async function draw({ data, layout }: Figure, { width, height }: Size): Promise<string> {
  const page = await (opened ??= openPage());
  const text = JSON.stringify({ data, layout: { ...layout, width, height } });
  const random = new Random(hash(text));
  page.Math.random = () => random.uniform(); // Plotly's ids come from here
  return await page.Plotly.toImage(page.JSON.parse(text), {
    format: "svg",
    imageDataOnly: true,
    width,
    height,
  });
}

/** A window with Plotly in it, and the few answers about layout that Plotly asks for. */
async function openPage(): Promise<Page> {
  // @ts-types="@types/jsdom"
  const { JSDOM, VirtualConsole } = await import("jsdom"); // a second to load, and only who draws needs it
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(),
  });
  Object.assign(window.Element.prototype, {
    getBoundingClientRect(this: SvgElement) {
      return rectOf(this);
    },
  });
  Object.assign(window.HTMLCanvasElement.prototype, { getContext: () => null });
  Object.assign(window.URL, { createObjectURL: () => "" });
  Object.defineProperty(window.navigator, "hardwareConcurrency", { value: 1 });
  window.eval(await plotlySource());
  return window as unknown as Page;
}

type Point = readonly [x: number, y: number];

/** The smallest rectangle around an element's texts; around itself if there is none inside. */
function rectOf(element: SvgElement) {
  const texts = [...element.querySelectorAll("text")];
  const corners = (texts.length === 0 ? [element] : texts).flatMap(cornersOf);
  const left = Math.min(...corners.map(([x]) => x));
  const top = Math.min(...corners.map(([, y]) => y));
  const right = Math.max(...corners.map(([x]) => x));
  const bottom = Math.max(...corners.map(([, y]) => y));
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
}

/** Where the corners of a text are likely to be, set in a sans-serif font. */
function cornersOf(text: SvgElement): Point[] {
  const fontSize = Number(/font-size: ([\d.]+)px/.exec(text.getAttribute("style") ?? "")?.[1] ?? 12);
  const lines = [...text.querySelectorAll("tspan.line")].map((line) => line.textContent ?? "");
  if (lines.length === 0) lines.push(text.textContent ?? "");
  const width = 0.64 * fontSize * Math.max(...lines.map((line) => line.length));
  const left = Number(text.getAttribute("x") ?? 0) -
    width * (ANCHORS[text.getAttribute("text-anchor") ?? ""] ?? 0);
  const top = Number(text.getAttribute("y") ?? 0) - fontSize; // from the baseline up
  const bottom = top + 1.3 * fontSize * lines.length;
  let corners: Point[] = [[left, top], [left + width, top], [left, bottom], [left + width, bottom]];
  for (let at: SvgElement | null = text; at !== null; at = at.parentElement) {
    corners = corners.map(transformer(at.getAttribute("transform") ?? ""));
  }
  return corners;
}

const ANCHORS: Readonly<Record<string, number>> = { middle: 0.5, end: 1 };

/** What a transform attribute does to a point, as far as Plotly writes them: a rotation, then a translation. */
function transformer(transform: string): (point: Point) => Point {
  const numbers = (name: string) =>
    new RegExp(`${name}\\(([^)]*)\\)`).exec(transform)?.[1].split(/[ ,]+/).map(Number) ?? [];
  const [dx = 0, dy = 0] = numbers("translate");
  const [angle = 0, cx = 0, cy = 0] = numbers("rotate");
  const cos = Math.cos(angle * Math.PI / 180);
  const sin = Math.sin(angle * Math.PI / 180);
  return ([x, y]) => [
    cx + (x - cx) * cos - (y - cy) * sin + dx,
    cy + (x - cx) * sin + (y - cy) * cos + dy,
  ];
}

/** A 32-bit hash of a text (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
