"""What is put around a rule; the change of the rule inside is found by letting it step a copy."""
import numpy as np

from .base import Twin, WRAPPERS, chain, dot, norm


DECOUPLED = {"adamw": 0.01, "lion": 0, "adan": 0, "ademamix": 0, "signSGD": 0, "adabelief": 0}


class Wrapper(Twin):
    """A twin around another; made from it, and from the calls it was made of."""

    def __init__(self, base, calls):
        self.base, self.calls, self.count = base, calls, 0

    def change(self, parameters, gradients, rate, loss):
        """What the base would add to the parameters."""
        copies = [p.copy() for p in parameters]
        self.base.step(copies, gradients, rate, loss)
        return [copy - p for copy, p in zip(copies, parameters)]


def wrapper(kind):
    WRAPPERS[kind.word] = kind
    return kind


@wrapper
class ScheduleFree(Wrapper):
    """Defazio et al. 2024, eq. 3–5 and section 3.1: γ_t²-weighted, γ the largest rate so far.

    The parameters are y, where gradients are taken; x is for evaluation.
    """

    word = "scheduleFree"

    def __init__(self, base, calls, beta=0.9):
        super().__init__(base, calls)
        self.beta, self.largest, self.weights = beta, 0.0, 0.0

    def step(self, parameters, gradients, rate, loss):
        if self.count == 0:
            self.z = [p.copy() for p in parameters]
            self.x = [p.copy() for p in parameters]
        self.count += 1
        self.largest = max(self.largest, rate)
        weight = self.largest**2
        self.weights += weight
        share = weight / self.weights
        changes = self.change(parameters, gradients, rate, loss)
        for y, z, x, change in zip(parameters, self.z, self.x, changes):
            z += change
            x += share * (z - x)
            y[...] = (1 - self.beta) * z + self.beta * x

    def extra(self, parameters):
        return {"evaluation": self.x}


@wrapper
class Cautious(Wrapper):
    """Liang et al. 2024, algorithm 1: α(φ) = d/(‖φ‖₀ + 1) per tensor; decay is not masked."""

    word = "cautious"

    def __init__(self, base, calls):
        (word, arguments), *rest = calls
        decay = arguments.get("weightDecay", DECOUPLED.get(word, 0))
        if word in DECOUPLED:
            base = chain([(word, arguments | {"weightDecay": 0}), *rest])
        else:
            decay = 0
        super().__init__(base, calls)
        self.decay = decay

    def step(self, parameters, gradients, rate, loss):
        changes = self.change(parameters, gradients, rate, loss)
        for p, g, change in zip(parameters, gradients, changes):
            mask = -change * g > 0
            p *= 1 - rate * self.decay
            p += change * mask * (mask.size / (mask.sum() + 1))


@wrapper
class Lookahead(Wrapper):
    """Zhang et al. 2019, algorithm 1."""

    word = "lookahead"

    def __init__(self, base, calls, k=5, alpha=0.5):
        super().__init__(base, calls)
        self.k, self.alpha = k, alpha

    def step(self, parameters, gradients, rate, loss):
        if self.count == 0:
            self.slow = [p.copy() for p in parameters]
        self.count += 1
        self.base.step(parameters, gradients, rate, loss)
        if self.count % self.k == 0:
            for p, slow in zip(parameters, self.slow):
                slow += self.alpha * (p - slow)
                p[...] = slow

    def extra(self, parameters):
        return {"evaluation": self.slow}


@wrapper
class Averaged(Wrapper):
    """Polyak & Juditsky 1992, or an exponential mean; both start at the first step's parameters."""

    word = "averaged"

    def __init__(self, base, calls, decay=None):
        super().__init__(base, calls)
        self.decay = decay

    def step(self, parameters, gradients, rate, loss):
        self.base.step(parameters, gradients, rate, loss)
        self.count += 1
        if self.count == 1:
            self.average = [p.copy() for p in parameters]
        share = 1 / self.count if self.decay is None else 1 - self.decay
        for p, average in zip(parameters, self.average):
            average += share * (p - average)

    def extra(self, parameters):
        return {"evaluation": self.average}


@wrapper
class Mechanic(Wrapper):
    """Cutkosky et al. 2023, algorithm 1 (and the constants of its section 3)."""

    word = "mechanic"

    def __init__(self, base, calls, weightDecay=0.01, initial=1e-6, epsilon=1e-8, betas=6):
        super().__init__(base, calls)
        self.decay, self.initial, self.epsilon = weightDecay, initial, epsilon
        self.betas = 1 - 0.1 ** np.arange(1.0, betas + 1)
        self.s = np.full(betas, float(initial))
        self.r, self.m, self.v = np.zeros(betas), np.zeros(betas), np.zeros(betas)

    def step(self, parameters, gradients, rate, loss):
        if self.count == 0:
            self.start = [p.copy() for p in parameters]
        self.count += 1
        changes = self.change(parameters, gradients, rate, loss)
        total = self.s.sum()
        weight = self.decay * total * norm(gradients) / (norm(parameters) + self.epsilon)
        deltas = [
            (start - p) / (total + self.epsilon) for start, p in zip(self.start, parameters)
        ]
        h = dot([g + weight * p for g, p in zip(gradients, parameters)], deltas)
        clipped = np.clip(h, -self.m, self.m)  # by the largest of the steps before
        self.m = np.maximum(self.betas * self.m, abs(h) + self.epsilon)
        self.v = self.betas**2 * self.v + h**2
        self.r = self.betas * self.r + clipped * self.s
        wealth = self.initial / len(self.betas) * self.m + np.maximum(0, self.r)
        self.s = wealth / (np.sqrt(self.v) + self.epsilon)
        for p, start, delta, change in zip(parameters, self.start, deltas, changes):
            p[...] = start - self.s.sum() * (delta - change)

    def numbers(self):
        return {"scale": float(self.s.sum())}


@wrapper
class Hypergradient(Wrapper):
    """Baydin et al. 2018, algorithms 4–5: α_t = α_{t−1} + κ·⟨g_t, u_{t−1}⟩ over all parameters.

    u is the base's step divided by its rate; a schedule's changes of the rate are added.
    """

    word = "hypergradient"

    def __init__(self, base, calls, rate):
        super().__init__(base, calls)
        self.kappa, self.offset, self.directions = rate, 0.0, None

    def step(self, parameters, gradients, rate, loss):
        if self.directions is not None:
            self.offset += self.kappa * dot(gradients, self.directions)
        rate += self.offset
        # A direction does not depend on the rate, so it is taken at 1.
        changes = self.change(parameters, gradients, 1.0, loss)
        self.directions = [-change for change in changes]
        for p, direction in zip(parameters, self.directions):
            p -= rate * direction
        self.rate = rate

    def numbers(self):
        return {"rate": self.rate}
