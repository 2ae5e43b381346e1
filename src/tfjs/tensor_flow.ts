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

/** A tensor that is learned: `variableGrads` derives by it. */
export interface Variable extends Tensor {
  /** Its name, unique in the process. */
  readonly name: string;
}

/** Derivatives, or what is made of them, by the names of the variables. */
export type Gradients = Readonly<Record<string, Tensor>>;

/** What moves variables. */
export interface Optimizer {
  /** One step. */
  applyGradients(gradients: Gradients): void;
  /** Frees its memory of earlier steps. */
  dispose(): void;
}

/** A layer, whose weights are made when it is first applied. */
export interface Layer {
  /** Its weights that are learned, in the order that `setWeights` takes. */
  readonly trainableWeights: readonly { readonly name: string }[];
  /** Puts it to work on a tensor. */
  apply(input: Tensor): Tensor;
  /** Its weights as they are; they belong to the layer. */
  getWeights(): readonly Tensor[];
  /** Replaces its weights. */
  setWeights(weights: readonly Tensor[]): void;
  /** Frees its weights. */
  dispose(): void;
}

/** A model that was loaded. */
export interface LayersModel {
  /** Its answers for a batch, one tensor for each output. */
  predict(x: Tensor, options: { readonly batchSize: number }): Tensor | readonly Tensor[];
  /** Frees its weights. */
  dispose(): void;
}

/** Settings of an LSTM layer; its gates are in the order input, forget, cell, output. */
export interface LstmOptions {
  /** Length of the hidden state. */
  readonly units: number;
  /** Squashing of the gates; TensorFlow.js would take `hardSigmoid`. */
  readonly recurrentActivation: "sigmoid";
  /** First values of the recurrent weights; TensorFlow.js would take the slow `orthogonal`. */
  readonly recurrentInitializer: "zeros";
  /** Whether it gives the hidden states of all steps, or of the last. */
  readonly returnSequences: boolean;
}

/** What a model is loaded from. */
export interface ModelArtifacts {
  /** Its layers, as `model.json` has them. */
  readonly modelTopology: unknown;
  /** Name, shape and type of each weight, in their order. */
  readonly weightSpecs: unknown;
  /** All weights, one after the other. */
  readonly weightData: ArrayBuffer;
}

/** A function of each number of a tensor, or of each of its rows. */
export type Unary = (x: Tensor) => Tensor;

/** A function of two tensors, number by number; one that is smaller is repeated. */
export type Binary = (a: Tensor | number, b: Tensor | number) => Tensor;

/** The module `@tensorflow/tfjs`, or `@tensorflow/tfjs-node` which has the same names. */
export interface TensorFlow {
  /** Makes layers. */
  readonly layers: {
    /** A long short-term memory, `[batch, lookback, nFeatures]` to `[batch, units]`. */
    lstm(options: LstmOptions): Layer;
    /** Normalizes each row. */
    layerNormalization(options: { readonly epsilon: number }): Layer;
    /** A fully connected layer, `[batch, n]` to `[batch, units]`. */
    dense(options: { readonly units: number }): Layer;
  };
  /** a + b. */
  readonly add: Binary;
  /** a / b. */
  readonly div: Binary;
  /** The greater of a and b. */
  readonly maximum: Binary;
  /** a b. */
  readonly mul: Binary;
  /** a to the power of b. */
  readonly pow: Binary;
  /** a - b. */
  readonly sub: Binary;
  /** e to the power of x. */
  readonly exp: Unary;
  /** Logarithms of the shares that e to the power of x has in its row. */
  readonly logSoftmax: Unary;
  /** -x. */
  readonly neg: Unary;
  /** x squared. */
  readonly square: Unary;
  /** Sum over all numbers, or over an axis. */
  sum(x: Tensor, axis?: number): Tensor;
  /** A part of a tensor. */
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor;
  /** A tensor of numbers, row-major. */
  tensor(values: Float32Array | readonly number[], shape: readonly number[]): Tensor;
  /** Makes a variable of first values. */
  variable(values: Tensor): Variable;
  /** A number and its derivative by each variable that it came from. */
  variableGrads(body: () => Tensor): { readonly value: Tensor; readonly grads: Gradients };
  /** Makes optimizers. */
  readonly train: {
    /** Adam; 1e-7 would be its own epsilon. */
    adam(rate: number, beta1?: number, beta2?: number, epsilon?: number): Optimizer;
  };
  /** Runs a function and frees all tensors it made, but the one it returns. */
  tidy<T>(body: () => T): T;
  /** Loads a layers model. */
  loadLayersModel(from: { readonly load: () => Promise<ModelArtifacts> }): Promise<LayersModel>;
  /** How much is held. */
  memory(): { readonly numTensors: number };
  /** Name of the backend that computes. */
  getBackend(): string;
  /** Chooses what computes; `false` if it cannot start. */
  setBackend(name: string): Promise<boolean>;
}
