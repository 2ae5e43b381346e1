/**
 * Figure: how an evaluation is cut in time.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import type { FoldBlock, FoldRole } from "~/dataset/mod.ts";
import type { Figure } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, dateAxis, houseLayout, type Tone, TONES } from "../theme.ts";
import { type Words, wordsOf } from "../words/words.ts";

/** Colour of each role and the thickness of its line, CSS pixels; what is tested is the thickest. */
const LINES: Readonly<Record<FoldRole, { readonly tone: Tone; readonly width: number }>> = {
  train: { tone: TONES.blue, width: 9 },
  purge: { tone: TONES.vermilion, width: 5 },
  embargo: { tone: TONES.ochre, width: 3 },
  validation: { tone: TONES.purple, width: 12 },
  test: { tone: TONES.green, width: 15 },
};

/**
 * Draws each fold as a line through time, the first on top: what is learned from, left out and tested on.
 *
 * @param folds Blocks of each fold, of walk-forward or of combinatorial ones.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const block = { firstSession: 18000, lastSession: 18009, nSessions: 8, nSamples: 80 };
 * const { alt } = foldsFigure([[{ ...block, role: "train" }, { ...block, role: "test" }]]);
 * assert.equal(alt, "1 fold: fold 1 learns from 80 samples and is tested on 80");
 * ```
 */
export function foldsFigure(folds: readonly (readonly FoldBlock[])[], lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { folds: text } = words;
  const roles = Object.keys(LINES) as FoldRole[];
  return {
    data: roles.filter((role) => folds.flat().some((block) => block.role === role)).map((role) => {
      const points = folds.flatMap((blocks, f) =>
        blocks.filter((block) => block.role === role).flatMap((block) => pointsOf(block, f + 1, text))
      );
      return {
        type: "scatter",
        mode: "lines",
        name: text.roles[role],
        x: points.map(({ date }) => date),
        y: points.map(({ fold }) => fold),
        text: points.map(({ text }) => text),
        line: { color: LINES[role].tone.light, width: LINES[role].width },
        connectgaps: false,
        hovertemplate: `${text.hover(text.roles[role], "%{text}")}<extra></extra>`,
      };
    }),
    layout: houseLayout(
      words,
      {
        x: dateAxis(words),
        y: { title: axisTitle(text.fold), range: [folds.length + 0.6, 0.4], dtick: tick(folds.length) },
      },
      { height: 110 + 24 * folds.length, margin: { l: 52, r: 12, t: 40, b: 34 } },
    ),
    alt: text.alt(
      folds.map((blocks, f) => text.altFold(f + 1, samplesOf(blocks, "train"), samplesOf(blocks, "test"))),
    ),
  };
}

/** A line's two ends and the gap to the next one; a block of one session is a day long. */
function pointsOf(
  { firstSession, lastSession, nSessions, nSamples }: FoldBlock,
  fold: number,
  words: Words["folds"],
) {
  const text = words.block(nSamples, nSessions);
  const ends = [firstSession, lastSession + 1].map((session) => formatSession(session));
  return [...ends.map((date) => ({ date, fold, text })), { date: null, fold: null, text: "" }];
}

function samplesOf(blocks: readonly FoldBlock[], role: FoldRole): number {
  return blocks.filter((block) => block.role === role).reduce((sum, block) => sum + block.nSamples, 0);
}

/** Every fold's number while there is space for it. */
function tick(nFolds: number): number {
  return Math.max(1, Math.ceil(nFolds / 30));
}
