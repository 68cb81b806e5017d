"""PyTorch's half of a comparison: told a number of steps, it answers with the milliseconds of one.

Written as PyTorch's examples are: eager, contiguous tensors, the optimizer's defaults. With
`channels-last` the model and its input are laid out as its tuning guide advises for convolutions.
"""

import sys
import time

import torch
from torch import nn

name, optimizer, *options = sys.argv[1:]
torch.set_num_threads(2)
torch.manual_seed(0)

if name == "cnn":
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1568, 10))
    inputs = torch.randn(128, 1, 28, 28)
else:
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    inputs = torch.randn(64, 784)
targets = torch.arange(inputs.shape[0]) % 10

if "channels-last" in options:
    model = model.to(memory_format=torch.channels_last)
    inputs = inputs.contiguous(memory_format=torch.channels_last)
fused = {"fused": True} if "fused" in options else {}
if optimizer == "adamw":
    rule = torch.optim.AdamW(model.parameters(), lr=1e-4, **fused)
else:
    rule = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9, **fused)


def step():
    rule.zero_grad()
    loss = nn.functional.cross_entropy(model(inputs), targets)
    loss.backward()
    rule.step()
    return loss.item()


for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for _ in range(count):
        step()
    print((time.perf_counter() - start) / count * 1e3, flush=True)
