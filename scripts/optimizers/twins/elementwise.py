"""Rules that look at one element of a parameter at a time."""
import math

import numpy as np

from .base import mean, rule


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


def adam_direction(
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
        return p - rate * adam_direction(
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
        direction = adam_direction(
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
