"""Writes schedules.json: learning rates as PyTorch's OneCycleLR and ReduceLROnPlateau have them.

Run from this folder with torch installed: python make_schedules.py
"""

import json

import torch


def optimizer(rate):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def one_cycle(n_steps, highest):
    descent = optimizer(highest)
    schedule = torch.optim.lr_scheduler.OneCycleLR(descent, highest, total_steps=n_steps, cycle_momentum=False)
    rates = []
    for step in range(n_steps):
        rates.append(descent.param_groups[0]["lr"])
        descent.step()
        if step + 1 < n_steps:
            schedule.step()
    return {"nSteps": n_steps, "highest": highest, "rates": rates}


def plateau(rate, losses, patience, factor, least):
    descent = optimizer(rate)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(descent, factor=factor, patience=patience, min_lr=least)
    rates = []
    for loss in losses:
        rates.append(descent.param_groups[0]["lr"])
        descent.step()
        schedule.step(loss)
    return {"rate": rate, "losses": losses, "patience": patience, "factor": factor, "least": least, "rates": rates}


losses = [1.0, 0.9, 0.95, 0.94, 0.93, 0.8, 0.79999, 0.81, 0.82, 0.83, 0.79, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]
golden = {
    "oneCycle": [one_cycle(40, 0.004), one_cycle(101, 0.1), one_cycle(7, 1.0)],
    "plateau": [plateau(0.001, losses, 2, 0.5, 1e-4), plateau(0.01, losses, 1, 0.1, 1e-6)],
}
with open("schedules.json", "w") as file:
    json.dump(golden, file)
    file.write("\n")
