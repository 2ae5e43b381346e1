/**
 * HTML as a template that escapes: text cannot become markup by accident.
 *
 * @module
 */

/** Markup that is already safe. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: text is escaped, markup is not, lists are joined, `null` is nothing. */
export type Content = string | number | Html | null | readonly Content[];

/**
 * Builds markup from a template, escaping every value that is not markup itself; in attributes too, if quoted.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const name = `<script>"`;
 * assert.equal(html`<b title="${name}">${[1, html`<i></i>`]}</b>`.markup, '<b title="&lt;script&gt;&quot;">1<i></i></b>');
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { markup: strings.map((text, i) => text + (i < values.length ? markupOf(values[i]) : "")).join("") };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function markupOf(value: Content): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.replace(/[&<>"']/g, (character) => ENTITIES[character]);
  return "markup" in value ? value.markup : value.map(markupOf).join("");
}

/** Program text for a `<script>` element: no string or pattern in it can end the element early; it runs the same. */
export function scriptText(code: string): Html {
  return { markup: code.replace(/<(?=\/script|!--)/gi, "\\x3c") };
}
