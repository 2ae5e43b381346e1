/**
 * Folds as text.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import type { FoldBlock, FoldRole } from "~/dataset/mod.ts";
import { table } from "./output.ts";

/** Folds as lines of text: a table of what each learns from, leaves out and is tested on. */
export function foldLines(folds: readonly (readonly FoldBlock[])[]): string[] {
  const rows = folds.map((blocks, f) => {
    const of = (role: FoldRole) => blocks.filter((block) => block.role === role);
    const samples = (role: FoldRole) => String(of(role).reduce((sum, { nSamples }) => sum + nSamples, 0));
    const range = (role: FoldRole) =>
      of(role).map(({ firstSession, lastSession }) =>
        `${formatSession(firstSession)} to ${formatSession(lastSession)}`
      ).join(", ") || "-";
    return [
      String(f + 1),
      ...[range("train"), samples("train"), samples("purge"), samples("embargo")],
      ...[range("validation"), samples("validation"), range("test"), samples("test")],
    ];
  });
  return table(
    ["fold", "train", "samples", "purged", "embargoed", "validation", "samples ", "test", "samples  "],
    rows,
  );
}
