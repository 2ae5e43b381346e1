/**
 * Figure: how an evaluation is cut in time.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import type { FoldBlock, FoldRole } from "~/dataset/mod.ts";
import type { Figure } from "../figure.ts";
import { formatCount } from "../format.ts";
import { axisTitle, houseLayout, type Tone, TONES } from "../theme.ts";

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
export function foldsFigure(folds: readonly (readonly FoldBlock[])[]): Figure {
  const roles = Object.keys(LINES) as FoldRole[];
  return {
    data: roles.filter((role) => folds.flat().some((block) => block.role === role)).map((role) => {
      const points = folds.flatMap((blocks, f) =>
        blocks.filter((block) => block.role === role).flatMap((block) => pointsOf(block, f + 1))
      );
      return {
        type: "scatter",
        mode: "lines",
        name: role,
        x: points.map(({ date }) => date),
        y: points.map(({ fold }) => fold),
        text: points.map(({ text }) => text),
        line: { color: LINES[role].tone.light, width: LINES[role].width },
        connectgaps: false,
        hovertemplate: `fold %{y}, ${role}: %{text}<extra></extra>`,
      };
    }),
    layout: houseLayout(
      {
        x: { type: "date" },
        y: { title: axisTitle("Fold"), range: [folds.length + 0.6, 0.4], dtick: tick(folds.length) },
      },
      { height: 110 + 24 * folds.length, margin: { l: 52, r: 12, t: 40, b: 34 } },
    ) as Figure["layout"],
    alt: `${folds.length} ${folds.length === 1 ? "fold" : "folds"}: ${
      folds.map((blocks, f) =>
        `fold ${f + 1} learns from ${samplesOf(blocks, "train")} samples and is tested on ` +
        samplesOf(blocks, "test")
      ).join(", ")
    }`,
  };
}

/** A line's two ends and the gap to the next one; a block of one session is a day long. */
function pointsOf({ firstSession, lastSession, nSessions, nSamples }: FoldBlock, fold: number) {
  const text = `${formatCount(nSamples)} samples of ${formatCount(nSessions)} sessions`;
  const ends = [firstSession, lastSession + 1].map((session) => formatSession(session));
  return [...ends.map((date) => ({ date, fold, text })), { date: null, fold: null, text: "" }];
}

function samplesOf(blocks: readonly FoldBlock[], role: FoldRole): string {
  return formatCount(
    blocks.filter((block) => block.role === role).reduce((sum, block) => sum + block.nSamples, 0),
  );
}

/** Every fold's number while there is space for it. */
function tick(nFolds: number): number {
  return Math.max(1, Math.ceil(nFolds / 30));
}
