/**
 * A network as TensorFlow.js describes its layers, so that `tf.loadLayersModel` can load it.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import type { NetworkShape } from "./shape.ts";

/**
 * The layers: scaled sequences in; the LSTM layers, a normalization where there is one, and two dense heads, the softmax of
 * sell, hold and buy and the rank or return.
 *
 * @see https://js.tensorflow.org/api/latest/#loadLayersModel and Keras' functional model configuration.
 */
export function topologyOf(shape: NetworkShape): Record<string, unknown> {
  const { inputs, steps, units, layers, layerNorm } = shape;
  const input = {
    name: "sequence",
    batch_input_shape: [null, steps, inputs],
    dtype: "float32",
    sparse: false,
  };
  const chain: Layer[] = [
    ...Array.from({ length: layers }, (_, l) => lstmLayer(`lstm_${l + 1}`, units, l < layers - 1)),
    ...(layerNorm
      ? [{ class_name: "LayerNormalization", config: { name: "norm", axis: [-1], epsilon: 1e-5 } }]
      : []),
  ];
  const nodes = [{ class_name: "InputLayer", config: input }, ...chain];
  const last = nodes[nodes.length - 1].config.name;
  const heads: Layer[] = [
    {
      class_name: "Dense",
      config: { name: "action", units: CLASSES.length, activation: "softmax", use_bias: true },
    },
    { class_name: "Dense", config: { name: "return", units: 1, activation: "linear", use_bias: true } },
  ];
  return {
    class_name: "Model",
    keras_version: "tfjs-layers 4.22.0",
    backend: "tensor_flow.js",
    config: {
      name: "b3_lstm",
      layers: [
        ...nodes.map((layer, i) => wired(layer, i === 0 ? null : nodes[i - 1].config.name)),
        ...heads.map((head) => wired(head, last)),
      ],
      input_layers: [[input.name, 0, 0]],
      output_layers: heads.map(({ config }) => [config.name, 0, 0]),
    },
  };
}

interface Layer {
  readonly class_name: string;
  readonly config: { readonly name: string } & Readonly<Record<string, unknown>>;
}

function lstmLayer(name: string, units: number, returnsSequences: boolean): Layer {
  return {
    class_name: "LSTM",
    config: {
      name,
      units,
      activation: "tanh",
      recurrent_activation: "sigmoid",
      use_bias: true,
      unit_forget_bias: false,
      implementation: 2,
      return_sequences: returnsSequences,
      return_state: false,
      go_backwards: false,
      stateful: false,
      unroll: false,
    },
  };
}

/** A layer with where its input comes from. */
function wired({ class_name, config }: Layer, from: string | null) {
  return { name: config.name, class_name, config, inbound_nodes: from === null ? [] : [[[from, 0, 0, {}]]] };
}
