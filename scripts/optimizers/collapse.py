"""Whether DoWG and D-Adaptation for SGD end at chance on digits in PyTorch, too.

    python scripts/optimizers/collapse.py        # with requirements.txt and requirements-no-deps.txt

The network of the task `digits`, 30 epochs in batches of 32, three seeds: `dadaptation.DAdaptSGD` at its
defaults, and DoWG as its paper's algorithm 1 has it, from three initial guesses.
"""
import csv
import gzip
import warnings
from pathlib import Path

import dadaptation
import torch
from torch import nn

DIGITS = Path(__file__).parents[2] / "Sources/Tasks/Resources/digits.csv.gz"


class DoWG:
    def __init__(self, parameters, squared_distance):
        self.parameters = list(parameters)
        self.start = [p.detach().clone() for p in self.parameters]
        self.squared_distance, self.weighted = squared_distance, 0.0

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        moved = sum(((p - s) ** 2).sum().item() for p, s in zip(self.parameters, self.start))
        self.squared_distance = max(self.squared_distance, moved)
        squares = sum((p.grad**2).sum().item() for p in self.parameters)
        self.weighted += self.squared_distance * squares
        for p in self.parameters:
            p -= self.squared_distance / (self.weighted**0.5 + 1e-8) * p.grad


def accuracy(make, images, digits, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(128, 10))
    order = torch.randperm(len(images))
    held, training = order[:359], order[359:]
    rule = make(model.parameters())
    for _ in range(30):
        shuffled = training[torch.randperm(len(training))]
        for start in range(0, len(shuffled) - 31, 32):
            batch = shuffled[start : start + 32]
            rule.zero_grad()
            nn.functional.cross_entropy(model(images[batch]), digits[batch]).backward()
            rule.step()
    with torch.no_grad():
        return (model(images[held]).argmax(1) == digits[held]).float().mean().item()


warnings.simplefilter("ignore")
torch.set_num_threads(1)
with gzip.open(DIGITS, "rt") as file:
    header, *rows = csv.reader(file)
place = header.index("digit")
digits = torch.tensor([int(row.pop(place)) for row in rows])
images = torch.tensor([[float(value) for value in row] for row in rows]).reshape(-1, 1, 8, 8) / 16
rules = {"dadaptation.DAdaptSGD": lambda p: dadaptation.DAdaptSGD(p, lr=1.0)}
for guess in (1e-6, 1e-4, 1e-2):
    rules[f"DoWG from {guess:g}"] = lambda p, guess=guess: DoWG(p, guess)
for name, make in rules.items():
    found = [accuracy(make, images, digits, seed) for seed in range(3)]
    print(f"{name:24}", "  ".join(f"{value:.2%}" for value in found), flush=True)
