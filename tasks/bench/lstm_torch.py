"""Times PyTorch on the LSTM with two heads, on the CPU, and prints one JSON line for tasks/bench/lstm.ts.

python tasks/bench/lstm_torch.py BATCH STEPS FEATURES UNITS THREADS

One training step gathers its batch from rows in memory, then forward, dropout .4, focal loss (gamma 2) plus half the
squared error, backward, clipping of the global norm and Adam. Inference is of 1 and of 1,024 sequences. Times are in
seconds, after warm-up. Data and weights are random.
"""

import json
import resource
import sys
import time

try:
    import torch
except ImportError as error:
    sys.exit(f"Cannot time PyTorch: {sys.executable} has no torch ({error}); install torch or set B3_PYTHON")

N_ROWS = 50_000


class Network(torch.nn.Module):
    """LSTM layers, the last hidden state, layer-normalised or not, dropout, and 4 outputs: 3 logits and the return."""

    def __init__(self, features, units, layers=1, layer_norm=False, dropout=0.0):
        super().__init__()
        self.lstm = torch.nn.LSTM(features, units, layers, batch_first=True)
        self.norm = torch.nn.LayerNorm(units) if layer_norm else torch.nn.Identity()
        self.dropout = torch.nn.Dropout(dropout)
        self.head = torch.nn.Linear(units, 4)
        for layer in range(layers):  # one bias a gate is enough
            unused = getattr(self.lstm, f"bias_hh_l{layer}")
            torch.nn.init.zeros_(unused)
            unused.requires_grad_(False)

    def forward(self, x):
        return self.head(self.dropout(self.norm(self.lstm(x)[1][0][-1])))

    def in_use(self):
        return [parameter for parameter in self.parameters() if parameter.requires_grad]


def loss_of(outputs, y, target, focal_gamma=2.0, action_weight=1.0, return_weight=0.5, class_weights=None):
    """Mean focal loss, samples weighted by their class if said, plus the mean squared error of the return."""
    log_p = torch.log_softmax(outputs[:, :3], 1).gather(1, y[:, None])[:, 0]
    focal = (1 - log_p.exp()) ** focal_gamma * -log_p
    if class_weights is not None:
        focal = class_weights[y] * focal
    return action_weight * focal.mean() + return_weight * torch.nn.functional.mse_loss(outputs[:, 3], target)


def gather(rows, last, steps):
    """Sequences [batch, steps, features] that end at the rows `last`."""
    return rows[last[:, None] + torch.arange(1 - steps, 1)]


def take_step(network, optimizer, loss, clip_norm):
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.in_use(), clip_norm, foreach=True)
    optimizer.step()
    return loss.item()


def use_threads(threads):
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)


def peak_bytes():
    """The most memory this process had; where Linux does not tell, what may be its parent's too."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) * 1024
    except (OSError, StopIteration):
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def versions():
    return {"torch": torch.__version__, "python": sys.version.split()[0]}


def timed(call, budget=6.0, least=20, most=200):
    """Median and spread of up to `most` calls, fewer when they take more than `budget` seconds together."""
    for _ in range(10):
        call()
    seconds = []
    while len(seconds) < least or (len(seconds) < most and sum(seconds) < budget):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    at = lambda share: seconds[min(len(seconds) - 1, int(share * len(seconds)))]
    return {"median": at(0.5), "p10": at(0.1), "p90": at(0.9), "n": len(seconds)}


def time_training(network, rows, batch, steps):
    y, target = torch.randint(3, (N_ROWS,)), torch.randn(N_ROWS)
    optimizer = torch.optim.Adam(network.in_use(), lr=1e-3, fused=True)

    def step():
        last = torch.randint(steps - 1, N_ROWS, (batch,))
        outputs = network(gather(rows, last, steps))
        take_step(network, optimizer, loss_of(outputs, y[last], target[last]), 1.0)

    network.train()
    return timed(step)


def time_inference(network, rows, batch, steps):
    x = gather(rows, torch.randint(steps - 1, N_ROWS, (batch,)), steps)
    network.eval()
    with torch.inference_mode():
        return timed(lambda: network(x), most=1000 if batch == 1 else 200)


def main():
    batch, steps, features, units, threads = map(int, sys.argv[1:6])
    use_threads(threads)
    torch.manual_seed(1)
    network, rows = Network(features, units, dropout=0.4), torch.randn(N_ROWS, features)
    print(
        json.dumps(
            {
                "name": f"PyTorch {torch.__version__}, {threads} {'thread' if threads == 1 else 'threads'}",
                "train": time_training(network, rows, batch, steps),
                "infer1": time_inference(network, rows, 1, steps),
                "infer1024": time_inference(network, rows, 1024, steps),
                "peakBytes": peak_bytes(),
                "versions": versions(),
            }
        )
    )


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit("Usage: lstm_torch.py BATCH STEPS FEATURES UNITS THREADS")
    main()
