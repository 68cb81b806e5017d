#!/usr/bin/env python3
"""Prints Tests/TrainingTests/Resources/mup.json: the losses of a network in µP by Microsoft's `mup`.

    pip install mup==1.0.0
    python scripts/mup_reference.py > Tests/TrainingTests/Resources/mup.json

A network of 32 features is scaled from one of 8. Weights and data come from a formula that the test has
too; the weights have the spread of PyTorch's initial ones. Computed in float64.
"""
import json
import math

import mup
import torch
from torch import nn


def pattern(shape, multiplier, offset):
    count = torch.Size(shape).numel()
    # Sines, since exact zeros would be rounding errors that Adam makes into steps.
    values = [math.sin(index * multiplier + offset) for index in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def network(width):
    return nn.Sequential(
        nn.Linear(6, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), mup.MuReadout(width, 3)
    ).double()


def model():
    made = network(32)
    with torch.no_grad():
        for place, layer in enumerate([made[0], made[2], made[4]]):
            bound = layer.weight.shape[1] ** -0.5
            layer.weight.copy_(pattern(layer.weight.shape, 7, place) * bound)
            layer.bias.copy_(pattern(layer.bias.shape, 4, place) * bound)
    mup.set_base_shapes(made, network(8), delta=network(16), rescale_params=True)
    return made


def losses(optimizer):
    made = model()
    step = optimizer(made.parameters())
    inputs, targets = pattern([20, 6], 3, 1), pattern([20, 3], 5, 2)
    found = []
    for _ in range(8):
        step.zero_grad()
        loss = ((made(inputs) - targets) ** 2).mean()
        loss.backward()
        step.step()
        found.append(loss.item())
    return found


print(
    json.dumps(
        {
            "sgd(momentum: 0.9)": losses(lambda p: mup.MuSGD(p, lr=0.05, momentum=0.9)),
            "adamw(weightDecay: 0.1)": losses(
                lambda p: mup.MuAdamW(p, lr=0.05, weight_decay=0.1)
            ),
        },
        indent=1,
    )
)
