#!/usr/bin/env python3
"""Prints Tests/LearningRateTests/Controllers/ControllerReference.swift: what others' rules answer.

    .venv/bin/pip install transformers==5.23.0
    .venv/bin/python scripts/controller_reference.py \
        > Tests/LearningRateTests/Controllers/ControllerReference.swift

Runs PyTorch's ReduceLROnPlateau and transformers' GreedyLR from a rate of 1 on random measurements, so
that the rate is the factor, and counts dlib's steps without decrease as its running_gradient does.
"""
import math
import platform
import random
import warnings
from collections import deque

import torch
import transformers
from torch.optim.lr_scheduler import ReduceLROnPlateau
from transformers.optimization import GreedyLR

warnings.filterwarnings("ignore")
draw = random.Random(20)


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def series(kind, count, noises=(0, 0.01, 0.05, 0.3)):
    """Measurements of one kind, rounded so that their text is exact."""
    noise = draw.choice(noises)
    pace = draw.choice([3, 10, 40])
    level, values = 1.0, []
    for index in range(count):
        if kind == "decay":
            value = 0.2 + math.exp(-index / pace) + noise * draw.gauss(0, 1)
        elif kind == "stairs":
            value = 1 / (1 + index // pace) + noise * draw.gauss(0, 0.1)
        elif kind == "walk":
            level += draw.gauss(-0.005, 0.03)
            value = abs(level)
        elif kind == "accuracy":
            value = 1 - 0.8 * math.exp(-index / pace) + noise * draw.gauss(0, 1)
        else:
            value = 0.5
        values.append(round(abs(value), 4))
    return values


def broken(values):
    """The same, with measurements that are none."""
    return [draw.choice([math.nan, math.inf]) if draw.random() < 0.15 else v for v in values]


def text(value):
    return repr(value).removesuffix(".0")


def case(notation, values, factors):
    """One case; of the factors only those that differ from the one before are written."""
    before, changes = 1.0, []
    for index, factor in enumerate(factors):
        if factor != before:
            changes.append(f"{index}:{text(factor)}")
        before = factor
    print(f'    ControllerCase(\n      "{notation}",')
    print(f'      "{" ".join(map(text, values))}", "{" ".join(changes)}"),')


def notation(name, arguments):
    return f"{name}({', '.join(f'{k}: {text(v) if isinstance(v, float) else v}' for k, v in arguments.items())})"


def run(scheduler, values):
    factors = []
    for value in values:
        scheduler.step(value)
        factors.append(scheduler.optimizer.param_groups[0]["lr"])
    return factors


LONG = {"relative": "rel", "absolute": "abs"}


def plateau(values, mode="min", non_finite="ignore"):
    a = dict(
        factor=draw.choice([0.1, 0.5, 0.9]), patience=draw.choice([0, 1, 2, 5]),
        threshold=draw.choice([1e-4, 0.0, 0.02]),
        thresholdMode=draw.choice(["relative", "absolute"]), mode=mode,
        cooldown=draw.choice([0, 1, 4]), minFactor=draw.choice([0.0, 0.05, 0.3]),
        epsilon=draw.choice([1e-8, 0.02]), nonFinite=non_finite)
    scheduler = ReduceLROnPlateau(
        optimizer(), mode=mode, factor=a["factor"], patience=a["patience"],
        threshold=a["threshold"], threshold_mode=LONG[a["thresholdMode"]],
        cooldown=a["cooldown"], min_lr=a["minFactor"], eps=a["epsilon"])
    case(notation("plateau", a), values, run(scheduler, values))


def greedy(values, mode="min", non_finite="ignore"):
    a = dict(
        factor=draw.choice([0.95, 0.8, 0.5]), patience=draw.choice([0, 1, 3]),
        window=draw.choice([1, 4, 20]) if non_finite == "ignore" else 1,
        minFactor=draw.choice([0.01, 0.2, 0.5]), maxFactor=draw.choice([1, 2, 10]),
        threshold=draw.choice([1e-6, 0.001]), thresholdMode=draw.choice(["relative", "absolute"]),
        mode=mode, cooldown=draw.choice([0, 2]), warmup=draw.choice([0, 3]),
        reset=draw.choice([1, 3, 500]), epsilon=draw.choice([1e-8, 0.02]), nonFinite=non_finite)
    scheduler = GreedyLR(
        optimizer(), mode=mode, factor=a["factor"], patience=a["patience"],
        threshold=a["threshold"], threshold_mode=LONG[a["thresholdMode"]],
        cooldown=a["cooldown"], warmup=a["warmup"], min_lr=a["minFactor"], max_lr=a["maxFactor"],
        eps=a["epsilon"], smooth=a["window"] > 1, window_size=a["window"],
        reset_start=a["reset"])
    case(notation("greedy", a), values, run(scheduler, values))


def without_decrease(values, probability):
    """dlib's count_steps_without_decrease: recursive least squares from the newest value back."""
    r, w, squares, n = [[1e6, 0.0], [0.0, 1e6]], [0.0, 0.0], 0.0, 0
    count = 0
    for j, (y, kept) in enumerate(reversed(values), 1):
        if kept:
            rx = [r[0][0] * n + r[0][1], r[1][0] * n + r[1][1]]
            scale = 1 + n * rx[0] + rx[1]
            r = [[r[i][k] - rx[i] * rx[k] / scale for k in (0, 1)] for i in (0, 1)]
            r[0][1] = r[1][0] = (r[0][1] + r[1][0]) / 2
            error = y - (n * w[0] + w[1])
            w = [w[i] + (r[i][0] * n + r[i][1]) * error for i in (0, 1)]
            squares += (y - (n * w[0] + w[1])) ** 2 * scale
            n += 1
        if n > 2:
            deviation = math.sqrt(squares / (n - 2) * 12 / (n**3 - n))
            if deviation == 0:
                rising = 1.0 if w[0] > 0 else 0.0 if w[0] < 0 else 0.5
            else:
                rising = 1 - 0.5 * math.erfc(w[0] / deviation / math.sqrt(2))
            if rising < probability:
                count = j
    return count


def slope_test(values, patience):
    a = dict(factor=draw.choice([0.1, 0.5]), patience=patience, probability=draw.choice([0.51, 0.9]))
    window, budget, factor, factors = deque(), 0, 1.0, []
    for value in values:
        budget += 200
        window.append(value)
        if len(window) > patience:
            window.popleft()
        if budget > patience:
            budget = 0
            if without_decrease([(v, True) for v in window], a["probability"]) >= patience:
                top = sorted(window)[math.floor((len(window) - 1) * (1 - 0.1) + 0.5)]
                robust = [(v, v <= top) for v in window]
                if without_decrease(robust, a["probability"]) >= patience:
                    factor *= a["factor"]
                    for _ in range(min(400 + patience // 10, len(window))):
                        window.popleft()
        factors.append(factor)
    case(notation("slopeTest", a), values, factors)


print(f"// Printed by scripts/controller_reference.py with PyTorch {torch.__version__}, transformers")
print(f"// {transformers.__version__} and Python {platform.python_version()}; do not edit.")
print("// swift-format-ignore-file")
print()
print("enum ControllerReference {")
print("  static let plateau = [")
for kind in ["decay", "stairs", "walk", "constant"] * 6:
    plateau(series(kind, 40))
for _ in range(6):
    plateau(series("accuracy", 40), mode="max")
    plateau(broken(series("stairs", 40)), non_finite="bad")
print("  ]\n\n  static let greedy = [")
for kind in ["decay", "stairs", "walk", "constant"] * 5:
    greedy(series(kind, 80))
for _ in range(4):
    greedy(series("accuracy", 80), mode="max")
    greedy(broken(series("decay", 80)), non_finite="bad")
print("  ]\n\n  static let slopeTest = [")
# With noise: dlib's fit takes the newest measurement for a thousandth of its size of noise.
for kind in ["decay", "stairs", "walk"] * 3:
    slope_test(series(kind, 200, [0.05, 0.3]), draw.choice([5, 8, 25, 60]))
slope_test(series("decay", 1200, [0.05]), 500)
slope_test(series("walk", 1500), 640)
print("  ]\n")
print("  /// A loss below zero that gets worse by 0.00005 each time, in PyTorch.")
print("  static let worseningNegative = [")
worse = [round(-1 + 5e-5 * index, 5) for index in range(20)]
scheduler = ReduceLROnPlateau(optimizer(), factor=0.5, patience=2)
case("plateau(factor: 0.5, patience: 2)", worse, run(scheduler, worse))
print("  ]\n}")
