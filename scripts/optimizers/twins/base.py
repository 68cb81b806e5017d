"""What all twins share: the table of words, and what a step needs."""
import math

import numpy as np

RULES, WRAPPERS = {}, {}


def chain(calls):
    word, arguments = calls[0]
    twin = RULES[word](**arguments)
    for index, (word, arguments) in enumerate(calls[1:], start=1):
        twin = WRAPPERS[word](twin, calls[:index], **arguments)
    return twin


class Twin:
    """What a step needs, and what may be asked after it."""

    def step(self, parameters, gradients, rate, loss):
        raise NotImplementedError

    def numbers(self):
        return {}

    def extra(self, parameters):
        return {}


class PerTensor(Twin):
    """A rule `f(p, g, memory, t, η)` that looks at one tensor at a time; answers the new p."""

    def __init__(self, rule):
        self.rule, self.count, self.memories = rule, 0, None

    def step(self, parameters, gradients, rate, loss):
        if self.memories is None:
            self.memories = [{"name": f"layers.{n}.weight"} for n in range(len(parameters))]
        self.count += 1
        for p, g, memory in zip(parameters, gradients, self.memories):
            p[...] = self.rule(p.copy(), g.copy(), memory, self.count, rate)


def rule(function):
    """A word of the notation for `function(**hyperparameters)`, which answers a rule."""
    word = function.__name__.rstrip("_")
    RULES[word] = lambda **arguments: PerTensor(function(**arguments))
    return function


def mean(memory, name, value, beta, start=0.0):
    """An exponential mean: name ← β·name + (1 − β)·value."""
    memory[name] = beta * memory.get(name, start) + (1 - beta) * value
    return memory[name]


def norm(arrays):
    return math.sqrt(sum(float(np.sum(array**2)) for array in arrays))


def dot(left, right):
    return sum(float(np.sum(a * b)) for a, b in zip(left, right))
