/**
 * What an LSTM can be told, with defaults that come from measurement.
 *
 * @module
 */

import * as z from "zod";

/** Settings of an LSTM. */
export interface LstmSettings {
  /** Sessions in the sequences it looks at, the sample's own included. @default {32} */
  readonly lookback: number;
  /** Hidden units of a layer. @default {32} */
  readonly units: number;
  /** Layers, one above the other: 1 or 2. @default {1} */
  readonly layers: 1 | 2;
  /** Whether the last hidden state is normalized before the heads (Ba, Kiros and Hinton 2016). @default {false} */
  readonly layerNorm: boolean;
  /** Share of the last hidden state left out at random while learning. @default {0.3} */
  readonly dropout: number;
  /**
   * What the second head learns: each share's `"rank"` in its session, which is then the score, or its `"return"`,
   * clipped to 30 %, from which a price follows.
   *
   * @default {"rank"}
   */
  readonly target: "rank" | "return";
  /** Passes over the training samples, at most. @default {4} */
  readonly epochs: number;
  /** Samples of a step. @default {512} */
  readonly batchSize: number;
  /** Learning rate; the highest, where it runs through one cycle. @default {0.004} */
  readonly learningRate: number;
  /**
   * How the learning rate moves: not at all, down when the validation loss stands still (`"plateau"`), or up and down
   * once (`"one_cycle"`, Smith 2018).
   *
   * @default {"one_cycle"}
   */
  readonly lrScheduler: "constant" | "plateau" | "one_cycle";
  /** Epochs without a better validation loss after which a plateau lowers the rate. @default {5} */
  readonly lrSchedulerPatience: number;
  /** What a plateau multiplies the rate by. @default {0.5} */
  readonly lrSchedulerFactor: number;
  /** What a plateau never goes below. @default {0.000001} */
  readonly lrSchedulerMinLr: number;
  /** Weight of the action's loss, cross-entropy; above 0, for an untrained head would answer all the same. @default {1} */
  readonly lossWeightAction: number;
  /** Weight of the return's loss, the squared error of the rank or return. @default {1} */
  readonly lossWeightReturn: number;
  /** Focal loss: well answered samples weigh `(1 - p)^gamma`; 0 is cross-entropy (Lin et al. 2017). @default {0} */
  readonly focalLossGamma: number;
  /** Whether the action's loss weighs each class the same in sum. @default {false} */
  readonly useClassWeights: boolean;
  /**
   * How the samples of a step are drawn: each once an epoch (`"uniform"`), or with replacement so that all classes come
   * equally often (`"balanced"`) or by the root of their share (`"sqrt"`). Probabilities are corrected for it.
   *
   * @default {"uniform"}
   */
  readonly sampling: "uniform" | "balanced" | "sqrt";
  /** Greatest norm of a step's gradient; longer ones are shortened to it. @default {1} */
  readonly gradientClipNorm: number;
  /** Weight decay. @default {0.01} */
  readonly weightDecay: number;
  /**
   * Whether weights shrink apart from the gradient (`true`, AdamW: Loshchilov and Hutter 2019) or their decay is part of
   * it (L2).
   *
   * @default {true}
   */
  readonly decoupledDecay: boolean;
  /** Epochs without a better validation loss after which learning stops; `null`: never. @default {null} */
  readonly earlyStoppingPatience: number | null;
  /** By which share of the best validation loss another must be lower to count as better. @default {0.001} */
  readonly earlyStoppingMinDelta: number;
  /**
   * Last sessions of the training samples that are learned from; `null`: all. At 21 sessions all years rank by .079, the
   * last eight by .072.
   *
   * @default {null}
   */
  readonly trainSessions: number | null;
  /**
   * What computes: `"auto"` takes native code where it was built, else WebAssembly. Answers never depend on what was
   * built; weights do, in the last digits.
   *
   * @default {"auto"}
   */
  readonly backend: "auto" | "native" | "wasm" | "plain" | "tfjs";
}

/** Settings of an LSTM, all optional, and how many threads train it. */
export interface LstmParams extends Partial<LstmSettings> {
  /** Threads that learn; 1 stays on this one. The weights are the same for any number. @default {1} */
  readonly workers?: number;
}

/** An LSTM's settings as data: checks ranges, knows the defaults, refuses names it does not know. */
export const LSTM_SETTINGS: z.ZodType<LstmSettings> = z.strictObject({
  lookback: z.int().min(1).max(512).default(32),
  units: z.int().min(1).max(1024).default(32),
  layers: z.union([z.literal(1), z.literal(2)]).default(1),
  layerNorm: z.boolean().default(false),
  dropout: z.number().min(0).max(0.95).default(0.3),
  target: z.enum(["rank", "return"]).default("rank"),
  epochs: z.int().min(1).max(10_000).default(4),
  batchSize: z.int().min(1).max(65_536).default(512),
  learningRate: z.number().positive().max(10).default(0.004),
  lrScheduler: z.enum(["constant", "plateau", "one_cycle"]).default("one_cycle"),
  lrSchedulerPatience: z.int().min(1).default(5),
  lrSchedulerFactor: z.number().positive().max(0.99).default(0.5),
  lrSchedulerMinLr: z.number().positive().default(1e-6),
  lossWeightAction: z.number().positive().max(1e6).default(1),
  lossWeightReturn: z.number().positive().max(1e6).default(1),
  focalLossGamma: z.number().min(0).max(10).default(0),
  useClassWeights: z.boolean().default(false),
  sampling: z.enum(["uniform", "balanced", "sqrt"]).default("uniform"),
  gradientClipNorm: z.number().positive().default(1),
  weightDecay: z.number().min(0).max(1).default(0.01),
  decoupledDecay: z.boolean().default(true),
  earlyStoppingPatience: z.int().min(1).nullable().default(null),
  earlyStoppingMinDelta: z.number().min(0).max(0.5).default(0.001),
  trainSessions: z.int().min(1).nullable().default(null),
  backend: z.enum(["auto", "native", "wasm", "plain", "tfjs"]).default("auto"),
});

/**
 * Fills in defaults and checks ranges.
 *
 * @throws {RangeError} If a setting is out of its range or unknown; the message names it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(resolveSettings({ units: 64 }).epochs, 4);
 * assert.throws(() => resolveSettings({ units: 0 }), /units/);
 * ```
 */
export function resolveSettings(params: Partial<LstmSettings>): LstmSettings {
  const result = LSTM_SETTINGS.safeParse(params);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
  throw new RangeError(`Cannot make an LSTM: ${issues.join("; ")}`);
}
