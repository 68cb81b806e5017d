#!/usr/bin/env python3
"""Prints Tests/OptimizersTests/OptimizerReference.swift: parameters after 100 steps of torch.optim.

    .venv/bin/python scripts/optimizer_reference.py > Tests/OptimizersTests/OptimizerReference.swift

Parameters and gradients come from a small generator that the tests have too, so that only results
are stored: every element of the small tensors, and a few elements and the sum of the large one.
"""
import platform

import torch

SHAPES = [[1], [7], [8], [9], [5, 3], [1000]]
SAMPLES = [0, 7, 8, 499, 991, 999]
STEPS = 100
CASES = [
    ("sgd", torch.optim.SGD, {}),
    ("sgd(weightDecay: 0.05)", torch.optim.SGD, {"weight_decay": 0.05}),
    ("sgd(momentum: 0.9)", torch.optim.SGD, {"momentum": 0.9}),
    (
        "sgd(momentum: 0.8, nesterov: true, weightDecay: 0.05)",
        torch.optim.SGD,
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.05},
    ),
    ("adam", torch.optim.Adam, {}),
    ("adam(beta1: 0.5, beta2: 0.9)", torch.optim.Adam, {"betas": (0.5, 0.9)}),
    (
        "adam(epsilon: 1e-3, weightDecay: 0.1)",
        torch.optim.Adam,
        {"eps": 1e-3, "weight_decay": 0.1},
    ),
    ("adamw", torch.optim.AdamW, {}),
    (
        "adamw(beta2: 0.95, weightDecay: 0.3)",
        torch.optim.AdamW,
        {"betas": (0.9, 0.95), "weight_decay": 0.3},
    ),
]


class Generator:
    """A linear congruential generator; 24 bits of it make a number in -1 ..< 1, exact in float32."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 40) / 2**23 - 1


def tensors(generator, scales, dtype):
    result = []
    for shape, scale in zip(SHAPES, scales):
        count = torch.Size(shape).numel()
        values = [generator.next() * scale for _ in range(count)]
        result.append(torch.tensor(values, dtype=dtype).reshape(shape))
    return result


def learning_rate(step):
    return 0.01 * (1 + step % 7)


def gradient_scales():
    return [2.0 ** (1 - 3 * index) for index in range(len(SHAPES))]


def run(optimizer_type, arguments, dtype):
    generator = Generator(1)
    parameters = tensors(generator, [1.0] * len(SHAPES), dtype)
    optimizer = optimizer_type(parameters, lr=1.0, foreach=False, **arguments)
    for step in range(STEPS):
        for parameter, gradient in zip(parameters, tensors(generator, gradient_scales(), dtype)):
            parameter.grad = gradient
        optimizer.param_groups[0]["lr"] = learning_rate(step)
        optimizer.step()
    values = [value for parameter in parameters[:-1] for value in parameter.flatten().tolist()]
    values += [parameters[-1][index].item() for index in SAMPLES]
    values.append(parameters[-1].double().sum().item())
    return values


def norm(dtype):
    gradients = tensors(Generator(2), gradient_scales(), dtype)
    return torch.nn.utils.get_total_norm(gradients).item()


def swift(values):
    rows = [", ".join(map(repr, values[i : i + 4])) for i in range(0, len(values), 4)]
    return "".join(f"        {row},\n" for row in rows)


print(f"// Printed by scripts/optimizer_reference.py with PyTorch {torch.__version__} on Python")
print(f"// {platform.python_version()}; do not edit.")
print("// swift-format-ignore-file")
print()
print("enum OptimizerReference {")
print(f"  static let norm = {norm(torch.float64)!r}")
print("  static let cases: [ReferenceCase] = [")
for notation, optimizer_type, arguments in CASES:
    print(f'    ReferenceCase(\n      "{notation}",')
    print(f"      float64: [\n{swift(run(optimizer_type, arguments, torch.float64))}      ],")
    print(f"      float32: [\n{swift(run(optimizer_type, arguments, torch.float32))}      ]),")
print("  ]\n}")
