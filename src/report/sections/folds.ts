/**
 * The folds: what was learned from, and what it was tested on.
 *
 * @module
 */

import type { FoldRanges } from "~/evaluation/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { foldsFigure } from "../figures/folds.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { absent, type Page, type Section } from "./section.ts";

/** Writes the folds as a table and, where their blocks are known, as a picture. */
export async function foldsSection(
  { folds, foldBlocks = [] }: ReportData,
  { words, interactive }: Page,
): Promise<Section> {
  const { folds: text } = words;
  const section = { id: "folds", heading: text.heading };
  if (folds.length === 0) return { ...section, body: absent(text.none) };
  return {
    ...section,
    body: html`
      <p>${text.explanation}</p>
      ${foldBlocks.length === 0 ? null : await figureBlock(foldsFigure(foldBlocks, words.lang), {
        caption: text.figureCaption,
        interactive,
      })}${foldTable(folds, words)}
    `,
  };
}

function foldTable(folds: readonly FoldRanges[], { folds: text, page, format }: Words): Html {
  const validated = folds.some(({ validation }) => validation !== null);
  const kinds = validated ? ["train", "validation", "test"] as const : ["train", "test"] as const;
  return table<FoldRanges>(
    text.table,
    [
      { head: text.fold, cell: (_, i) => i + 1 },
      ...kinds.flatMap((kind) => [
        {
          head: text.titles[kind],
          cell: ({ [kind]: range }: FoldRanges) =>
            range === null ? "–" : page.range(range.firstSession, range.lastSession),
        },
        {
          head: html`<span class="unseen">${text.roles[kind]} </span>${text.samples}`,
          number: true,
          cell: ({ [kind]: range }: FoldRanges) => range === null ? "–" : format.count(range.nSamples),
        },
      ]),
    ],
    folds,
    { caption: text.caption },
  );
}
