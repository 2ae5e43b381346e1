/**
 * The classes: what was predicted against what came.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import type { Scores } from "~/evaluation/mod.ts";
import { formatCount, formatNumber, formatPercent } from "../format.ts";
import { type Html, html } from "../html.ts";
import { CLASS_MARKS } from "../theme.ts";
import { absent, scrolling, type Section } from "./section.ts";

/** Writes the confusion matrix and the scores by class of one model. */
export function classesSection(scores: Scores | undefined): Section {
  return {
    id: "classes",
    heading: "Classes",
    body: scores === undefined
      ? absent("There is no confusion matrix: nothing was tested out of sample.")
      : html`
        <div class="pair">${confusionTable(scores)}${classTable(scores)}</div>
      `,
  };
}

/** A class as word and mark, in its colour. */
export function classText(label: typeof CLASSES[number]): Html {
  return html`<span class="class ${label}"><span aria-hidden="true">${
    CLASS_MARKS[label].text
  }</span> ${label}</span>`;
}

function confusionTable({ name, classification: { confusion } }: Scores): Html {
  return scrolling(
    "Confusion matrix",
    html`
      <table class="confusion">
        <caption>Confusion matrix of ${name}: samples, and of each true class the share given each answer. Outlined cells are right.</caption>
        <thead>
          <tr><td></td>${CLASSES.map((label) =>
            html`<th scope="col"><span class="count">said</span> ${classText(label)}</th>`
          )}</tr>
        </thead>
        <tbody>${CLASSES.map((truth, i) => {
          const total = confusion[i].reduce((sum, count) => sum + count, 0);
          return html`
            <tr><th scope="row"><span class="count">was</span> ${classText(truth)}</th>${confusion[i].map(
              (count, j) => {
                const share = total === 0 ? null : count / total;
                return html`<td class="${i === j ? "right" : ""}" style="--share:${
                  (share ?? 0).toFixed(3)
                }">${formatPercent(share, 0)}<span class="count">${formatCount(count)}</span></td>`;
              },
            )}</tr>
          `;
        })}</tbody>
      </table>
    `,
  );
}

function classTable({ classification: { byClass } }: Scores): Html {
  return scrolling(
    "Scores by class",
    html`
      <table>
        <caption>Of what was said, how much was right (precision); of what came, how much was found (recall).</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" class="number">Precision</th>
            <th scope="col" class="number">Recall</th>
            <th scope="col" class="number">F1</th>
            <th scope="col" class="number">Came</th>
            <th scope="col" class="number">Said</th>
          </tr>
        </thead>
        <tbody>${CLASSES.map((label) => {
          const { precision, recall, f1, support, predicted } = byClass[label];
          return html`
            <tr>
              <th scope="row">${classText(label)}</th>
              <td class="number">${formatPercent(precision)}</td>
              <td class="number">${formatPercent(recall)}</td>
              <td class="number">${formatNumber(f1, 3)}</td>
              <td class="number">${formatCount(support)}</td>
              <td class="number">${formatCount(predicted)}</td>
            </tr>
          `;
        })}</tbody>
      </table>
    `,
  );
}
