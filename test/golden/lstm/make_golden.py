"""Writes golden.json: what PyTorch, in float64, makes of five small LSTMs with two heads.

Run from this folder with torch and numpy installed: python make_golden.py

The network: an LSTM of one or two layers; the top layer's last hidden state, layer-normalised or not (eps 1e-5);
a dense layer with 4 outputs: the logits of sell, hold and buy, and the return. No dropout. The loss is

    sum_i s_i (actionWeight classWeights[y_i] (1 - p_i)^focalGamma (-ln p_i) + returnWeight (out_i3 - target_i)^2) / sum_i s_i

with p_i the softmax probability of the class y_i and s_i the sample's weight.

Weights are laid out as in Keras, gates in the order i, f, c, o: kernel [in, 4 units], recurrent [units, 4 units],
bias [4 units]; gamma and beta [units]; headKernel [units, 4], headBias [4]. PyTorch's second bias is 0 and frozen.

Arrays are base64 of little-endian numbers, row-major. What goes in is float32 (x [batch, steps, features], target and
sampleWeight [batch], weights), widened to float64 before anything is computed; y is plain JSON. What comes out is
float64 (outputs [batch, 4], gradient in the shape of the weights, inputGradient in the shape of x, trained weights).

`trained` holds the weights after some steps on the whole batch, each of which clips the gradient's global norm
(gradientNorm is what it was before) and then applies Adam (decay added to the gradient, after clipping) or AdamW
(decay taken off the weight), both with betas .9 and .999 and eps 1e-8.
"""

import base64
import copy
import json

import numpy as np
import torch

TRAINING = {"nSteps": 3, "clipNorm": 1.0, "learningRate": 1e-2, "weightDecay": 1e-2}
OPTIMIZERS = {"adam": torch.optim.Adam, "adamW": torch.optim.AdamW}
CASES = [
    {"name": "odd units", "batch": 5, "steps": 4, "features": 3, "units": 6, "layers": 1, "layerNorm": False,
     "actionWeight": 0.75, "returnWeight": 2.0, "classWeights": [1.5, 0.5, 2.0], "focalGamma": 0},
    {"name": "odd batch, trained", "batch": 70, "steps": 7, "features": 13, "units": 16, "layers": 1, "layerNorm": False,
     "actionWeight": 3.0, "returnWeight": 2.5, "classWeights": [2.0, 0.25, 1.25], "focalGamma": 2},
    {"name": "two layers", "batch": 9, "steps": 5, "features": 4, "units": 8, "layers": 2, "layerNorm": False,
     "actionWeight": 1.25, "returnWeight": 0.5, "classWeights": [3.0, 0.75, 1.25], "focalGamma": 3},
    {"name": "layer norm", "batch": 5, "steps": 4, "features": 3, "units": 6, "layers": 1, "layerNorm": True,
     "actionWeight": 0.75, "returnWeight": 2.0, "classWeights": [1.5, 0.5, 2.0], "focalGamma": 2},
    {"name": "two odd layers, layer norm", "batch": 7, "steps": 6, "features": 5, "units": 10, "layers": 2,
     "layerNorm": True, "actionWeight": 1.5, "returnWeight": 0.25, "classWeights": [0.5, 1.25, 4.0], "focalGamma": 1.5},
]  # fmt: skip


class Network(torch.nn.Module):
    def __init__(self, case):
        super().__init__()
        self.lstm = torch.nn.LSTM(case["features"], case["units"], case["layers"], batch_first=True)
        self.norm = torch.nn.LayerNorm(case["units"], eps=1e-5) if case["layerNorm"] else None
        self.head = torch.nn.Linear(case["units"], 4)
        self.double()
        for layer in range(case["layers"]):
            unused = getattr(self.lstm, f"bias_hh_l{layer}")
            torch.nn.init.zeros_(unused)
            unused.requires_grad_(False)

    def forward(self, x):
        last = self.lstm(x)[0][:, -1]
        return self.head(last if self.norm is None else self.norm(last))

    def in_use(self):
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def blocks(self):
        """Every weight block as (where it is in the Keras layout, parameter)."""
        for layer in range(self.lstm.num_layers):
            yield ("layers", layer, "kernel"), getattr(self.lstm, f"weight_ih_l{layer}")
            yield ("layers", layer, "recurrent"), getattr(self.lstm, f"weight_hh_l{layer}")
            yield ("layers", layer, "bias"), getattr(self.lstm, f"bias_ih_l{layer}")
        if self.norm is not None:
            yield ("norm", "gamma"), self.norm.weight
            yield ("norm", "beta"), self.norm.bias
        yield ("headKernel",), self.head.weight
        yield ("headBias",), self.head.bias


def encode(array, dtype):
    return base64.b64encode(np.ascontiguousarray(array, dtype=dtype).tobytes()).decode()


def in_keras_layout(network, dtype, value=lambda parameter: parameter):
    """PyTorch's matrices are [out, in], Keras' [in, out]; its gates i, f, g, o are Keras' i, f, c, o."""
    tree = {"layers": [{} for _ in range(network.lstm.num_layers)], "norm": {} if network.norm is not None else None}
    for (*path, name), parameter in network.blocks():
        place = tree
        for step in path:
            place = place[step]
        place[name] = encode(value(parameter).detach().numpy().T, dtype)
    return tree


def draw_weights(network, rng):
    """Values of float32, large enough for gates to saturate now and then."""
    with torch.no_grad():
        for path, parameter in network.blocks():
            values = rng.normal(0, 0.4, tuple(parameter.shape)) + (path[-1] == "gamma")
            parameter.copy_(torch.from_numpy(values.astype("<f4").astype("<f8")))


def draw_samples(case, rng):
    n = case["batch"]
    x = rng.normal(0, 1, (n, case["steps"], case["features"])).astype("<f4")
    y = rng.permutation(np.arange(n) % 3)
    target = rng.normal(0, 0.5, n).astype("<f4")
    weight = rng.permutation(np.resize([0, 0.5, 1, 1.75, 1], n)).astype("<f4")
    return x, y, target, weight


def loss_of(case, outputs, y, target, weight):
    log_p = torch.log_softmax(outputs[:, :3], 1).gather(1, y[:, None])[:, 0]
    focal = torch.tensor(case["classWeights"]).double()[y] * (1 - log_p.exp()) ** case["focalGamma"] * -log_p
    squares = (outputs[:, 3] - target) ** 2
    return (weight * (case["actionWeight"] * focal + case["returnWeight"] * squares)).sum() / weight.sum()


def train(case, network, x, samples, optimizer):
    settings = {"lr": TRAINING["learningRate"], "weight_decay": TRAINING["weightDecay"]}
    optimizer, norms = optimizer(network.in_use(), **settings), []
    for _ in range(TRAINING["nSteps"]):
        optimizer.zero_grad()
        loss_of(case, network(x), *samples).backward()
        norms.append(float(torch.nn.utils.clip_grad_norm_(network.in_use(), TRAINING["clipNorm"])))
        optimizer.step()
    return {"gradientNorm": norms, "weights": in_keras_layout(network, "<f8")}


def compute(case, seed):
    rng = np.random.default_rng(seed)
    network = Network(case)
    draw_weights(network, rng)
    x, y, target, weight = draw_samples(case, rng)
    result = case | {
        "x": encode(x, "<f4"),
        "y": y.tolist(),
        "target": encode(target, "<f4"),
        "sampleWeight": encode(weight, "<f4"),
        "weights": in_keras_layout(network, "<f4"),
    }
    inputs = torch.from_numpy(x).double().requires_grad_()
    samples = torch.from_numpy(y), torch.from_numpy(target).double(), torch.from_numpy(weight).double()
    untrained = copy.deepcopy(network)
    outputs = network(inputs)
    loss = loss_of(case, outputs, *samples)
    loss.backward()
    result |= {
        "outputs": encode(outputs.detach().numpy(), "<f8"),
        "loss": loss.item(),
        "gradient": in_keras_layout(network, "<f8", lambda parameter: parameter.grad),
        "inputGradient": encode(inputs.grad.numpy(), "<f8"),
        "trained": None,
    }
    if "trained" in case["name"]:
        x = inputs.detach()
        runs = {name: train(case, copy.deepcopy(untrained), x, samples, kind) for name, kind in OPTIMIZERS.items()}
        result["trained"] = TRAINING | runs
    return result


golden = {
    "madeBy": f"python make_golden.py, torch {torch.__version__}, numpy {np.__version__}",
    "cases": [compute(case, seed) for seed, case in enumerate(CASES)],
}
with open("golden.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
