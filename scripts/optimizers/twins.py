"""Plain, slow twins of every optimizer, from the papers' formulas, in float64.

`chain` makes one from a parsed notation, whose labels and defaults are the keyword arguments here.
A twin's `step(parameters, gradients, rate, loss)` changes the arrays in place; `numbers()` are its
global numbers, and `extra(parameters)` further arrays, such as a mean to evaluate at.
Throughout: η the rate, t the count of the step from 1, λ the weight decay, g the gradient.
"""
import fnmatch
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


# Elementwise


@rule
def sgd(momentum=0, dampening=0, nesterov=False, accumulated=True, weightDecay=0):
    """Sutskever et al. 2013, eq. 1–2, with PyTorch's velocity: not scaled by η, first undamped."""

    def update(p, g, s, t, rate):
        g = g + weightDecay * p
        if momentum == 0:
            return p - rate * g
        if not accumulated:
            before, s["g"] = s.get("g", 0.0), g
            return p - rate * (g + momentum * before)
        s["v"] = g if t == 1 else momentum * s["v"] + (1 - dampening) * g
        return p - rate * (g + momentum * s["v"] if nesterov else s["v"])

    return update


@rule
def adagrad(initialAccumulator=0, epsilon=1e-10, weightDecay=0):
    """Duchi et al. 2011, fig. 1 with diagonal G."""

    def update(p, g, s, t, rate):
        g = g + weightDecay * p
        s["G"] = s.get("G", initialAccumulator) + g**2
        return p - rate * g / (np.sqrt(s["G"]) + epsilon)

    return update


@rule
def rmsprop(
    alpha=0.99, centered=False, momentum=0, epsilon=1e-8, epsilonInside=False, weightDecay=0
):
    """Hinton's lecture 6e; centered as in Graves 2013, eq. 38–45."""

    def update(p, g, s, t, rate):
        g = g + weightDecay * p
        variance = mean(s, "n", g**2, alpha)
        if centered:
            variance = variance - mean(s, "m", g, alpha) ** 2
        if epsilonInside:
            direction = g / np.sqrt(variance + epsilon)
        else:
            direction = g / (np.sqrt(variance) + epsilon)
        if momentum:
            direction = s["v"] = momentum * s.get("v", 0.0) + direction
        return p - rate * direction

    return update


@rule
def adadelta(rho=0.9, epsilon=1e-6, weightDecay=0):
    """Zeiler 2012, algorithm 1, with a rate."""

    def update(p, g, s, t, rate):
        g = g + weightDecay * p
        square = mean(s, "Eg2", g**2, rho)
        delta = np.sqrt(s.get("Ex2", 0.0) + epsilon) / np.sqrt(square + epsilon) * g
        mean(s, "Ex2", delta**2, rho)
        return p - rate * delta

    return update


def _adam_direction(
    s, g, t, beta1, beta2, epsilon, amsgrad=False, corrected=True, inside=False
):
    """Kingma & Ba 2015, algorithm 1; the maximum of Reddi et al. 2018, algorithm 2, of v itself."""
    m = mean(s, "m", g, beta1)
    v = mean(s, "v", g**2, beta2)
    if amsgrad:
        v = s["largest"] = np.maximum(s.get("largest", 0.0), v)
    if corrected:
        m, v = m / (1 - beta1**t), v / (1 - beta2**t)
    return m / np.sqrt(v + epsilon) if inside else m / (np.sqrt(v) + epsilon)


@rule
def adam(
    beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0, amsgrad=False, biasCorrection=True,
    epsilonInside=False,
):
    def update(p, g, s, t, rate):
        return p - rate * _adam_direction(
            s, g + weightDecay * p, t, beta1, beta2, epsilon, amsgrad, biasCorrection, epsilonInside
        )

    return update


@rule
def adamw(
    beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0.01, amsgrad=False, biasCorrection=True,
    epsilonInside=False,
):
    """Loshchilov & Hutter 2019, algorithm 2, with η·λ."""

    def update(p, g, s, t, rate):
        direction = _adam_direction(
            s, g, t, beta1, beta2, epsilon, amsgrad, biasCorrection, epsilonInside
        )
        return p - rate * weightDecay * p - rate * direction

    return update


@rule
def adamax(beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0):
    """Kingma & Ba 2015, algorithm 2; PyTorch adds ε to |g| inside the maximum."""

    def update(p, g, s, t, rate):
        g = g + weightDecay * p
        m = mean(s, "m", g, beta1)
        s["u"] = np.maximum(beta2 * s.get("u", 0.0), np.abs(g) + epsilon)
        return p - rate / (1 - beta1**t) * m / s["u"]

    return update


@rule
def nadam(
    beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0, momentumDecay=0.004, decoupled=False
):
    """Dozat 2016, algorithm 2, with the momentum schedule of its section 4."""

    def update(p, g, s, t, rate):
        if decoupled:
            p = p - rate * weightDecay * p
        else:
            g = g + weightDecay * p
        now = beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay))
        later = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentumDecay))
        product = s["product"] = s.get("product", 1.0) * now
        m = mean(s, "m", g, beta1)
        v = mean(s, "v", g**2, beta2) / (1 - beta2**t)
        blend = later * m / (1 - product * later) + (1 - now) * g / (1 - product)
        return p - rate * blend / (np.sqrt(v) + epsilon)

    return update


def _rectification(beta2, t):
    """Liu et al. 2020, algorithm 2: ρ_t, and r_t where it is above 4."""
    longest = 2 / (1 - beta2) - 1
    length = longest - 2 * t * beta2**t / (1 - beta2**t)
    if length <= 4:
        return length, None
    return length, math.sqrt(
        (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
    )


@rule
def radam(beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0, decoupled=False):
    """Liu et al. 2020, algorithm 2, rectified from ρ_t > 5 on; ε before the correction of v."""

    def update(p, g, s, t, rate):
        if decoupled:
            p = p - rate * weightDecay * p
        else:
            g = g + weightDecay * p
        m = mean(s, "m", g, beta1) / (1 - beta1**t)
        v = mean(s, "v", g**2, beta2)
        length, factor = _rectification(beta2, t)
        if length > 5:
            return p - rate * factor * m * math.sqrt(1 - beta2**t) / (np.sqrt(v) + epsilon)
        return p - rate * m

    return update


@rule
def lion(beta1=0.9, beta2=0.99, weightDecay=0):
    """Chen et al. 2023, algorithm 2; the decay in front of the step."""

    def update(p, g, s, t, rate):
        direction = np.sign(beta1 * s.get("m", 0.0) + (1 - beta1) * g)
        mean(s, "m", g, beta2)
        return p - rate * weightDecay * p - rate * direction

    return update


@rule
def adan(beta1=0.98, beta2=0.92, beta3=0.99, epsilon=1e-8, weightDecay=0, proximal=True):
    """Xie et al. 2022, algorithm 1, with β here for the paper's 1 − β; g₀ = g₁, all corrected."""

    def update(p, g, s, t, rate):
        change = g - s.get("g", g)
        s["g"] = g
        m = mean(s, "m", g, beta1) / (1 - beta1**t)
        v = mean(s, "v", change, beta2) / (1 - beta2**t)
        n = mean(s, "n", (g + beta2 * change) ** 2, beta3) / (1 - beta3**t)
        direction = (m + beta2 * v) / (np.sqrt(n) + epsilon)
        if proximal:
            return (p - rate * direction) / (1 + rate * weightDecay)
        return (1 - rate * weightDecay) * p - rate * direction

    return update


@rule
def ademamix(
    beta1=0.9, beta2=0.999, beta3=0.9999, alpha=5, epsilon=1e-8, weightDecay=0, warmup=0
):
    """Pagliardini et al. 2024, eq. (AdEMAMix), schedules of its section 3."""

    def update(p, g, s, t, rate):
        slow, weight = beta3, alpha
        if warmup and t < warmup:
            share = t / warmup
            weight = share * alpha
            first, last = math.log(beta1), math.log(beta3)
            slow = min(math.exp(first * last / ((1 - share) * last + share * first)), beta3)
        m1 = mean(s, "m1", g, beta1) / (1 - beta1**t)
        m2 = mean(s, "m2", g, slow)
        v = mean(s, "v", g**2, beta2) / (1 - beta2**t)
        direction = (m1 + weight * m2) / (np.sqrt(v) + epsilon)
        return p - rate * weightDecay * p - rate * direction

    return update


@rule
def signSGD(momentum=0, weightDecay=0):
    """Bernstein et al. 2018, algorithms 1 and 2 (Signum), decay decoupled."""

    def update(p, g, s, t, rate):
        direction = np.sign(mean(s, "m", g, momentum))
        return p - rate * weightDecay * p - rate * direction

    return update


@rule
def adabelief(
    beta1=0.9, beta2=0.999, epsilon=1e-16, weightDecay=0, decoupled=True, rectified=False
):
    """Zhuang et al. 2020, algorithm 2: ε is added to s itself at every step, and to its root."""

    def update(p, g, s, t, rate):
        if decoupled:
            p = p - rate * weightDecay * p
        else:
            g = g + weightDecay * p
        m = mean(s, "m", g, beta1)
        spread = s["s"] = mean(s, "s", (g - m) ** 2, beta2) + epsilon
        m = m / (1 - beta1**t)
        if not rectified:
            return p - rate * m / (np.sqrt(spread / (1 - beta2**t)) + epsilon)
        length, factor = _rectification(beta2, t)
        if length >= 5:
            return p - rate * factor * math.sqrt(1 - beta2**t) * m / (np.sqrt(spread) + epsilon)
        return p - rate * m

    return update


@rule
def adopt(beta1=0.9, beta2=0.9999, epsilon=1e-6, weightDecay=0, decoupled=False, clipped=True):
    """Taniguchi et al. 2024, algorithm 2: v₀ = g₀², and no step; then c_t = t^¼ from t = 1."""

    def update(p, g, s, t, rate):
        if not decoupled:
            g = g + weightDecay * p
        if t == 1:
            s["v"] = g**2
            return p
        if decoupled:
            p = p - rate * weightDecay * p
        scaled = g / np.maximum(np.sqrt(s["v"]), epsilon)
        if clipped:
            limit = (t - 1) ** 0.25
            scaled = np.clip(scaled, -limit, limit)
        m = mean(s, "m", scaled, beta1)
        mean(s, "v", g**2, beta2)
        return p - rate * m

    return update


# Wrappers. A base's change is found by letting it step a copy.


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


def norm(arrays):
    return math.sqrt(sum(float(np.sum(array**2)) for array in arrays))


def dot(left, right):
    return sum(float(np.sum(a * b)) for a, b in zip(left, right))


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


# Rate-free rules: global numbers over all parameters


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


# Rules that look at a tensor or a matrix as a whole


def matrix(value):
    """First dimension × all others."""
    return value.reshape(value.shape[0], -1)


def root_mean_square(value):
    return math.sqrt(float(np.mean(value**2)))


@rule
def lamb(beta1=0.9, beta2=0.999, epsilon=1e-6, weightDecay=0.01):
    """You et al. 2020, algorithm 2, φ the identity; the ratio is 1 where a norm is 0."""

    def update(p, g, s, t, rate):
        u = _adam_direction(s, g, t, beta1, beta2, epsilon) + weightDecay * p
        ratio = norm([p]) / norm([u]) if norm([p]) > 0 and norm([u]) > 0 else 1.0
        return p - rate * ratio * u

    return update


@rule
def lars(
    momentum=0.9, trust=0.001, epsilon=1e-8, weightDecay=1e-4, nesterov=False, vectors=False
):
    """You et al. 2017, eq. 6 and algorithm 1; vectors without ratio and decay unless asked for."""

    def update(p, g, s, t, rate):
        if p.ndim > 1 or vectors:
            size, slope = norm([p]), norm([g])
            ratio = 1.0
            if size > 0 and slope > 0:
                ratio = trust * size / (slope + weightDecay * size + epsilon)
            g = ratio * (g + weightDecay * p)
        s["v"] = momentum * s.get("v", 0.0) + g
        return p - rate * (g + momentum * s["v"] if nesterov else s["v"])

    return update


@rule
def adafactor(decay=0.8, clip=1, epsilon=2.0**-52, floor=1e-3, relative=True, weightDecay=0):
    """Shazeer & Stern 2018, algorithms 4–6; ε clamps the row mean, and ε² the estimate."""

    def update(p, g, s, t, rate):
        beta = 1 - t**-decay
        size = rate
        if relative:
            size = max(floor, root_mean_square(p)) * min(rate, 1 / math.sqrt(t))
        p = p - rate * weightDecay * p
        if p.ndim > 1:
            square = matrix(g) ** 2
            rows = mean(s, "rows", square.mean(axis=1, keepdims=True), beta)
            columns = mean(s, "columns", square.mean(axis=0, keepdims=True), beta)
            v = (rows @ columns / max(rows.mean(), epsilon)).reshape(p.shape)
        else:
            v = mean(s, "v", g**2, beta)
        u = g / np.sqrt(np.maximum(v, epsilon**2))
        return p - size * u / max(1.0, root_mean_square(u) / clip)

    return update


@rule
def adamMini(beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0):
    """Zhang et al. 2024, algorithm 1: one v per row of a matrix, one per vector."""

    def update(p, g, s, t, rate):
        square = (
            (matrix(g) ** 2).mean(axis=1).reshape([-1] + [1] * (p.ndim - 1))
            if p.ndim > 1
            else np.mean(g**2)
        )
        m = mean(s, "m", g, beta1) / (1 - beta1**t)
        v = mean(s, "v", square, beta2) / (1 - beta2**t)
        return p - rate * weightDecay * p - rate * m / (np.sqrt(v) + epsilon)

    return update


def newton_schulz(x, steps):
    """Jordan 2024: X ← aX + (bA + cA²)X, A = XXᵀ, from X/‖X‖, along the shorter side."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    x = x / max(norm([x]), 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if tall else x


@rule
def muon(
    momentum=0.95, nesterov=True, steps=5, scaling="rms", weightDecay=0.1, others=(), beta1=0.9,
    beta2=0.999, epsilon=1e-8,
):
    """Jordan 2024; rms as in Liu et al. 2025, eq. 4. Vectors and `others` by AdamW."""

    def update(p, g, s, t, rate):
        if p.ndim < 2 or any(fnmatch.fnmatch(s["name"], pattern) for pattern in others):
            direction = _adam_direction(s, g, t, beta1, beta2, epsilon)
            return p - rate * weightDecay * p - rate * direction
        m = mean(s, "m", g, momentum)
        m = momentum * m + (1 - momentum) * g if nesterov else m
        rows, columns = matrix(p).shape
        factor = (
            0.2 * math.sqrt(max(rows, columns))
            if scaling == "rms"
            else math.sqrt(max(1, rows / columns))
        )
        direction = newton_schulz(matrix(m), steps).reshape(p.shape)
        return p - rate * weightDecay * p - rate * factor * direction

    return update


def power_of(symmetric, exponent):
    values, vectors = np.linalg.eigh(symmetric)
    return vectors * values**exponent @ vectors.T


@rule
def shampoo(momentum=0.9, decay=1, epsilon=1e-6, every=1, largest=1024, weightDecay=0):
    """Gupta et al. 2018, algorithm 1; for vectors with one side, its root −½."""

    def gather(s, name, new):
        weight = 1 if decay == 1 else 1 - decay
        s[name] = decay * s.get(name, 0.0) + weight * new
        return s[name]

    def side(s, name, outer, exponent, t):
        statistics = gather(s, name, outer)
        if (t - 1) % every == 0:
            s[name + "Root"] = power_of(statistics + epsilon * np.eye(len(outer)), exponent)
        return s[name + "Root"]

    def update(p, g, s, t, rate):
        g = g + weightDecay * p
        two = matrix(g) if g.ndim > 1 else g.reshape(-1, 1)
        sides = [n for n in two.shape if n <= largest] if g.ndim > 1 else [two.shape[0]]
        sides = [n for n in sides if n <= largest]
        exponent = -1 / (2 * len(sides)) if sides else None
        u = two
        if not sides:
            u = two / np.sqrt(gather(s, "diagonal", two**2) + epsilon)
        else:
            if two.shape[0] <= largest:
                u = side(s, "left", two @ two.T, exponent, t) @ u
            if g.ndim > 1 and two.shape[1] <= largest:
                u = u @ side(s, "right", two.T @ two, exponent, t)
        s["v"] = momentum * s.get("v", 0.0) + u.reshape(p.shape)
        return p - rate * s["v"]

    return update


@rule
def soap(beta1=0.95, beta2=0.95, epsilon=1e-8, every=10, largest=10000, weightDecay=0.01):
    """Vyas et al. 2024, algorithms 3 and 4; the first step only gathers, as in the authors' code."""

    def basis(side):
        return np.linalg.eigh(side)[1][:, ::-1] if len(side) <= largest else None

    def identity(basis, count):
        return np.eye(count) if basis is None else basis

    def refreshed(s, side, old, axis):
        if s[old] is None:
            return
        product = s[side] @ s[old]
        order = np.argsort(-(s[old] * product).sum(axis=0), kind="stable")
        s["v"] = np.take(s["v"], order, axis)
        s[old] = np.linalg.qr(product[:, order])[0]

    def gather(s, g):
        mean(s, "L", g @ g.T, beta2)
        mean(s, "R", g.T @ g, beta2)

    def update(p, g, s, t, rate):
        n = t - 1
        if p.ndim < 2:
            if t == 1:
                return p
            m = mean(s, "m", g, beta1)
            v = mean(s, "v", g**2, beta2)
            direction = m / (np.sqrt(v) + epsilon)
        else:
            two = matrix(g)
            if t == 1:
                gather(s, two)
                s["QL"], s["QR"] = basis(s["L"]), basis(s["R"])
                return p
            left = identity(s["QL"], two.shape[0])
            right = identity(s["QR"], two.shape[1])
            m = mean(s, "m", two, beta1)
            v = mean(s, "v", (left.T @ two @ right) ** 2, beta2)
            turned = left.T @ m @ right / (np.sqrt(v) + epsilon)
            direction = (left @ turned @ right.T).reshape(p.shape)
            gather(s, two)
            if n % every == 0:
                refreshed(s, "L", "QL", 0)
                refreshed(s, "R", "QR", 1)
        p = p - rate * math.sqrt(1 - beta2**n) / (1 - beta1**n) * direction
        return p - rate * weightDecay * p

    return update
