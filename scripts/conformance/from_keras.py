"""keras.optimizers.schedules, in float32: asked as the optimizer does, with the iteration."""
import os
from fractions import Fraction

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
from draws import STEPS, Curve, Scheduler, call  # noqa: E402
from keras.optimizers import schedules  # noqa: E402

PACKAGE = f"keras {keras.__version__}"


def run(schedule):
    """The rate of an optimizer that counts its iterations, at each of them."""
    optimizer = keras.optimizers.SGD(schedule)
    optimizer.build([keras.Variable([0.0])])
    values = []
    for _ in range(STEPS):
        values.append(float(optimizer.learning_rate))
        optimizer.iterations.assign_add(1)
    return values


def exponential(draw):
    rate, every, gamma = draw.rate(), draw.randint(1, 500), draw.number_in(0.1, 1.1)
    every = max(every, 100) if gamma > 1 else every
    values = run(schedules.ExponentialDecay(rate, every, gamma))
    return Curve(call("exponential", from_=rate, gamma=gamma, every=every), values)


def stairs(draw):
    rate, every, gamma = draw.rate(), draw.randint(5, 500), draw.number_in(0.1, 1)
    values = run(schedules.ExponentialDecay(rate, every, gamma, staircase=True))
    return Curve(call("step", from_=rate, gamma=gamma, every=every), values)


def piecewise(draw):
    at = draw.milestones()
    rates = [draw.rate() for _ in range(len(at) + 1)]
    values = run(schedules.PiecewiseConstantDecay(at, rates))
    return Curve(call("piecewise", dict(zip([0] + [step + 1 for step in at], rates))), values)


def polynomial(cycle):
    def curve(draw):
        rate, length, power = draw.rate(), draw.randint(20, 1500), draw.number_in(0.5, 4)
        end = rate * draw.number_in(0, 0.5)
        values = run(schedules.PolynomialDecay(rate, length, end, power, cycle))
        if cycle:
            return Curve(
                call("polynomialCycles", from_=rate, to=end, first=length, power=power), values)
        return Curve(call("polynomial", from_=rate, to=end, over=length, power=power), values)

    return curve


def inverse_time(staircase):
    def curve(draw):
        rate, every, decay = draw.rate(), draw.randint(1, 300), draw.number_in(0, 5)
        values = run(schedules.InverseTimeDecay(rate, every, decay, staircase))
        notation = call("inverseTime", from_=rate, decay=decay, every=every)
        return Curve(notation + (f".held(every: {every})" if staircase else ""), values)

    return curve


def cosine(draw):
    rate, length, alpha = draw.rate(), draw.randint(20, 1500), draw.number_in(0, 0.5)
    values = run(schedules.CosineDecay(rate, length, alpha))
    return Curve(call("cosine", from_=rate, to=alpha * rate, over=length), values)


def warm_cosine(draw):
    peak, length, alpha = draw.rate(), draw.randint(20, 1500), draw.number_in(0, 0.5)
    start, warmup = peak * draw.choice([0, draw.number_in(0, 1)]), draw.randint(1, 400)
    values = run(schedules.CosineDecay(start, length, alpha, warmup_target=peak, warmup_steps=warmup))
    return Curve(
        call("cosine", from_=peak, to=alpha * peak, over=length)
        + f".{call('warmup', warmup, from_=start)}",
        values)


def restarts(draw):
    rate, first, growth = draw.rate(), draw.randint(2, 400), draw.choice([1.0, 1.5, 2.0, 3.0])
    shrink, alpha = draw.choice([1.0, draw.number_in(0.4, 1)]), draw.number_in(0, 0.3)
    values = run(schedules.CosineDecayRestarts(rate, first, growth, shrink, alpha))
    return Curve(
        call(
            "cosineRestarts", from_=rate, to=alpha * rate, first=first, growth=growth,
            shrink=shrink),
        values, left_out=whole_restarts(first) if growth == 1.5 else [])


def whole_restarts(first):
    """The restarts of a growth of 1.5 that fall on a step, where float32 logarithms decide."""
    steps, step, length = [], Fraction(first), Fraction(first)
    while step < STEPS:
        steps += [int(step)] if step.denominator == 1 else []
        length *= Fraction(3, 2)
        step += length
    return steps


SCHEDULERS = [
    Scheduler(
        "ExponentialDecay",
        "exponential(from: initial_learning_rate, gamma: decay_rate, every: decay_steps)",
        exponential),
    Scheduler("ExponentialDecay, staircase", "step(from: …, gamma: …, every: decay_steps)", stairs),
    Scheduler(
        "PiecewiseConstantDecay", "piecewise([0: value₀, boundary₁ + 1: value₁, …])", piecewise,
        remark="Keras keeps the old value at the boundary itself; ours changes at the step given, as "
        "PyTorch and optax do, so the boundary is one more."),
    Scheduler(
        "PolynomialDecay",
        "polynomial(from: …, to: end_learning_rate, over: decay_steps, power: power)",
        polynomial(False)),
    Scheduler(
        "PolynomialDecay, cycle",
        "polynomialCycles(from: …, to: end_learning_rate, first: decay_steps, power: power)",
        polynomial(True)),
    Scheduler(
        "InverseTimeDecay", "inverseTime(from: …, decay: decay_rate, every: decay_steps)",
        inverse_time(False)),
    Scheduler(
        "InverseTimeDecay, staircase", "inverseTime(…).held(every: decay_steps)",
        inverse_time(True)),
    Scheduler(
        "CosineDecay", "cosine(from: …, to: alpha · initial_learning_rate, over: decay_steps)",
        cosine),
    Scheduler(
        "CosineDecay, warmup_steps",
        "cosine(from: warmup_target, to: alpha · warmup_target, over: decay_steps)"
        ".warmup(warmup_steps, from: initial_learning_rate)",
        warm_cosine),
    Scheduler(
        "CosineDecayRestarts",
        "cosineRestarts(from: …, to: alpha · initial_learning_rate, first: first_decay_steps, "
        "growth: t_mul, shrink: m_mul)",
        restarts,
        remark="With a t_mul of 1.5 Keras's float32 logarithm misses restarts: 199 of the 671 that fall on "
        "a step, for first_decay_steps up to 400, give the end value there instead of the peak. Ours "
        "restart where they should; those steps are left out of the comparison. With 1, 2 and 3 it "
        "misses none."),
]
for scheduler in SCHEDULERS:
    scheduler.precision = "float32"
