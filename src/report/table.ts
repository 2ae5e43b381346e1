/**
 * Tables of rows that begin with their name.
 *
 * @module
 */

import { type Content, type Html, html } from "./html.ts";
import { scrolling } from "./sections/section.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly head: Content;
  readonly cell: (row: Row, index: number) => Content;
  /** Whether it holds numbers, which stand to the right. */
  readonly number?: boolean;
}

/** How a table stands in the page. */
export interface TableOptions {
  /** What is said above it; by default its name, for those who do not see it. */
  readonly caption?: Content;
  /** Whether it is as wide as the page. @default {true} */
  readonly full?: boolean;
}

const MANY_COLUMNS = 7; // more stand closer together

/** Writes a table that scrolls sideways where it is too wide; its first column is the name of each row. */
export function table<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { caption, full = true }: TableOptions = {},
): Html {
  const width = (full ? "full" : "") + (columns.length > MANY_COLUMNS ? " tight" : "");
  const mark = ({ number = false }: Column<Row>) => number ? "number" : "";
  const [first, ...rest] = columns;
  return scrolling(
    name,
    html`
      <table class="${width}">
        <caption class="${caption === undefined ? "unseen" : ""}">${caption ?? name}</caption>
        <thead>
          <tr>${columns.map((column) =>
            html`
              <th scope="col" class="${mark(column)}">${column.head}</th>
            `
          )}</tr>
        </thead>
        <tbody>${rows.map((row, i) =>
          html`
            <tr>
              <th scope="row">${first.cell(row, i)}</th>${rest.map((column) =>
                html`
                  <td class="${mark(column)}">${column.cell(row, i)}</td>
                `
              )}</tr>
          `
        )}</tbody>
      </table>
    `,
  );
}
