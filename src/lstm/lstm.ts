/**
 * The estimator: an LSTM with two heads that learns actions and returns at once.
 *
 * @module
 */

import {
  checkHistory,
  checkSamples,
  checkTrain,
  type Dataset,
  type Estimator,
  type FitOptions,
  ModelError,
} from "~/core/mod.ts";
import { modelOf } from "./fitted_model.ts";
import { kernelTrainer } from "./kernel_trainer.ts";
import { chooseKernels } from "./kernels/load.ts";
import { learn } from "./learn.ts";
import { type Lesson, lessonOf } from "./lesson.ts";
import type { LstmModel } from "./model.ts";
import { type LstmParams, type LstmSettings, resolveSettings } from "./params.ts";
import { learnScoreReturns, type ScoreReturns } from "./score_returns.ts";
import { OUTPUTS } from "./shape.ts";
import { tfjsTrainer } from "./tfjs_trainer.ts";
import type { Trainer } from "./trainer.ts";
import type { Weights } from "./weights.ts";

/**
 * An LSTM over each ticker's last sessions with two heads: the action, and the share's rank in its session or its return.
 *
 * Channels are scaled by training samples only. First weights, the order of samples and dropout come from the seed; the
 * model is the same for any number of workers, and goes on from the last epoch of a checkpoint as if it had not been
 * stopped. Probabilities are corrected for weighted classes and samples. With early stopping, the weights are those of the
 * epoch with the lowest validation loss.
 *
 * @throws {RangeError} If a setting is out of its range.
 * @see Hochreiter, S. and Schmidhuber, J. (1997), "Long Short-Term Memory", Neural Computation 9(8); Caruana, R. (1997),
 *   "Multitask Learning", Machine Learning 28.
 */
export function lstm({ workers = 1, ...settings }: LstmParams = {}): Estimator<LstmModel> {
  const resolved = resolveSettings(settings);
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`Cannot make an LSTM: workers must be a whole number from 1, found ${workers}`);
  }
  return { name: "lstm", fit: (train, options) => fit(resolved, workers, train, options) };
}

/**
 * What trains a network here, by name: weights depend on it in the last digits.
 *
 * @throws {ConfigError} If what is wanted is not to be had.
 */
export function trainerHere(backend: LstmSettings["backend"]): string {
  return backend === "tfjs" ? backend : chooseKernels(backend).name;
}

async function fit(
  settings: LstmSettings,
  workers: number,
  train: Dataset,
  options: FitOptions,
): Promise<LstmModel> {
  const { seed, signal, validation } = options;
  signal?.throwIfAborted();
  checkData(settings, train, validation);
  const lesson = lessonOf(train, validation, settings, seed);
  const trainer = await trainerOf(lesson, workers, options.onWarning ?? (() => {}));
  try {
    const learned = await learn(trainer, lesson, options);
    await trainer.restore(learned.weights);
    return modelOf({
      features: [...train.features],
      settings,
      seed,
      scaler: lesson.scaler,
      weights: settings.focalLossGamma === 0
        ? corrected(learned.weights, lesson.correction)
        : learned.weights,
      correction: lesson.correction,
      scoreReturns: settings.target === "rank" ? await scoreReturnsOf(trainer, lesson) : null,
      epochs: learned.epochs,
      bestEpoch: learned.bestEpoch,
      trainedWith: trainer.name,
    });
  } finally {
    trainer.close();
  }
}

function checkData(settings: LstmSettings, train: Dataset, validation: Dataset | undefined): void {
  checkTrain("an LSTM", train);
  checkHistory("an LSTM", train, settings.lookback, "fit");
  if (validation !== undefined) {
    checkTrain("an LSTM", validation);
    checkSamples("an LSTM", train.features, validation);
    checkHistory("an LSTM", validation, settings.lookback, "fit");
    return;
  }
  const { earlyStoppingPatience, lrScheduler } = settings;
  if (earlyStoppingPatience === null && lrScheduler !== "plateau") return;
  throw new ModelError(
    `Cannot fit an LSTM: ${earlyStoppingPatience === null ? "a plateau schedule" : "early stopping"} needs ` +
      "validation samples, found none; set validationSessions",
  );
}

async function trainerOf(
  { shape, rows, settings, learning }: Lesson,
  workers: number,
  onNote: (note: string) => void,
): Promise<Trainer> {
  const { backend, batchSize } = settings;
  if (backend === "tfjs") return await tfjsTrainer({ shape, rows, batchSize, settings: learning, onNote });
  const { name: kernels, note } = chooseKernels(backend);
  if (note !== null) onNote(note);
  return await kernelTrainer({ shape, rows, batchSize, settings: learning, kernels, workers });
}

/** Weights whose action head corrects for how samples were drawn and weighted. */
function corrected({ headBias, ...rest }: Weights, correction: readonly number[]): Weights {
  return { ...rest, headBias: headBias.map((bias, k) => bias + (correction[k] ?? 0)) };
}

async function scoreReturnsOf(trainer: Trainer, { train, targetReturn }: Lesson): Promise<ScoreReturns> {
  const outputs = await trainer.answer(train.row);
  return learnScoreReturns(outputs.filter((_, i) => i % OUTPUTS === OUTPUTS - 1), targetReturn);
}
