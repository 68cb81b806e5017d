"""A network of one hidden layer for scikit-learn's digits, in numpy: momentum, cosine, a line for each epoch."""

import argparse

import numpy as np
from sklearn.datasets import load_digits

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True)
parser.add_argument("--steps", type=int, default=1500)
parser.add_argument("--seed", type=int, default=0)
arguments = parser.parse_args()

pictures, labels = load_digits(return_X_y=True)
order = np.random.default_rng(7).permutation(len(labels))
pictures, labels = pictures[order] / 16, labels[order]
held, training = slice(0, 360), slice(360, None)
random = np.random.default_rng(arguments.seed)
first = random.normal(0, (2 / 64) ** 0.5, (64, 64))
second = random.normal(0, (1 / 64) ** 0.5, (64, 10))
speeds = [np.zeros_like(first), np.zeros_like(second)]


def loss_of(inputs, targets):
    hidden = np.maximum(inputs @ first, 0)
    scores = hidden @ second
    scores = scores - scores.max(1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    return -logs[np.arange(len(targets)), targets].mean(), hidden, np.exp(logs)


for step in range(arguments.steps):
    rate = arguments.lr * 0.5 * (1 + np.cos(np.pi * step / arguments.steps))
    batch = random.integers(360, len(labels), 32)
    loss, hidden, shares = loss_of(pictures[batch], labels[batch])
    shares[np.arange(32), labels[batch]] -= 1
    slopes = [None, hidden.T @ shares / 32]
    slopes[0] = pictures[batch].T @ ((shares @ second.T) * (hidden > 0)) / 32
    for weights, speed, slope in zip((first, second), speeds, slopes):
        speed *= 0.9
        speed += slope
        weights -= rate * speed
    if step % 20 == 19 or step == arguments.steps - 1:
        held_loss = loss_of(pictures[held], labels[held])[0]
        print(f"step {step + 1}/{arguments.steps}  train_loss={loss:.4f}  val_loss={held_loss:.4f}")
