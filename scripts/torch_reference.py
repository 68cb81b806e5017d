#!/usr/bin/env python3
"""Prints Tests/TorchTests/TorchReference.swift: PyTorch's outputs and gradients of small networks.

    .venv/bin/python scripts/torch_reference.py > Tests/TorchTests/TorchReference.swift

Inputs and weights come from a formula that the tests have too. Computed in float64.
"""
import platform

import torch
from torch.nn import functional as F


def pattern(shape, multiplier, offset):
    count = torch.Size(shape).numel()
    values = [((index * multiplier + offset) % 11 - 5) / 4 for index in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape).requires_grad_()


def swift(name, tensor):
    values = tensor.detach().flatten().tolist()
    rows = [", ".join(map(repr, values[i : i + 4])) for i in range(0, len(values), 4)]
    print(f"  static let {name}: [Double] = [")
    print("".join(f"    {row},\n" for row in rows) + "  ]")


def classifier():
    image = pattern([2, 2, 5, 5], 7, 3)
    kernel, kernel_bias = pattern([3, 2, 3, 3], 5, 1), pattern([3], 3, 2)
    weight, bias = pattern([4, 12], 3, 4), pattern([4], 2, 5)
    hidden = F.max_pool2d(F.relu(F.conv2d(image, kernel, kernel_bias, padding=1)), 2)
    logits = F.linear(hidden.flatten(1), weight, bias)
    loss = F.cross_entropy(logits, torch.tensor([1, 3]))
    loss.backward()
    swift("logits", logits)
    print(f"  static let crossEntropy = {loss.item()!r}")
    for name, tensor in [
        ("imageGradient", image),
        ("kernelGradient", kernel),
        ("kernelBiasGradient", kernel_bias),
        ("weightGradient", weight),
        ("biasGradient", bias),
    ]:
        swift(name, tensor.grad)


def one_channel():
    image, kernel, bias = pattern([2, 1, 6, 6], 7, 3), pattern([2, 1, 3, 3], 5, 1), pattern([2], 3, 2)
    output = F.conv2d(image, kernel, bias, stride=2, padding=1)
    loss = F.mse_loss(output, pattern(output.shape, 4, 1).detach())
    loss.backward()
    print(f"  static let oneChannelLoss = {loss.item()!r}")
    swift("oneChannelOutput", output)
    swift("oneChannelKernelGradient", kernel.grad)


def functions():
    values = torch.tensor([-2.0, -0.5, 0.0, 1.0, 3.0], dtype=torch.float64)
    swift("sigmoid", values.sigmoid())
    swift("tanh", values.tanh())
    swift("gelu", F.gelu(values))


print(f"// Printed by scripts/torch_reference.py with PyTorch {torch.__version__} on Python")
print(f"// {platform.python_version()}; do not edit.")
print("// swift-format-ignore-file")
print()
print("enum TorchReference {")
classifier()
one_channel()
functions()
print("}")
