/**
 * The loop that learns: epoch by epoch, step by step, until it is done, stands still or goes astray.
 *
 * @module
 */

import { type Epoch, type FitOptions, type LearningCurve, ModelError, Random } from "~/core/mod.ts";
import { giveWay } from "~/crew/mod.ts";
import { type Progress, readProgress, writeProgress } from "./checkpoint.ts";
import type { Lesson } from "./lesson.ts";
import type { LstmSettings } from "./params.ts";
import { epochOrder } from "./sampling.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import type { Batch, Trainer } from "./trainer.ts";
import type { Weights } from "./weights.ts";

/** What was learned. */
export interface Learned extends LearningCurve {
  /** The weights: of the best epoch where one is looked for, else of the last. */
  readonly weights: Weights;
}

/** A loss so many times that of a network that has learned nothing is that of one that has lost its way. */
const ASTRAY = 10;

/** Multiplications after which other work on the thread gets its turn: some hundredths of a second. */
const PAUSE_AFTER = 1e9;

/**
 * Learns.
 *
 * @throws {ModelError} If the loss goes astray; the message says when, at which rate, and what helps.
 */
export async function learn(trainer: Trainer, lesson: Lesson, options: FitOptions): Promise<Learned> {
  const { shape, settings, train, validation, initial } = lesson;
  const { checkpoint, onProgress = () => {} } = options;
  const stepsPerEpoch = Math.ceil(train.row.length / settings.batchSize);
  const schedule = scheduleOf(settings, settings.epochs * stepsPerEpoch);
  const fingerprint = JSON.stringify([settings, shape, options.seed, trainer.name, lesson.checksum]);
  const saved = await checkpoint?.load() ?? null;
  let progress = saved && readProgress(saved, shape, fingerprint);
  await trainer.restore(initial);
  const ignorant = await lossOfIgnorance(trainer, train, settings.batchSize);
  if (progress !== null) await trainer.restore(progress.weights, progress.moments);
  for (const { validationLoss } of progress?.epochs ?? []) schedule.epochDone(validationLoss);

  while (!isDone(progress?.epochs ?? [], settings)) {
    const epoch = (progress?.epochs.length ?? 0) + 1;
    const said = progress === null ? "" : describe(progress.epochs[progress.epochs.length - 1]);
    const slow = trainer.name === "plain" ? ", in plain TypeScript, which is slow" : "";
    const report = (share: number, loss: number) => {
      const detail = `epoch ${epoch} of ${settings.epochs}, loss ${loss.toFixed(4)}${said}${slow}`;
      onProgress((epoch - 1 + share) / settings.epochs, detail);
    };
    const { loss, learningRate } = await runEpoch(trainer, lesson, schedule, epoch, report, options);
    if (!Number.isFinite(loss) || loss > ASTRAY * ignorant) {
      throw astray(epoch, learningRate, checkpoint !== undefined);
    }
    const validationLoss = validation && await trainer.loss(validation) / validation.row.length;
    schedule.epochDone(validationLoss);
    const epochs: Epoch[] = [...progress?.epochs ?? [], { epoch, loss, validationLoss, learningRate }];
    const weights = await trainer.weights();
    const isBest = settings.earlyStoppingPatience !== null && lowest(epochs) === epoch;
    const best = isBest ? { epoch, weights } : progress?.best ?? null;
    progress = { epochs, weights, moments: await trainer.moments(), best } satisfies Progress;
    await checkpoint?.save(writeProgress(progress, shape, fingerprint));
    options.signal?.throwIfAborted();
  }
  if (progress === null) throw new RangeError("Cannot learn in less than one epoch");
  const { epochs, weights, best } = progress;
  return { epochs, weights: best?.weights ?? weights, bestEpoch: best?.epoch ?? epochs.length };
}

/** Loss of the weights to begin with, on a batch of the training samples. */
async function lossOfIgnorance(trainer: Trainer, train: Batch, batchSize: number): Promise<number> {
  const n = Math.min(batchSize, train.row.length);
  const every = Math.floor(train.row.length / n);
  return await trainer.loss(take(train, Int32Array.from({ length: n }, (_, i) => i * every))) / n;
}

async function runEpoch(
  trainer: Trainer,
  { shape, settings, train, orderSeed }: Lesson,
  schedule: Schedule,
  epoch: number,
  report: (share: number, loss: number) => void,
  { signal }: FitOptions,
) {
  const { batchSize } = settings;
  const order = epochOrder(train.y, settings.sampling, new Random(orderSeed, epoch));
  const stepsPerEpoch = Math.ceil(order.length / batchSize);
  const work = batchSize * shape.steps * shape.layers * 12 * shape.units * (shape.inputs + shape.units);
  const stepsAtOnce = Math.max(1, Math.floor(PAUSE_AFTER / work));
  let sum = 0;
  let rate = 0;
  for (let k = 0; k < stepsPerEpoch; k++) {
    const indices = order.subarray(k * batchSize, (k + 1) * batchSize);
    const step = (epoch - 1) * stepsPerEpoch + k;
    rate = schedule.rateOf(step);
    const loss = await trainer.learn(take(train, indices), {
      step: step + 1,
      rate,
      clipNorm: settings.gradientClipNorm,
      weightDecay: settings.weightDecay,
      decoupledDecay: settings.decoupledDecay,
    });
    if (!Number.isFinite(loss)) return { loss, learningRate: rate };
    sum += loss * indices.length;
    if ((k + 1) % stepsAtOnce !== 0 && k + 1 < stepsPerEpoch) continue;
    report((k + 1) / stepsPerEpoch, sum / Math.min(order.length, (k + 1) * batchSize));
    await giveWay();
    signal?.throwIfAborted();
  }
  return { loss: sum / order.length, learningRate: rate };
}

/** Whether all epochs are done, or early stopping has waited long enough. */
function isDone(epochs: readonly Epoch[], settings: LstmSettings): boolean {
  const { earlyStoppingPatience, earlyStoppingMinDelta } = settings;
  if (epochs.length >= settings.epochs) return true;
  if (earlyStoppingPatience === null) return false;
  let best = Infinity;
  let since = 0;
  for (const { validationLoss } of epochs) {
    const isBetter = validationLoss !== null && validationLoss < best * (1 - earlyStoppingMinDelta);
    if (isBetter) best = validationLoss;
    since = isBetter ? 0 : since + 1;
  }
  return since >= earlyStoppingPatience;
}

/** The epoch with the lowest validation loss. */
function lowest(epochs: readonly Epoch[]): number {
  const of = ({ validationLoss }: Epoch) => validationLoss ?? Infinity;
  return epochs.reduce((best, next) => of(next) < of(best) ? next : best).epoch;
}

function describe({ loss, validationLoss }: Epoch): string {
  return validationLoss === null
    ? ` (${loss.toFixed(4)} before)`
    : ` (${loss.toFixed(4)} before, validation ${validationLoss.toFixed(4)})`;
}

function take({ row, y, target }: Batch, indices: Int32Array): Batch {
  return {
    row: indices.map((i) => row[i]),
    y: Uint8Array.from(indices, (i) => y[i]),
    target: Float32Array.from(indices, (i) => target[i]),
  };
}

function astray(epoch: number, rate: number, hasCheckpoint: boolean): ModelError {
  return new ModelError(
    `Cannot fit an LSTM: its loss went astray in epoch ${epoch} at learning rate ${rate.toPrecision(3)}; ` +
      "make learningRate or gradientClipNorm smaller" +
      (hasCheckpoint && epoch > 1 ? `; the checkpoint of epoch ${epoch - 1} is kept` : ""),
  );
}
