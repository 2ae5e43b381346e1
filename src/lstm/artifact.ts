/**
 * LSTMs outside memory: a TensorFlow.js layers model, `b3-lstm/1`.
 *
 * `model.json` holds the layers, the list of weights and, as user-defined metadata, all else that answers: channel names,
 * lookback, scaler, settings. `weights.bin` holds the weights, float32, little-endian, in the order of the list.
 * `tf.loadLayersModel` gives the same probabilities and the same rank or return for sequences that were scaled: minus
 * the channel's mean, over its deviation (0 where that is 0), at most 4 either way. Where the loss was focal, its
 * probabilities are those of the network as it is; what it means by them is computed from them and `correction`.
 *
 * @module
 */

import * as z from "zod";
import { type Artifact, CLASSES, ModelError } from "~/core/mod.ts";
import { type Fitted, shapeOf } from "./fitted.ts";
import { LSTM_SETTINGS } from "./params.ts";
import { CLIP } from "./scaler.ts";
import { type NetworkShape, OUTPUTS } from "./shape.ts";
import { topologyOf } from "./topology.ts";
import { namedArrays, type Weights, zeroWeights } from "./weights.ts";

/** The artifact's format: what TensorFlow.js calls it. */
export const LSTM_FORMAT = "layers-model";

/** Name of the file that holds the weights. */
const WEIGHTS_FILE = "weights.bin";

const finite = z.number();
const count = z.int().min(0);
const perClass = z.tuple([finite, finite, finite]);
const METADATA = z.strictObject({
  format: z.literal("b3-lstm/1"),
  features: z.array(z.string()).min(1),
  classes: z.tuple(CLASSES.map((label) => z.literal(label)) as [z.ZodLiteral, ...z.ZodLiteral[]]),
  settings: LSTM_SETTINGS,
  seed: z.number(),
  scaler: z.strictObject({ mean: z.array(finite), deviation: z.array(finite.min(0)), clip: z.literal(CLIP) }),
  correction: perClass,
  scoreReturns: z.strictObject({ edges: z.array(finite), means: z.array(finite).min(1) }).nullable(),
  epochs: z.array(z.strictObject({
    epoch: count,
    loss: finite,
    validationLoss: finite.nullable(),
    learningRate: finite,
  })),
  bestEpoch: count,
  trainedWith: z.string(),
});
const HEADER = z.looseObject({
  modelTopology: z.unknown(),
  weightsManifest: z.unknown(),
  userDefinedMetadata: METADATA,
});

/** Writes a fitted network. */
export function toArtifact(fitted: Fitted): Artifact {
  const { weights, scaler, ...rest } = fitted;
  const shape = shapeOf(fitted);
  const arrays = [...savedArrays(weights, shape)];
  const data = new Uint8Array(arrays.reduce((sum, { values }) => sum + values.byteLength, 0));
  let offset = 0;
  for (const { values } of arrays) {
    data.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return {
    format: LSTM_FORMAT,
    header: {
      generatedBy: "b3-predict",
      convertedBy: null,
      modelTopology: topologyOf(shape),
      weightsManifest: manifestOf(shape),
      userDefinedMetadata: {
        format: "b3-lstm/1",
        classes: CLASSES,
        ...rest,
        scaler: { ...scaler, clip: CLIP },
      },
    },
    data,
    dataName: WEIGHTS_FILE,
  };
}

/**
 * Reads a network that {@link toArtifact} wrote.
 *
 * @throws {ModelError} If the artifact is not a sound one; the message names what was wanted and found.
 */
export function readArtifact({ format, header, data }: Artifact): Fitted {
  if (format !== LSTM_FORMAT) throw damaged(`format "${LSTM_FORMAT}" is wanted, found "${format}"`);
  const parsed = HEADER.safeParse(header);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(`its header is not as the format says at "${issue.path.join(".")}": ${issue.message}`);
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = parsed.data;
  const { format: _format, classes: _classes, scaler: { clip: _clip, ...scaler }, ...rest } =
    userDefinedMetadata;
  checkLengths(rest.features.length, { ...scaler, ...rest.scoreReturns });
  const shape = shapeOf(rest);
  if (!isSame(modelTopology, topologyOf(shape)) || !isSame(weightsManifest, manifestOf(shape))) {
    throw damaged("its layers are not those of its settings, channels and lookback");
  }
  return { ...rest, scaler, weights: readWeights(data, shape) };
}

/** Weights as they are saved: the heads apart, as TensorFlow.js has them. */
function* savedArrays(weights: Weights, shape: NetworkShape) {
  for (const array of namedArrays(weights, shape)) {
    if (!array.name.startsWith("head/")) yield array;
  }
  const { headKernel, headBias } = weights;
  for (const [name, first, width] of HEADS) {
    const columns = (values: Float32Array) =>
      values.filter((_, i) => i % OUTPUTS >= first && i % OUTPUTS < first + width);
    yield { name: `${name}/kernel`, shape: [shape.units, width], values: columns(headKernel) };
    yield { name: `${name}/bias`, shape: [width], values: columns(headBias) };
  }
}

/** Name, first output and number of outputs of each head. */
const HEADS: readonly [string, number, number][] = [["action", 0, CLASSES.length], [
  "return",
  CLASSES.length,
  1,
]];

function manifestOf(shape: NetworkShape) {
  const arrays = savedArrays(zeroWeights(shape), shape);
  return [{
    paths: [WEIGHTS_FILE],
    weights: [...arrays].map(({ name, shape }) => ({ name, shape, dtype: "float32" })),
  }];
}

function readWeights(data: Uint8Array, shape: NetworkShape): Weights {
  const weights = zeroWeights(shape);
  const saved = [...savedArrays(weights, shape)];
  const wanted = saved.reduce((sum, { values }) => sum + values.byteLength, 0);
  if (data.length !== wanted) throw damaged(`${wanted} bytes of weights are wanted, found ${data.length}`);
  const numbers = new Float32Array(data.slice().buffer);
  if (!numbers.every(Number.isFinite)) throw damaged("a weight is not a finite number");
  let offset = 0;
  const take = (length: number) => numbers.subarray(offset, offset += length);
  for (const { name, values } of namedArrays(weights, shape)) {
    if (!name.startsWith("head/")) values.set(take(values.length));
  }
  for (const [, first, width] of HEADS) {
    for (const values of [weights.headKernel, weights.headBias]) {
      take(values.length / OUTPUTS * width).forEach((value, i) => {
        values[Math.floor(i / width) * OUTPUTS + first + i % width] = value;
      });
    }
  }
  return weights;
}

function checkLengths(
  width: number,
  { mean, deviation, edges = [], means }: {
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
    readonly edges?: readonly number[];
    readonly means?: readonly number[];
  },
): void {
  if (mean.length !== width || deviation.length !== width) {
    throw damaged(`a mean and a deviation for each of ${width} channels are wanted`);
  }
  if (means !== undefined && means.length !== edges.length + 1) {
    throw damaged("a mean return for each bucket of scores is wanted");
  }
}

/** Whether two values say the same as JSON; the order of keys does not matter. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  return keysA.length === keysB.length &&
    Object.entries(a).every(([key, value]) => isSame(value, (b as Record<string, unknown>)[key]));
}

function damaged(why: string): ModelError {
  return new ModelError(`Cannot load an LSTM: ${why}`);
}
