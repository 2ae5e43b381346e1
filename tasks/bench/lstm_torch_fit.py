"""Trains the LSTM with two heads by PyTorch on sequences that a bench wrote, and prints one JSON line.

python tasks/bench/lstm_torch_fit.py FOLDER --features 13 --lookback 32 --epochs 25 ... (--help lists the rest)

The folder holds, little-endian:
  rows.f32     feature rows [nRows, features]
  row.i32      [nSamples], the row that a sample's sequence ends at; it begins lookback - 1 rows before
  y.u8         [nSamples], classes: 0 sell, 1 hold, 2 buy
  target.f32   [nSamples], returns
  order.i32    optional, [epochs, samples of an epoch], batch after batch; without it
               every epoch shuffles all samples
  weights.f32  optional, the weights to start from in Keras' layout, gates i, f, c, o: kernel, recurrent and bias of
               each layer, gamma and beta if there is a norm, headKernel, headBias

The line says the wall time of the epochs alone (validation included), the peak and the first memory of the process
(the first is PyTorch alone), each epoch's mean loss, and the loss on all training samples after the last, without
dropout.
"""

import argparse
import json
import os
import sys
import time

sys.dont_write_bytecode = True
from lstm_torch import Network, gather, loss_of, peak_bytes, take_step, use_threads, versions

import torch


def read_arguments():
    parser = argparse.ArgumentParser(description="Trains the LSTM by PyTorch; prints one JSON line.")
    parser.add_argument("folder")
    for name, default in {"features": None, "lookback": None, "epochs": None, "batch-size": 256, "units": 64,
                          "layers": 1, "threads": 2, "seed": 1, "validation": 0}.items():  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=default, required=default is None)
    for name, default in {"dropout": 0.4, "learning-rate": 1e-3, "weight-decay": 0.0, "clip-norm": 1.0,
                          "focal-gamma": 2.0, "action-weight": 1.0, "return-weight": 0.5}.items():  # fmt: skip
        parser.add_argument(f"--{name}", type=float, default=default)
    parser.add_argument("--class-weights", type=float, nargs=3, default=[1.0, 1.0, 1.0])
    parser.add_argument("--schedule", choices=["constant", "one-cycle"], default="constant")
    parser.add_argument("--decay", choices=["l2", "decoupled"], default="l2")
    parser.add_argument("--layer-norm", action="store_true")
    return parser.parse_args()


def read_array(folder, name, dtype, shape=(-1,)):
    with open(os.path.join(folder, name), "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=dtype).reshape(shape)


def read_order(settings, n_train):
    """Samples of each epoch, or `None` for a shuffle of all."""
    if not os.path.exists(os.path.join(settings.folder, "order.i32")):
        return None
    order = read_array(settings.folder, "order.i32", torch.int32, (settings.epochs, -1)).long()
    if order.min() < 0 or order.max() >= n_train:
        sys.exit(f"Cannot train on order.i32: samples are 0 to {n_train - 1}, it has {order.min()} to {order.max()}")
    return order


def start_from_file(network, folder):
    """Keras' matrices are PyTorch's, transposed; its gates i, f, c, o are PyTorch's i, f, g, o."""
    if not os.path.exists(os.path.join(folder, "weights.f32")):
        return
    values, parameters = read_array(folder, "weights.f32", torch.float32), network.in_use()
    sizes = [parameter.numel() for parameter in parameters]
    if len(values) != sum(sizes):
        sys.exit(f"Cannot start from weights.f32: the network has {sum(sizes)} weights, the file {len(values)}")
    with torch.no_grad():
        for parameter, block in zip(parameters, values.split(sizes)):
            keras = parameter.t()
            keras.copy_(block.reshape(keras.shape))


def make_optimizer(settings, network):
    kind = torch.optim.AdamW if settings.decay == "decoupled" else torch.optim.Adam
    return kind(network.in_use(), lr=settings.learning_rate, weight_decay=settings.weight_decay, fused=True)


def make_schedule(settings, optimizer, n_steps):
    if settings.schedule == "constant":
        return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: 1.0)
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.learning_rate, total_steps=n_steps, cycle_momentum=False
    )


def train(settings):
    torch.manual_seed(settings.seed)
    rows = read_array(settings.folder, "rows.f32", torch.float32, (-1, settings.features))
    last = read_array(settings.folder, "row.i32", torch.int32).long()
    y = read_array(settings.folder, "y.u8", torch.uint8).long()
    target = read_array(settings.folder, "target.f32", torch.float32)
    n_train = len(last) - settings.validation
    order, batch, size = read_order(settings, n_train), settings.batch_size, (settings.layers, settings.layer_norm)
    network = Network(settings.features, settings.units, *size, settings.dropout)
    start_from_file(network, settings.folder)
    class_weights = torch.tensor(settings.class_weights)
    optimizer = make_optimizer(settings, network)
    n_drawn = n_train if order is None else order.shape[1]
    schedule = make_schedule(settings, optimizer, settings.epochs * -(-n_drawn // batch))

    def loss_at(samples):
        outputs = network(gather(rows, last[samples], settings.lookback))
        weights = settings.focal_gamma, settings.action_weight, settings.return_weight, class_weights
        return loss_of(outputs, y[samples], target[samples], *weights)

    def evaluate(samples):
        network.eval()
        with torch.inference_mode():
            return sum(loss_at(part).item() * len(part) for part in samples.split(1024)) / len(samples)

    began, losses, validation_losses = time.perf_counter(), [], []
    for epoch in range(settings.epochs):
        network.train()
        total = 0.0
        for samples in (torch.randperm(n_train) if order is None else order[epoch]).split(batch):
            total += take_step(network, optimizer, loss_at(samples), settings.clip_norm) * len(samples)
            schedule.step()
        losses.append(total / n_drawn)
        if settings.validation:
            validation_losses.append(evaluate(torch.arange(n_train, len(last))))
    seconds, peak = time.perf_counter() - began, peak_bytes()
    return {
        "seconds": seconds,
        "nSamples": n_train,
        "peakBytes": peak,
        "losses": losses,
        "validationLosses": validation_losses,
        "trainLoss": evaluate(torch.arange(n_train)),
    }


def main():
    settings = read_arguments()
    use_threads(settings.threads)
    name = f"PyTorch {torch.__version__}, {settings.threads} {'thread' if settings.threads == 1 else 'threads'}"
    first = {"firstBytes": peak_bytes()}
    print(json.dumps({"name": name} | first | train(settings) | {"versions": versions()}))


main()
