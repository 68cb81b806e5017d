"""Rules that look at a tensor or a matrix as a whole."""
import fnmatch
import math

import numpy as np

from .base import mean, norm, rule
from .elementwise import adam_direction


def matrix(value):
    """First dimension × all others."""
    return value.reshape(value.shape[0], -1)


def root_mean_square(value):
    return math.sqrt(float(np.mean(value**2)))


@rule
def lamb(beta1=0.9, beta2=0.999, epsilon=1e-6, weightDecay=0.01):
    """You et al. 2020, algorithm 2, φ the identity; the ratio is 1 where a norm is 0."""

    def update(p, g, s, t, rate):
        u = adam_direction(s, g, t, beta1, beta2, epsilon) + weightDecay * p
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
            direction = adam_direction(s, g, t, beta1, beta2, epsilon)
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
