/**
 * The classes: what was predicted against what came.
 *
 * @module
 */

import { CLASSES, type Label } from "~/core/mod.ts";
import type { Scores } from "~/evaluation/mod.ts";
import { type Html, html } from "../html.ts";
import { table } from "../table.ts";
import { CLASS_MARKS } from "../theme.ts";
import type { Words } from "../words/words.ts";
import { absent, type Page, scrolling, type Section } from "./section.ts";

/** Writes the confusion matrix and the scores by class of one model. */
export function classesSection(scores: Scores | undefined, { words }: Page): Section {
  const { classes: text } = words;
  return {
    id: "classes",
    heading: text.heading,
    body: scores === undefined ? absent(text.none) : html`
      <div class="pair">${confusionTable(scores, words)}${classTable(scores, words)}</div>
    `,
  };
}

/** A class as word and mark, in its colour. */
export function classText(label: Label, { classes: { names } }: Words): Html {
  return html`<span class="class ${label}"><span aria-hidden="true">${CLASS_MARKS[label].text}</span> ${
    names[label]
  }</span>`;
}

function confusionTable({ name, classification: { confusion } }: Scores, words: Words): Html {
  const { classes: text, format } = words;
  return scrolling(
    text.confusion,
    html`
      <table class="confusion">
        <caption>${text.confusionCaption(name)}</caption>
        <thead>
          <tr><td></td>${CLASSES.map((label) =>
            html`<th scope="col"><span class="count">${text.said}</span> ${classText(label, words)}</th>`
          )}</tr>
        </thead>
        <tbody>${CLASSES.map((truth, i) => {
          const total = confusion[i].reduce((sum, count) => sum + count, 0);
          return html`
            <tr><th scope="row"><span class="count">${text.was}</span> ${classText(
              truth,
              words,
            )}</th>${confusion[i].map((count, j) => {
              const share = total === 0 ? null : count / total;
              return html`<td class="${i === j ? "right" : ""}" style="--share:${(share ?? 0).toFixed(3)}">${
                format.percent(share, 0)
              }<span class="count">${format.count(count)}</span></td>`;
            })}</tr>
          `;
        })}</tbody>
      </table>
    `,
  );
}

function classTable({ classification: { byClass } }: Scores, words: Words): Html {
  const { classes: { table: name, tableCaption: caption, columns }, format } = words;
  return table<Label>(
    name,
    [
      { head: columns.name, cell: (label) => classText(label, words) },
      { head: columns.precision, number: true, cell: (label) => format.percent(byClass[label].precision) },
      { head: columns.recall, number: true, cell: (label) => format.percent(byClass[label].recall) },
      { head: columns.f1, number: true, cell: (label) => format.number(byClass[label].f1, 3) },
      { head: columns.came, number: true, cell: (label) => format.count(byClass[label].support) },
      { head: columns.said, number: true, cell: (label) => format.count(byClass[label].predicted) },
    ],
    CLASSES,
    { caption, full: false },
  );
}
