/**
 * The inner loops of an LSTM over one flat memory.
 *
 * Every set of kernels computes the same from the same addresses, up to rounding: WebAssembly, native code and plain
 * TypeScript. Activations lie feature-major: a row holds one number for each of `lanes` samples, so a vector
 * instruction works on neighbouring samples and nothing has to be shuffled.
 *
 * | block | floats | meaning |
 * |---|---|---|
 * | `xh` | [steps + 1][depth][lanes] | what a step multiplies: inputs, a row of ones (the bias), a row of zeros if needed to make `depth` even, then `units` rows of the hidden state before the step |
 * | `w` | [units][depth][4] | weights of the gates i, f, g, o of a unit |
 * | `gates` | [steps][units][4][lanes] | activated gates; after `backward` the gradients before activation |
 * | `cell` | [steps + 1][units][lanes] | cell state, zero first |
 * | `squashed` | [steps][units][lanes] | tanh of the cell state after the step |
 *
 * All addresses are in bytes, multiples of 64, from {@link FIRST_ADDRESS} on; `lanes` is a multiple of {@link LANES},
 * `units` of {@link UNITS}. The first hidden state, in `xh[0]`, is zero.
 *
 * @see Hochreiter, S. and Schmidhuber, J. (1997), "Long Short-Term Memory", Neural Computation 9(8); with the forget
 *   gate of Gers, Schmidhuber and Cummins (2000), as PyTorch and Keras have it.
 *
 * @module
 */

/** Where blocks may begin: address 0 stands for no block, and compiled kernels keep their constants behind it. */
export const FIRST_ADDRESS = 128;

/** Lanes come in multiples of this: two of the widest vectors. */
export const LANES = 32;

/** Units come in multiples of this: what is answered at a time for a single sample. */
export const UNITS = 8;

/** Names of the sets of kernels. */
export type KernelsName = "native" | "wasm" | "wasm, plain SIMD" | "plain";

/** One layer's sizes. */
export interface LayerSize {
  /** Sessions of a sequence. */
  readonly steps: number;
  /** Rows that a step multiplies: inputs, ones, padding, hidden state. Even. */
  readonly depth: number;
  /** Hidden units. */
  readonly units: number;
  /** Samples side by side. */
  readonly lanes: number;
}

/** The inner loops; see the module's table for the blocks of memory they walk over. */
export interface LstmKernels {
  /** Which set it is. */
  readonly name: KernelsName;

  /**
   * Takes sequences out of row-major feature rows: `xh[t][f][b] = source[offsets[b] + t * inputs + f]`.
   *
   * @param source Address of the rows.
   * @param offsets Address of [lanes] int32 positions in `source`, in floats.
   */
  gather(source: number, offsets: number, xh: number, inputs: number, size: LayerSize): void;

  /**
   * Runs a layer over all steps of a chunk; the hidden state after step t lands in `xh[t + 1]`.
   *
   * @param saves Whether gates, cells and squashed cells of every step are kept for {@link backward}; otherwise one slot
   *   of each is used again, and its first cell state has to be zero.
   */
  forward(
    w: number,
    xh: number,
    gates: number,
    cell: number,
    squashed: number,
    size: LayerSize,
    saves: boolean,
  ): void;

  /**
   * Goes back through the steps that {@link forward} kept: adds to the gradient of the weights and leaves the gradients
   * before activation in `gates`.
   *
   * @param wt Recurrent weights from {@link transpose}.
   * @param dh [units][lanes] gradient of the last hidden state; overwritten.
   * @param dc [units][lanes] scratch.
   * @param dw Where the weights' gradient is added, as `w`.
   * @param outer [steps][units][lanes] gradients that come to each hidden state from a layer above; 0 for none.
   */
  backward(
    wt: number,
    xh: number,
    gates: number,
    cell: number,
    squashed: number,
    dh: number,
    dc: number,
    dw: number,
    outer: number,
    size: LayerSize,
  ): void;

  /** `out[m][b] = sum over k of w[m / 4][k][m % 4] * x[k][b]`, for `m` below `rows`, a multiple of 4; `depth` is even. */
  multiply(w: number, x: number, out: number, rows: number, depth: number, lanes: number): void;

  /** `dw[u][k][g] += sum over b of d[4u + g][b] * x[k][b]`, for `u` below `units`; `depth` is even. */
  accumulate(d: number, x: number, dw: number, units: number, depth: number, lanes: number): void;

  /**
   * Turns weights round for gradients: `wt[r / 4][4u + g][r % 4] = w[u][first + r][g]`.
   *
   * @param rows How many rows from `first` on, a multiple of 4.
   */
  transpose(w: number, wt: number, first: number, rows: number, depth: number, units: number): void;

  /** `target[i] += source[i]` for `n` floats, a multiple of {@link LANES}. */
  add(target: number, source: number, n: number): void;

  /** Sum of squares of `n` floats, a multiple of {@link LANES}. */
  sumOfSquares(values: number, n: number): number;

  /** One step of Adam on `n` floats, a multiple of {@link LANES}. */
  adam(w: number, gradient: number, m: number, v: number, n: number, step: AdamStep): void;

  /**
   * Runs a layer for one sample, bit for bit as {@link forward} does; in the native set, which does not answer, as
   * WebAssembly's does.
   *
   * @param x Row-major inputs [steps, inputs].
   * @param scratch `depth + 2 * units` floats.
   * @param out Where hidden states go, `units` floats each.
   * @param keepsAll Whether each step's hidden state is kept, one after the other, or only the last.
   */
  answerOne(
    w: number,
    x: number,
    scratch: number,
    out: number,
    inputs: number,
    size: LayerSize,
    keepsAll: boolean,
  ): void;
}

/** What a step of Adam is told. */
export interface AdamStep {
  /** Learning rate with the corrections for the first steps in it: `rate * sqrt(1 - beta2^t) / (1 - beta1^t)`. */
  readonly rate: number;
  /** Added to the root of the second moment; corrected likewise: `1e-8 * sqrt(1 - beta2^t)`. */
  readonly epsilon: number;
  /** What gradients are multiplied by first: clipping. */
  readonly scale: number;
  /** Times the weights is added to the scaled gradient: L2. */
  readonly l2: number;
  /** Share by which weights shrink before the step: decoupled decay. */
  readonly decay: number;
}

/** Decay of Adam's first moment. */
export const BETA1 = 0.9;

/** Decay of Adam's second moment. */
export const BETA2 = 0.999;
