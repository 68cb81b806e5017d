"""The trial that every optimizer runs, and the same one for a twin in plain float64.

Parameters, targets and noise come from a small generator that the tests have too, so that only
results are stored. The gradient of a step is either

    random      noise, independent of the parameters
    quadratic   c·(p − target) + noise/8, in this order, in the run's own precision

with one power of two c per tensor: the product is exact, so a fused multiply-add changes nothing.
The quadratic's loss, ½·Σ c·(p − target)², is summed in float64.
"""
import math

import numpy as np
import torch

# Vectors around a SIMD width, a matrix taller than wide, one wider than tall, a square one, one of
# four dimensions, and a long vector.
SHAPES = [[1], [7], [8], [9], [5, 3], [3, 5], [4, 4], [3, 2, 2, 2], [1030]]
SAMPLES = [0, 7, 8, 511, 1024, 1029]
LONG = len(SHAPES) - 1
STEPS = 100
EARLY = [1, 2, 3, 10]
COUNTS = [math.prod(shape) for shape in SHAPES]
CURVATURES = [2.0 ** -(index % 3) for index in range(len(SHAPES))]
GRADIENT_SCALES = [2.0 ** (1 - 3 * (index % 6)) for index in range(len(SHAPES))]
NOISE = 0.125


class Generator:
    """A linear congruential generator; 24 bits of it make a number in -1 ..< 1, exact in float32."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 40) / 2**23 - 1

    def arrays(self, scales):
        return [
            np.array([self.next() * scale for _ in range(count)]).reshape(shape)
            for shape, count, scale in zip(SHAPES, COUNTS, scales)
        ]


def learning_rate(step, scale):
    """The rate of the step with this index, from 0."""
    return 0.01 * (1 + step % 7) * scale


class Course:
    """Parameters and the gradients they get, step by step."""

    def __init__(self, kind):
        ones = [1.0] * len(SHAPES)
        self.kind = kind
        self.generator = Generator(1)
        self.start = self.generator.arrays(ones)
        self.targets = self.generator.arrays(ones) if kind == "quadratic" else None

    def gradients(self, parameters, asarray):
        """The next step's, where `asarray` brings numbers into the run's precision."""
        if self.kind == "random":
            return [asarray(noise) for noise in self.generator.arrays(GRADIENT_SCALES)]
        noises = self.generator.arrays([NOISE] * len(SHAPES))
        return [
            (parameter - asarray(target)) * curvature + asarray(noise)
            for parameter, target, curvature, noise in zip(
                parameters, self.targets, CURVATURES, noises
            )
        ]

    def loss(self, parameters):
        """½·Σ c·(p − target)², in float64; 1 in a run with random gradients."""
        if self.kind == "random":
            return 1.0
        total = 0.0
        for parameter, target, curvature in zip(parameters, self.targets, CURVATURES):
            total += float(np.sum(0.5 * curvature * (np.asarray(parameter, float) - target) ** 2))
        return total


def results(arrays, tensors):
    """Every element of the small tensors, samples of the long one, and its sum."""
    values = []
    for index in tensors:
        array = np.asarray(arrays[index], float).reshape(-1)
        if index == LONG:
            values += [array[sample].item() for sample in SAMPLES]
            values.append(math.fsum(array.tolist()))
        else:
            values += array.tolist()
    return values


def ends(arrays, tensors):
    """The first and the last element of each tensor."""
    flat = [np.asarray(arrays[index], float).reshape(-1) for index in tensors]
    return [value for array in flat for value in (array[0].item(), array[-1].item())]


class Run:
    """What a run gave: the results, early ends, and named numbers."""

    def __init__(self):
        self.values, self.early, self.numbers, self.extra = [], {}, {}, {}


def run_torch(case, dtype):
    """Runs the case's reference, a `torch.optim.Optimizer` or what looks like one."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    torch.manual_seed(0)
    try:
        return _run_torch(case, dtype)
    finally:
        torch.set_default_dtype(before)


def _run_torch(case, dtype):
    def tensor(array):
        return torch.tensor(array, dtype=dtype)

    run, course = Run(), Course(case.gradients)
    start = [tensor(array) for array in course.start]
    shaped = [case.shape(value).clone() for value in start]
    parameters = [torch.nn.Parameter(value) for value in shaped]
    optimizer = case.build(parameters)

    def values():
        return [p.detach().reshape(s) for p, s in zip(parameters, SHAPES)]

    for step in range(STEPS):
        now = values()
        gradients = course.gradients(now, tensor)
        for index in case.tensors:
            parameters[index].grad = case.shape(gradients[index]).clone()
        rate = case.rate(step)
        case.step(optimizer, parameters, rate, course.loss([v.numpy() for v in now]))
        if step + 1 in EARLY:
            run.early[str(step + 1)] = ends([v.numpy() for v in values()], case.tensors)
    run.values = results([v.numpy() for v in values()], case.tensors)
    run.numbers = {name: float(value) for name, value in case.numbers(optimizer).items()}
    for name, arrays in case.extra(optimizer, parameters).items():
        run.extra[name] = results(
            [a.detach().reshape(s).numpy() for a, s in zip(arrays, SHAPES)], case.tensors
        )
    return run


def run_optax(case, dtype):
    """Runs the case's reference, an optax transformation whose rate is a function of the step."""
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp

    kind = jnp.float64 if dtype == torch.float64 else jnp.float32

    def asarray(array):
        return jnp.asarray(array, dtype=kind)

    run, course = Run(), Course(case.gradients)
    parameters = [case.shape(asarray(array)) for array in course.start]

    def rate(count):
        return asarray(case.rate(int(count)))

    transform = case.build(rate)
    state = transform.init(parameters)

    def values():
        return [np.asarray(p).reshape(s) for p, s in zip(parameters, SHAPES)]

    for step in range(STEPS):
        gradients = course.gradients([asarray(v) for v in values()], asarray)
        gradients = [case.shape(gradient) for gradient in gradients]
        parameters, state = case.step(
            transform, gradients, state, parameters, course.loss(values())
        )
        if step + 1 in EARLY:
            run.early[str(step + 1)] = ends(values(), case.tensors)
    run.values = results(values(), case.tensors)
    run.numbers = {name: float(value) for name, value in case.numbers(state).items()}
    for name, arrays in case.extra(state, parameters).items():
        run.extra[name] = results(
            [np.asarray(a).reshape(s) for a, s in zip(arrays, SHAPES)], case.tensors
        )
    return run


def run_twin(case):
    """Runs the twin of `twins`: `step(parameters, gradients, rate, loss)` changes the arrays."""
    run, course = Run(), Course(case.gradients)
    parameters = [array.copy() for array in course.start]
    twin = case.twin()
    for step in range(STEPS):
        gradients = course.gradients(parameters, lambda array: np.asarray(array, float))
        loss = course.loss(parameters)
        twin.step(parameters, gradients, case.rate(step), loss)
        if step + 1 in EARLY:
            run.early[str(step + 1)] = ends(parameters, case.tensors)
    run.values = results(parameters, case.tensors)
    run.numbers = twin.numbers()
    run.extra = {
        name: results([a.reshape(s) for a, s in zip(arrays, SHAPES)], case.tensors)
        for name, arrays in twin.extra(parameters).items()
    }
    return run
