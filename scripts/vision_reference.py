#!/usr/bin/env python3
"""Prints Tests/TasksTests/Resources/vision.json: the losses of models of pictures that PyTorch trains.

    .venv/bin/python scripts/vision_reference.py > Tests/TasksTests/Resources/vision.json

50 steps of AdamW on the same pictures in the same order. Weights and pictures come from formulas that the test
has too. Computed in float64.
"""
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

STEPS, SIDE, PICTURES, ROWS = 50, 16, 12, 4


def convolution(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


class Both(nn.Module):
    """The input beside what a chain makes of it."""

    def __init__(self, below):
        super().__init__()
        self.layers = nn.ModuleList([nn.Sequential(), below])

    def forward(self, x):
        return torch.cat([layer(x) for layer in self.layers], 1)


def level(inputs, widths):
    width, *rest = widths
    down = convolution(inputs, width) + convolution(width, width)
    if not rest:
        return down
    below = nn.Sequential(nn.MaxPool2d(2), *level(width, rest), nn.Upsample(scale_factor=2))
    return down + [Both(below)] + convolution(width + rest[0], width)


def named(model):
    """The parameters by Anneal's names, in whose order they get their values."""
    names = {}
    for name, tensor in model.named_parameters():
        parts, full = name.split("."), []
        for place, part in enumerate(parts):
            if part.isdigit() and (place == 0 or parts[place - 1] != "layers"):
                full.append("layers")
            full.append(part)
        names[".".join(full)] = tensor
    return sorted(names.items())


def segmentation_losses():
    model = nn.Sequential(*level(1, [4, 6, 5]), nn.Conv2d(4, 11, 1)).double()
    with torch.no_grad():
        for place, (_, tensor) in enumerate(named(model)):
            values = [0.3 * math.sin(0.7 * i + place) for i in range(tensor.numel())]
            tensor.copy_(torch.tensor(values, dtype=torch.float64).reshape(tensor.shape))
    pixels = SIDE * SIDE
    inputs = torch.tensor(
        [0.5 + 0.5 * math.sin(0.37 * i + 0.01 * (i % 7) * (i % 11)) for i in range(PICTURES * pixels)],
        dtype=torch.float64).reshape(PICTURES, 1, SIDE, SIDE)
    targets = torch.tensor(
        [(i // (PICTURES * 8) + i % 5) % 11 for i in range(PICTURES * pixels)]).reshape(PICTURES, SIDE, SIDE)
    step = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.01)
    found = []
    for number in range(STEPS):
        places = [(number * ROWS + row) % PICTURES for row in range(ROWS)]
        loss = F.cross_entropy(model(inputs[places]), targets[places])
        step.zero_grad()
        loss.backward()
        step.step()
        found.append(loss.item())
    return found


print(json.dumps({"torch": torch.__version__, "losses": {"segment": segmentation_losses()}}))
