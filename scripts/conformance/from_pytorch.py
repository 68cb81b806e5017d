"""torch.optim.lr_scheduler, in Python's doubles."""
import warnings

import torch
from draws import STEPS, Curve, Scheduler, call, cosine_wave
from torch.optim import lr_scheduler as lr
from torch_run import optimizer, run

PACKAGE = f"torch {torch.__version__.split('+')[0]}"
warnings.filterwarnings("ignore", category=UserWarning)


def stepped(rate, make, **options):
    sgd = optimizer(rate, **options)
    return run(sgd, make(sgd))


def constant(draw):
    rate, factor, total = draw.rate(), draw.number_in(0.01, 1), draw.randint(1, 1200)
    values = stepped(rate, lambda sgd: lr.ConstantLR(sgd, factor, total))
    if total > STEPS:
        return Curve(call("constant", rate * factor), values)
    then = call("constant", rate)
    return Curve(f"{call('constant', rate * factor)}.then({then}, at: {total})", values)


def linear(draw):
    rate, total = draw.rate(), draw.randint(1, 1200)
    start, end = draw.number_in(0.001, 1), draw.choice([1.0, 0.0, draw.number_in(0, 1)])
    values = stepped(rate, lambda sgd: lr.LinearLR(sgd, start, end, total))
    return Curve(call("linear", from_=rate * start, to=rate * end, over=total), values)


def step(draw):
    rate, gamma, size = draw.rate(), draw.number_in(0.05, 1), draw.randint(5, 400)
    values = stepped(rate, lambda sgd: lr.StepLR(sgd, size, gamma))
    return Curve(call("step", from_=rate, gamma=gamma, every=size), values)


def multi_step(draw):
    rate, gamma, at = draw.rate(), draw.number_in(0.05, 1.2), draw.milestones()
    at = sorted(at + at[:1]) if draw.random() < 0.3 else at
    values = stepped(rate, lambda sgd: lr.MultiStepLR(sgd, at, gamma))
    return Curve(call("multiStep", from_=rate, gamma=gamma, at=at), values)


def exponential(draw):
    rate, gamma = draw.rate(), draw.number_in(0.98, 1.002, 6)
    values = stepped(rate, lambda sgd: lr.ExponentialLR(sgd, gamma))
    return Curve(call("exponential", from_=rate, gamma=gamma), values)


def polynomial(draw):
    rate, total, power = draw.rate(), draw.randint(2, 1500), draw.number_in(0.2, 4)
    values = stepped(rate, lambda sgd: lr.PolynomialLR(sgd, total, power))
    return Curve(call("polynomial", from_=rate, to=0, over=total, power=power), values)


def cosine(draw):
    rate = draw.rate()
    low, total = rate * draw.choice([0, draw.number_in(0, 0.5)]), draw.randint(20, 2000)
    values = stepped(rate, lambda sgd: lr.CosineAnnealingLR(sgd, total, low))
    if total >= STEPS:
        return Curve(call("cosine", from_=rate, to=low, over=total), values)
    return Curve(cosine_wave(rate, low, total), values)


def restarts(draw):
    rate, first, growth = draw.rate(), draw.randint(1, 300), draw.randint(1, 4)
    low = rate * draw.choice([0, draw.number_in(0, 0.5)])
    values = stepped(
        rate, lambda sgd: lr.CosineAnnealingWarmRestarts(sgd, first, growth, low))
    return Curve(
        call("cosineRestarts", from_=rate, to=low, first=first, growth=growth), values)


def cyclic(mode):
    def curve(draw):
        high, up = draw.rate(), draw.randint(1, 300)
        low, down = high * draw.number_in(0, 0.5), draw.choice([None, draw.randint(1, 300)])
        gamma = draw.number_in(0.99, 1, 6)
        values = stepped(
            high,
            lambda sgd: lr.CyclicLR(
                sgd, low, high, up, down, mode, gamma, cycle_momentum=False))
        options = {"triangular2": {"shrink": 0.5}, "exp_range": {"gamma": gamma}}.get(mode, {})
        return Curve(
            call("triangular", low=low, high=high, up=up, down=down or up, **options), values)

    return curve


def one_cycle(anneal, three):
    def curve(draw):
        peak, total = draw.rate(), draw.randint(STEPS, 1500)
        share = draw.number_in(0.05, 0.45 if three else 0.9, 3)
        divisor, final = draw.number_in(1, 50), draw.log_in(1, 1e5)
        momentum = {"momentum": 0.9} if draw.random() < 0.5 else {}
        values = stepped(
            peak,
            lambda sgd: lr.OneCycleLR(
                sgd, peak, total + 1, pct_start=share, anneal_strategy=anneal, div_factor=divisor,
                final_div_factor=final, three_phase=three, cycle_momentum=bool(momentum)),
            **momentum)
        shape = {"shape": "linear"} if anneal == "linear" else {}
        phases = {"phases": 3} if three else {}
        return Curve(
            call(
                "oneCycle", peak=peak, over=total, warmup=share * (total + 1) - 1,
                divisor=divisor, finalDivisor=final, **shape, **phases),
            values)

    return curve


def sequential(draw):
    rate, start, gamma = draw.rate(), draw.number_in(0.01, 1), draw.number_in(0.99, 1, 6)
    first, second = draw.randint(1, 400), draw.randint(401, 900)

    def make(sgd):
        parts = [
            lr.LinearLR(sgd, start, 1.0, first), lr.CosineAnnealingLR(sgd, second - first),
            lr.ExponentialLR(sgd, gamma),
        ]
        return lr.SequentialLR(sgd, parts, [first, second])

    return Curve(
        call("linear", from_=rate * start, to=rate, over=first)
        + f".then({call('cosine', from_=rate, to=0, over=second - first)}, at: {first})"
        + f".then({call('exponential', from_=rate, gamma=gamma)}, at: {second})",
        stepped(rate, make))


def chained(draw):
    rate, factor, total = draw.rate(), draw.number_in(0.1, 1), draw.randint(1, 900)
    gamma, size, power = draw.number_in(0.1, 1), draw.randint(50, 400), draw.number_in(0.5, 3)

    def make(sgd):
        parts = [
            lr.ConstantLR(sgd, factor, total), lr.StepLR(sgd, size, gamma),
            lr.PolynomialLR(sgd, 1200, power),
        ]
        return lr.ChainedScheduler(parts, sgd)

    return Curve(
        f"{call('constant', factor)}.then(constant(1), at: {total})"
        + f".multiplied(by: {call('step', from_=1, gamma=gamma, every=size)})"
        + f".multiplied(by: {call('polynomial', from_=rate, to=0, over=1200, power=power)})",
        stepped(rate, make))


def custom_lambda(draw):
    rate, scale, power = draw.rate(), draw.randint(10, 1000), draw.number_in(0.2, 2)
    values = stepped(rate, lambda sgd: lr.LambdaLR(sgd, lambda t: (1 + t / scale) ** -power))
    return Curve(call("power", from_=rate, timescale=scale, power=power), values)


def custom_factor(draw):
    rate, gamma, at = draw.rate(), draw.number_in(0.1, 1), draw.randint(1, 900)
    values = stepped(
        rate, lambda sgd: lr.MultiplicativeLR(sgd, lambda t: gamma if t == at else 0.999))
    return Curve(
        call("exponential", from_=rate, gamma=0.999)
        + f".multiplied(by: {call('piecewise', {0: 1, at: gamma / 0.999})})",
        values)


SCHEDULERS = [
    Scheduler(
        "ConstantLR", "constant(lr · factor).then(constant(lr), at: total_iters)", constant,
        remark="In PyTorch's sense: a factor that ends."),
    Scheduler(
        "LinearLR", "linear(from: lr · start_factor, to: lr · end_factor, over: total_iters)", linear),
    Scheduler("StepLR", "step(from: lr, gamma: gamma, every: step_size)", step),
    Scheduler("MultiStepLR", "multiStep(from: lr, gamma: gamma, at: milestones)", multi_step),
    Scheduler("ExponentialLR", "exponential(from: lr, gamma: gamma)", exponential),
    Scheduler(
        "PolynomialLR", "polynomial(from: lr, to: 0, over: total_iters, power: power)", polynomial),
    Scheduler(
        "CosineAnnealingLR", "cosine(from: lr, to: eta_min, over: T_max)", cosine,
        remark="PyTorch comes up again after T_max. Ours holds its end, so that a run that is too long "
        "does not restart; with T_max below 1,000 the draws write the wave out: "
        "`cosine(…).then(cosine(…), at: T_max).repeated(every: 2 · T_max)`."),
    Scheduler(
        "CosineAnnealingWarmRestarts",
        "cosineRestarts(from: lr, to: eta_min, first: T_0, growth: T_mult)", restarts),
    Scheduler(
        "CyclicLR, triangular",
        "triangular(low: base_lr, high: max_lr, up: step_size_up, down: step_size_down)",
        cyclic("triangular"), remark="Momentum is not cycled."),
    Scheduler("CyclicLR, triangular2", "triangular(…, shrink: 0.5)", cyclic("triangular2")),
    Scheduler("CyclicLR, exp_range", "triangular(…, gamma: gamma)", cyclic("exp_range")),
    Scheduler(
        "OneCycleLR, cos",
        "oneCycle(peak: max_lr, over: N − 1, warmup: pct_start · N − 1, divisor: div_factor, "
        "finalDivisor: final_div_factor)",
        one_cycle("cos", False),
        remark="PyTorch's phases end a step early, at `pct_start · N − 1` and `N − 1`; ours end at the "
        "lengths given. Momentum is not cycled. Past N PyTorch raises an error and ours holds."),
    Scheduler("OneCycleLR, linear", "oneCycle(…, shape: linear)", one_cycle("linear", False)),
    Scheduler(
        "OneCycleLR, cos, three_phase", "oneCycle(…, phases: 3)", one_cycle("cos", True)),
    Scheduler(
        "OneCycleLR, linear, three_phase", "oneCycle(…, shape: linear, phases: 3)",
        one_cycle("linear", True)),
    Scheduler(
        "SequentialLR", "a.then(b, at: m₁).then(c, at: m₂)", sequential,
        remark="Drawn with LinearLR, CosineAnnealingLR and ExponentialLR."),
    Scheduler(
        "ChainedScheduler", "a.multiplied(by: b).multiplied(by: c)", chained,
        remark="Drawn with ConstantLR, StepLR and PolynomialLR. Chained with an `eta_min` other than 0 "
        "PyTorch's result is no product, and has no counterpart."),
    Scheduler(
        "LambdaLR", "power(from: lr, timescale: s, power: p)", custom_lambda,
        remark="Takes any function; drawn with (1 + t / s)^−p. A function of one's own becomes a "
        "`ScheduleShape`."),
    Scheduler(
        "MultiplicativeLR", "exponential(…).multiplied(by: piecewise(…))", custom_factor,
        remark="Takes any function; drawn with 0.999 but for one step."),
]
