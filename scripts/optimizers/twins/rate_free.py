"""Rules that find their own rate, from numbers over all parameters."""
import math

import numpy as np

from .base import RULES, Twin, dot, norm


class Whole(Twin):
    """A rule over all parameters at once; keeps what `start` makes at the first step."""

    count = 0

    def step(self, parameters, gradients, rate, loss):
        if self.count == 0:
            self.x0 = [p.copy() for p in parameters]
            self.zeros = lambda: [np.zeros_like(p) for p in parameters]
            self.start(parameters, gradients, loss)
        self.count += 1
        self.advance(parameters, [g.copy() for g in gradients], rate, loss)

    def start(self, parameters, gradients, loss):
        pass


def whole(word):
    def register(kind):
        RULES[word] = kind
        return kind

    return register


@whole("prodigy")
class Prodigy(Whole):
    """Mishchenko & Defazio 2023, algorithm 4 (Adam version), with the package's additions."""

    def __init__(
        self, beta1=0.9, beta2=0.999, beta3=None, epsilon=1e-8, weightDecay=0, decoupled=True,
        initial=1e-6, coefficient=1, growth=math.inf, biasCorrection=False, safeguardWarmup=False,
    ):
        self.beta1, self.beta2 = beta1, beta2
        self.beta3 = math.sqrt(beta2) if beta3 is None else beta3
        self.epsilon, self.decay, self.decoupled = epsilon, weightDecay, decoupled
        self.initial = self.d = self.largest = initial
        self.coefficient, self.growth = coefficient, growth
        self.corrected, self.safeguarded = biasCorrection, safeguardWarmup
        self.r = 0.0

    def start(self, parameters, gradients, loss):
        self.s, self.m, self.v = self.zeros(), self.zeros(), self.zeros()

    def advance(self, parameters, gradients, rate, loss):
        d = self.d
        eta = d * rate
        if self.corrected:
            eta *= math.sqrt(1 - self.beta2**self.count) / (1 - self.beta1**self.count)
        if not self.decoupled:
            for p, g in zip(parameters, gradients):
                g += self.decay * p
        past = [x0 - p for x0, p in zip(self.x0, parameters)]
        # r and s carry d/d₀ in place of d, so that d² is not tiny; the ratio is the same.
        self.r = self.beta3 * self.r + d / self.initial * eta * dot(gradients, past)
        weight = d / self.initial * (d if self.safeguarded else eta)
        for g, s, m, v in zip(gradients, self.s, self.m, self.v):
            s[...] = self.beta3 * s + weight * g
            m[...] = self.beta1 * m + (1 - self.beta1) * d * g
            v[...] = self.beta2 * v + (1 - self.beta2) * d**2 * g**2
        size = sum(float(np.sum(np.abs(s))) for s in self.s)
        found = self.coefficient * self.r / size
        if d == self.initial:
            d = max(d, found)
        self.largest = max(self.largest, found)
        self.d = min(self.largest, d * self.growth)
        for p, m, v in zip(parameters, self.m, self.v):
            if self.decoupled:
                p -= eta * self.decay * p
            p -= eta * m / (np.sqrt(v) + self.d * self.epsilon)

    def numbers(self):
        return {"d": self.d}


@whole("dAdaptation")
def d_adaptation(method="adam", **arguments):
    return {"adam": DAdaptAdam, "sgd": DAdaptSGD}[method](**arguments)


class DAdaptAdam(Whole):
    """Defazio & Mishchenko 2023, algorithm 4."""

    def __init__(
        self, beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0, decoupled=False, initial=1e-6,
        growth=math.inf, biasCorrection=False,
    ):
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        self.decay, self.decoupled, self.corrected = weightDecay, decoupled, biasCorrection
        self.d, self.growth, self.r = initial, growth, 0.0

    def start(self, parameters, gradients, loss):
        self.s, self.m, self.v = self.zeros(), self.zeros(), self.zeros()

    def advance(self, parameters, gradients, rate, loss):
        eta = self.d * rate
        if self.corrected:
            eta *= math.sqrt(1 - self.beta2**self.count) / (1 - self.beta1**self.count)
        root = math.sqrt(self.beta2)
        product = 0.0
        for p, g, s, m, v in zip(parameters, gradients, self.s, self.m, self.v):
            if not self.decoupled:
                g += self.decay * p
            product += eta * float(np.sum(g * s / (np.sqrt(v) + self.epsilon)))
            m[...] = self.beta1 * m + (1 - self.beta1) * eta * g
            v[...] = self.beta2 * v + (1 - self.beta2) * g**2
            s[...] = root * s + (1 - root) * eta * g
        self.r = root * self.r + (1 - root) * product
        size = sum(float(np.sum(np.abs(s))) for s in self.s)
        found = self.r / ((1 - root) * size)
        self.d = max(self.d, min(found, self.d * self.growth))
        for p, m, v in zip(parameters, self.m, self.v):
            if self.decoupled:
                p -= eta * self.decay * p
            p -= m / (np.sqrt(v) + self.epsilon)

    def numbers(self):
        return {"d": self.d}


class DAdaptSGD(Whole):
    """Defazio & Mishchenko 2023, algorithm 3, with momentum as primal averaging."""

    def __init__(self, momentum=0, weightDecay=0, initial=1e-6, growth=math.inf):
        self.momentum, self.decay = momentum, weightDecay
        self.d, self.growth, self.r = initial, growth, 0.0

    def start(self, parameters, gradients, loss):
        self.first = norm(gradients)  # without the decay
        self.s = self.zeros()

    def advance(self, parameters, gradients, rate, loss):
        eta = self.d * rate / self.first
        for p, g, s in zip(parameters, gradients, self.s):
            g += self.decay * p
            self.r += eta * float(np.sum(g * s))
            s += eta * g
        found = 2 * self.r / norm(self.s)
        self.d = max(self.d, min(found, self.d * self.growth))
        for p, x0, s in zip(parameters, self.x0, self.s):
            p[...] = self.momentum * p + (1 - self.momentum) * (x0 - s)

    def numbers(self):
        return {"d": self.d}


@whole("dog")
class DoG(Whole):
    """Ivgi et al. 2023, eq. 1 and section 3; r_ε relative to 1 + ‖x₀‖, decay as L2 penalty."""

    def __init__(self, initial=1e-6, epsilon=1e-8, weightDecay=0):
        self.initial, self.squares, self.decay = initial, epsilon, weightDecay

    def advance(self, parameters, gradients, rate, loss):
        for p, g in zip(parameters, gradients):
            g += self.decay * p
        if self.count == 1:
            self.distance = self.initial * (1 + norm(parameters))
        else:
            far = norm([p - x0 for p, x0 in zip(parameters, self.x0)])
            self.distance = max(self.distance, far)
        self.squares += dot(gradients, gradients)
        for p, g in zip(parameters, gradients):
            p -= rate * self.distance / math.sqrt(self.squares) * g

    def numbers(self):
        return {"distance": self.distance}


@whole("dowg")
class DoWG(Whole):
    """Khaled et al. 2023, algorithm 1; `initial` is r_ε²."""

    def __init__(self, initial=1e-4, epsilon=1e-4, weightDecay=0):
        self.squared, self.epsilon, self.decay, self.v = initial, epsilon, weightDecay, 0.0

    def advance(self, parameters, gradients, rate, loss):
        for p, g in zip(parameters, gradients):
            g += self.decay * p
        far = [p - x0 for p, x0 in zip(parameters, self.x0)]
        self.squared = max(self.squared, dot(far, far))
        self.v += self.squared * dot(gradients, gradients)
        for p, g in zip(parameters, gradients):
            p -= rate * self.squared / (math.sqrt(self.v) + self.epsilon) * g

    def numbers(self):
        return {"squaredDistance": self.squared}


@whole("momo")
class MoMo(Whole):
    """Schaipp et al. 2023, algorithm 1, both averaging schemes of its section 3."""

    def __init__(self, beta=0.9, lowerBound=0, weightDecay=0, biasCorrection=False):
        self.beta, self.bound = beta, lowerBound
        self.decay, self.corrected = weightDecay, biasCorrection

    def start(self, parameters, gradients, loss):
        share = 0.0 if self.corrected else 1.0
        self.f = share * loss
        self.d = [share * g for g in gradients]
        self.gamma = share * dot(gradients, parameters)

    def advance(self, parameters, gradients, rate, loss):
        beta = self.beta
        self.f = beta * self.f + (1 - beta) * loss
        self.d = [beta * d + (1 - beta) * g for d, g in zip(self.d, gradients)]
        self.gamma = beta * self.gamma + (1 - beta) * dot(gradients, parameters)
        rho = 1 - beta**self.count if self.corrected else 1.0
        stretch = 1 + rate * self.decay
        above = stretch * (self.f - rho * self.bound - self.gamma) + dot(self.d, parameters)
        self.size = min(rate / rho, max(above, 0) / dot(self.d, self.d))
        for p, d in zip(parameters, self.d):
            p[...] = (p - self.size * d) / stretch

    def numbers(self):
        return {"size": self.size}


@whole("momoAdam")
class MoMoAdam(Whole):
    """Schaipp et al. 2023, algorithm 2."""

    def __init__(
        self, beta1=0.9, beta2=0.999, epsilon=1e-8, lowerBound=0, weightDecay=0, proximal=True
    ):
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        self.bound, self.decay, self.proximal = lowerBound, weightDecay, proximal
        self.f = self.gamma = 0.0

    def start(self, parameters, gradients, loss):
        self.d, self.v = self.zeros(), self.zeros()

    def advance(self, parameters, gradients, rate, loss):
        beta1, beta2 = self.beta1, self.beta2
        self.f = beta1 * self.f + (1 - beta1) * loss
        self.gamma = beta1 * self.gamma + (1 - beta1) * dot(gradients, parameters)
        for g, d, v in zip(gradients, self.d, self.v):
            d[...] = beta1 * d + (1 - beta1) * g
            v[...] = beta2 * v + (1 - beta2) * g**2
        correction = 1 - beta2**self.count
        scales = [np.sqrt(v / correction) + self.epsilon for v in self.v]
        rho = 1 - beta1**self.count
        stretch = 1 + rate * self.decay
        above = stretch * (self.f - rho * self.bound - self.gamma) + dot(self.d, parameters)
        squared = sum(float(np.sum(d**2 / scale)) for d, scale in zip(self.d, scales))
        self.size = min(rate / rho, max(above, 0) / squared)
        for p, d, scale in zip(parameters, self.d, scales):
            if self.proximal:
                p[...] = (p - self.size * d / scale) / stretch
            else:
                p[...] = (1 - rate * self.decay) * p - self.size * d / scale

    def numbers(self):
        return {"size": self.size}
