/**
 * From a dataset to what a network learns from: recent samples, scaled rows, targets, the loss.
 *
 * @module
 */

import { crc32 } from "node:zlib";
import { CLASSES, type Dataset, ModelError, Random, rankTarget, takeSamples } from "~/core/mod.ts";
import { shapeOf } from "./fitted.ts";
import type { LearnSettings } from "./network.ts";
import type { LstmSettings } from "./params.ts";
import { balancedWeights, priorCorrection } from "./sampling.ts";
import { fitScaler, type Scaler, scaleRows } from "./scaler.ts";
import type { NetworkShape } from "./shape.ts";
import type { Batch } from "./trainer.ts";
import { initialWeights, type Weights } from "./weights.ts";

/** What a network learns from. */
export interface Lesson {
  /** The network's shape. */
  readonly shape: NetworkShape;
  /** What it was told. */
  readonly settings: LstmSettings;
  /** How channels are scaled. */
  readonly scaler: Scaler;
  /** Scaled rows [nRows, inputs]. */
  readonly rows: Float32Array;
  /** The training samples, oldest first. */
  readonly train: Batch;
  /** What each of them returned, unclipped. */
  readonly targetReturn: Float64Array;
  /** Later samples, to look at after each epoch; `null` without any. */
  readonly validation: Batch | null;
  /** Loss and dropout. */
  readonly learning: LearnSettings;
  /** What to add to logits so that probabilities are of the world. */
  readonly correction: readonly number[];
  /** Weights to begin with. */
  readonly initial: Weights;
  /** Seed of the order of samples. */
  readonly orderSeed: number;
  /** A number that changes with the samples. */
  readonly checksum: number;
}

/** Returns are learned up to this, either way. */
const GREATEST_RETURN = 0.3;

/** Streams of a fit's seed. */
const STREAM = { weights: 0, order: 1, dropout: 2 };

/**
 * Prepares a lesson.
 *
 * @param data Samples whose features and histories were checked.
 * @param validation Later ones of the same features and lookback.
 * @throws {ModelError} If the samples are all of one class.
 */
export function lessonOf(
  data: Dataset,
  validation: Dataset | undefined,
  settings: LstmSettings,
  seed: number,
): Lesson {
  const recent = lastSessions(data, settings.trainSessions);
  checkClasses(recent);
  const { dropout, sampling } = settings;
  const shape = shapeOf({ features: data.features, settings });
  const scaler = fitScaler(recent);
  const classWeights = settings.useClassWeights ? balancedWeights(recent.y) : CLASSES.map(() => 1);
  const { rows, row, validationRow } = joinRows(recent, validation);
  const train = batchOf(recent, row, settings.target);
  const scaled = scaleRows(rows, scaler);
  const later = validation === undefined ? null : batchOf(validation, validationRow, settings.target);
  return {
    shape,
    settings,
    scaler,
    rows: scaled,
    train,
    targetReturn: recent.targetReturn,
    validation: later,
    learning: {
      loss: {
        actionWeight: settings.lossWeightAction,
        returnWeight: settings.lossWeightReturn,
        classWeights,
        focalGamma: settings.focalLossGamma,
      },
      dropout,
      seed: new Random(seed, STREAM.dropout).uint32(),
    },
    correction: priorCorrection(recent.y, sampling, classWeights),
    initial: initialWeights(shape, new Random(seed, STREAM.weights)),
    orderSeed: new Random(seed, STREAM.order).uint32(),
    checksum: checksumOf([scaled, ...columnsOf(train), ...(later === null ? [] : columnsOf(later))]),
  };
}

/** Samples of the last sessions. */
function lastSessions(data: Dataset, nSessions: number | null): Dataset {
  if (nSessions === null) return data;
  const sessions = [...new Set(data.session)];
  const first = sessions[Math.max(0, sessions.length - nSessions)];
  const from = data.session.findIndex((session) => session >= first);
  return takeSamples(data, Int32Array.from({ length: data.nSamples - from }, (_, i) => from + i));
}

function checkClasses({ y }: Dataset): void {
  if (y.some((code) => code !== y[0])) return;
  throw new ModelError(
    `Cannot fit an LSTM: samples of two classes at least are wanted, found ${y.length} of "${
      CLASSES[y[0]]
    }" only`,
  );
}

/** The rows of both histories, and where in them each sample has its own. */
function joinRows({ history }: Dataset, validation: Dataset | undefined) {
  const own = history ?? { rows: new Float32Array(0), row: new Int32Array(0) };
  const later = validation?.history;
  if (later === undefined || later.rows === own.rows) {
    return { rows: own.rows, row: own.row, validationRow: later?.row ?? new Int32Array(0) };
  }
  const width = validation?.features.length ?? 1;
  const rows = new Float32Array(own.rows.length + later.rows.length);
  rows.set(own.rows);
  rows.set(later.rows, own.rows.length);
  return { rows, row: own.row, validationRow: later.row.map((row) => row + own.rows.length / width) };
}

function batchOf(
  { y, session, targetReturn }: Dataset,
  row: Int32Array,
  target: LstmSettings["target"],
): Batch {
  const clipped = (value: number) => Math.min(GREATEST_RETURN, Math.max(-GREATEST_RETURN, value));
  const wanted = target === "rank" ? rankTarget(session, targetReturn) : targetReturn.map(clipped);
  return { row, y, target: Float32Array.from(wanted) };
}

function columnsOf({ row, y, target }: Batch) {
  return [row, y, target];
}

/** One number for all that is learned from and looked at. */
function checksumOf(columns: readonly (Int32Array | Uint8Array | Float32Array)[]): number {
  return columns.reduce(
    (sum, { buffer, byteOffset, byteLength }) => crc32(new Uint8Array(buffer, byteOffset, byteLength), sum),
    0,
  );
}
