/**
 * What PyTorch says of small LSTMs with two heads, see `test/golden/lstm/make_golden.py`.
 *
 * @module
 */

/** Shape of a network and of the batch it is shown. */
export interface GoldenShape {
  /** Samples of the batch. */
  readonly batch: number;
  /** Sessions of a sequence. */
  readonly steps: number;
  /** Features of a session. */
  readonly features: number;
  /** Hidden units of a layer. */
  readonly units: number;
  /** LSTM layers, 1 or 2. */
  readonly layers: number;
  /** Whether the top layer's last hidden state is layer-normalised (eps 1e-5) before the heads. */
  readonly layerNorm: boolean;
}

/**
 * What the loss is made of: the mean over samples, weighted by `sampleWeight`, of
 * actionWeight classWeights[y] (1 - p)^focalGamma (-ln p) + returnWeight (return - target)^2, p the true class's
 * probability.
 */
export interface GoldenLoss {
  /** Factor of the focal loss. */
  readonly actionWeight: number;
  /** Factor of the squared error of the return. */
  readonly returnWeight: number;
  /** Factor of each class: sell, hold, buy. */
  readonly classWeights: readonly number[];
  /** Exponent of the focal loss; 0 is plain cross-entropy. */
  readonly focalGamma: number;
}

/** One LSTM layer in Keras' layout, row-major, gates in the order i, f, c, o. */
export interface LayerArrays<A> {
  /** [in, 4 units]; `in` is the number of features, or of units for the second layer. */
  readonly kernel: A;
  /** [units, 4 units]. */
  readonly recurrent: A;
  /** [4 units]. */
  readonly bias: A;
}

/** Every weight block of a network, or numbers of the same shape: its gradient. */
export interface WeightArrays<A> {
  /** Lowest layer first. */
  readonly layers: readonly LayerArrays<A>[];
  /** Layer normalisation, both [units]; `null` without it. */
  readonly norm: { readonly gamma: A; readonly beta: A } | null;
  /** [units, 4]: the logits of sell, hold and buy, and the return. */
  readonly headKernel: A;
  /** [4]. */
  readonly headBias: A;
}

/** Weights after some steps of one optimizer. */
export interface TrainedArrays<A> {
  /** The gradient's global norm before each step clipped it. */
  readonly gradientNorm: readonly number[];
  /** The weights after the last step. */
  readonly weights: WeightArrays<A>;
}

/** Steps on the whole batch, each from a gradient whose global norm is clipped. */
export interface GoldenTraining<A> {
  /** Number of steps. */
  readonly nSteps: number;
  /** Largest global norm, over all weight blocks. */
  readonly clipNorm: number;
  /** Step size; betas are .9 and .999, eps is 1e-8. */
  readonly learningRate: number;
  /** Decay of every block, biases too. */
  readonly weightDecay: number;
  /** Adam: decay times weight is added to the clipped gradient. */
  readonly adam: TrainedArrays<A>;
  /** AdamW: learning rate times decay times weight is taken off the weight. */
  readonly adamW: TrainedArrays<A>;
}

/** One network, one batch and what float64 makes of them; inputs are float32 `I`, results float64 `O`. */
interface CaseArrays<Codes, I, O> extends GoldenShape, GoldenLoss {
  /** What is particular about it. */
  readonly name: string;
  /** Inputs [batch, steps, features]. */
  readonly x: I;
  /** True classes [batch]: 0 sell, 1 hold, 2 buy. */
  readonly y: Codes;
  /** True returns [batch]. */
  readonly target: I;
  /** Weights of the samples [batch], some of them 0. */
  readonly sampleWeight: I;
  /** Weights of the network. */
  readonly weights: WeightArrays<I>;
  /** Logits of sell, hold and buy, and the return: [batch, 4]. */
  readonly outputs: O;
  /** The loss. */
  readonly loss: number;
  /** Its gradient with respect to every weight block. */
  readonly gradient: WeightArrays<O>;
  /** Its gradient with respect to the inputs [batch, steps, features]. */
  readonly inputGradient: O;
  /** Where the case was trained, what became of its weights. */
  readonly trained: GoldenTraining<O> | null;
}

/** One case: see its fields. */
export type GoldenCase = CaseArrays<Uint8Array, Float32Array, Float64Array>;

/** Reads all cases. */
export async function goldenCases(): Promise<GoldenCase[]> {
  const text = await Deno.readTextFile(new URL("../golden/lstm/golden.json", import.meta.url));
  const { cases }: { cases: CaseArrays<number[], string, string>[] } = JSON.parse(text);
  return cases.map((stored) => ({
    ...stored,
    x: float32(stored.x),
    y: Uint8Array.from(stored.y),
    target: float32(stored.target),
    sampleWeight: float32(stored.sampleWeight),
    weights: mapWeights(stored.weights, float32),
    outputs: float64(stored.outputs),
    gradient: mapWeights(stored.gradient, float64),
    inputGradient: float64(stored.inputGradient),
    trained: stored.trained && {
      ...stored.trained,
      adam: mapTrained(stored.trained.adam, float64),
      adamW: mapTrained(stored.trained.adamW, float64),
    },
  }));
}

/** The same blocks, each passed through `change`. */
export function mapWeights<A, B>(weights: WeightArrays<A>, change: (block: A) => B): WeightArrays<B> {
  const { layers, norm, headKernel, headBias } = weights;
  return {
    layers: layers.map(({ kernel, recurrent, bias }) => ({
      kernel: change(kernel),
      recurrent: change(recurrent),
      bias: change(bias),
    })),
    norm: norm && { gamma: change(norm.gamma), beta: change(norm.beta) },
    headKernel: change(headKernel),
    headBias: change(headBias),
  };
}

function mapTrained<A, B>(trained: TrainedArrays<A>, change: (block: A) => B): TrainedArrays<B> {
  return { ...trained, weights: mapWeights(trained.weights, change) };
}

// The numbers are little-endian, as is every machine that Deno runs on.
const float32 = (base64: string) => new Float32Array(Uint8Array.fromBase64(base64).buffer);
const float64 = (base64: string) => new Float64Array(Uint8Array.fromBase64(base64).buffer);
