/**
 * The part of TensorFlow.js that is used here. Its own types are not there in a default checkout.
 *
 * @module
 */

/** An array of numbers that TensorFlow.js holds; its memory is freed by `dispose` or at the end of a `tidy`. */
export interface Tensor {
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** A copy of the numbers, row-major. */
  dataSync(): Float32Array;
  /** Frees its memory. */
  dispose(): void;
}

/** What came of training: for each score, its value after each epoch. */
export interface History {
  /** Values by the score's name, such as `loss`; one an epoch. */
  readonly history: Readonly<Record<string, readonly number[]>>;
}

/** A layer that is not yet part of a model. */
export interface Layer {
  /** Name of the layer, unique in the process unless it was given. */
  readonly name: string;
}

/** A model made of layers. */
export interface LayersModel {
  /** Chooses what is minimized, and how, before `fit`. */
  compile(options: { readonly optimizer: string; readonly loss: string }): void;
  /** Trains on inputs `x`, `[nSamples, ...]`, and targets `y`, `[nSamples, ...]`. */
  fit(
    x: Tensor,
    y: Tensor,
    options: { readonly epochs: number; readonly verbose: 0; readonly shuffle?: boolean },
  ): Promise<History>;
  /** The model's answer for each row of `x`. */
  predict(x: Tensor): Tensor;
  /** Replaces all weights, in the order and shapes of the layers. */
  setWeights(weights: readonly Tensor[]): void;
  /** Frees its weights. */
  dispose(): void;
}

/** Settings of an LSTM layer; its gates are in the order input, forget, cell, output. */
export interface LstmOptions {
  /** Length of the hidden state. */
  readonly units: number;
  /** Sessions and features of a sequence; for the first layer of a model. */
  readonly inputShape?: readonly [lookback: number, nFeatures: number];
  /** Squashing of the gates; TensorFlow.js would take `hardSigmoid`. */
  readonly recurrentActivation: "sigmoid";
  /** First values of the recurrent weights; TensorFlow.js would take the slow `orthogonal`. */
  readonly recurrentInitializer: "glorotUniform";
}

/** The module `@tensorflow/tfjs`, or `@tensorflow/tfjs-node` which has the same names. */
export interface TensorFlow {
  /** Makes layers. */
  readonly layers: {
    /** A long short-term memory, `[batch, lookback, nFeatures]` to `[batch, units]`. */
    lstm(options: LstmOptions): Layer;
    /** A fully connected layer, `[batch, n]` to `[batch, units]`. */
    dense(options: { readonly units: number }): Layer;
  };
  /** A model whose layers follow each other. */
  sequential(options: { readonly layers: readonly Layer[] }): LayersModel;
  /** A tensor of numbers, row-major. */
  tensor(values: Float32Array | readonly number[], shape: readonly number[]): Tensor;
  /** Runs a function and frees all tensors it made, but the one it returns. */
  tidy<T extends Tensor | void>(body: () => T): T;
  /** How much is held. */
  memory(): { readonly numTensors: number };
  /** Name of the backend that computes. */
  getBackend(): string;
  /** Chooses what computes; `false` if it cannot start. */
  setBackend(name: string): Promise<boolean>;
}
