/**
 * A fold's answers as a sealed file.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import type { LearningCurve } from "~/core/mod.ts";
import type { FoldAnswers } from "~/evaluation/mod.ts";
import { bytesOf } from "./content_hash.ts";
import { readSealed, writeSealed } from "./sealed_file.ts";

/** Columns of the file, in their order; of whole bytes the last. */
const N_COLUMNS = 5;

/**
 * Writes answers: a head of lengths, -1 for a column that is not there, then the columns.
 *
 * @throws {DataError} If the disk or the folder does not let it.
 */
export async function writeAnswers(path: string, answers: FoldAnswers): Promise<void> {
  const { score, probabilities, expectedReturn, learning, classes = null } = answers;
  const columns = [
    score,
    probabilities,
    expectedReturn,
    learning === undefined ? null : columnOf(learning),
    classes,
  ];
  const head = Float64Array.from(columns, (column) => column?.length ?? -1);
  const parts = [head, ...columns.filter((column) => column !== null)];
  await writeSealed(path, Buffer.concat(parts.map(bytesOf)));
}

/** The answers that were written; `null` if there is no such file, or it is damaged. */
export async function readAnswers(path: string): Promise<FoldAnswers | null> {
  const bytes = await readSealed(path);
  if (bytes === null) return null;
  const lengths = new Float64Array(bytes.buffer, 0, N_COLUMNS);
  let at = lengths.byteLength;
  const next = (length: number) => {
    if (length < 0) return null;
    const column = new Float64Array(bytes.buffer, at, length);
    at += column.byteLength;
    return column;
  };
  const [score, probabilities, expectedReturn, learning] = Array.from(lengths.subarray(0, -1), next);
  const nClasses = lengths[N_COLUMNS - 1];
  return {
    score: score ?? new Float64Array(0),
    probabilities,
    expectedReturn,
    ...(learning && { learning: curveOf(learning) }),
    ...(nClasses >= 0 && { classes: new Uint8Array(bytes.buffer, at, nClasses) }),
  };
}

/** The best epoch, then loss, validation loss (`NaN` for none) and learning rate of each. */
function columnOf({ epochs, bestEpoch }: LearningCurve): Float64Array {
  return Float64Array.of(
    bestEpoch,
    ...epochs.flatMap((
      { loss, validationLoss, learningRate },
    ) => [loss, validationLoss ?? NaN, learningRate]),
  );
}

function curveOf([bestEpoch, ...numbers]: Float64Array): LearningCurve {
  const epochs = Array.from({ length: numbers.length / 3 }, (_, i) => {
    const [loss, validationLoss, learningRate] = numbers.slice(3 * i, 3 * i + 3);
    return {
      epoch: i + 1,
      loss,
      validationLoss: Number.isNaN(validationLoss) ? null : validationLoss,
      learningRate,
    };
  });
  return { epochs, bestEpoch };
}
