"""A scheduler of PyTorch, run as in a training loop."""
import warnings

import torch
from draws import STEPS

warnings.filterwarnings("ignore", message=".*epoch parameter.*")


def optimizer(rate, **options):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate, **options)


def run(optimizer, scheduler, steps=STEPS):
    """The rate that each update uses."""
    values = []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return [float(value) for value in values]
