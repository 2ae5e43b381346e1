/**
 * A part of the page under its own heading.
 *
 * @module
 */

import { type Content, type Html, html } from "../html.ts";
import type { Words } from "../words/words.ts";

/** What every section needs to know of the page it stands in. */
export interface Page {
  readonly words: Words;
  /** Whether figures bring their data along, for the page's script. */
  readonly interactive: boolean;
}

/** One entry of the page's table of contents and what stands under it. */
export interface Section {
  /** Anchor. */
  readonly id: string;
  readonly heading: string;
  readonly body: Html;
}

/** Lets a wide table scroll sideways inside the page, by keyboard too. */
export function scrolling(label: string, table: Html): Html {
  return html`
    <div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>
  `;
}

/** Name and value pairs. */
export function facts(pairs: readonly (readonly [name: string, value: Content])[]): Html {
  return html`
    <dl>${pairs.map(([name, value]) =>
      html`
        <dt>${name}</dt>
        <dd>${value}</dd>
      `
    )}</dl>
  `;
}

/** A paragraph that says why something is missing, where it would have stood. */
export function absent(sentence: string): Html {
  return html`
    <p class="quiet">${sentence}</p>
  `;
}

/** Sentences as a list. */
export function list(sentences: readonly Content[]): Html {
  return html`
    <ul>${sentences.map((sentence) =>
      html`
        <li>${sentence}</li>
      `
    )}</ul>
  `;
}
