"""timm.scheduler, in Python's doubles, stepped once per update."""
import timm
from draws import STEPS, Curve, Scheduler, call
from timm.scheduler import (
    CosineLRScheduler,
    MultiStepLRScheduler,
    PolyLRScheduler,
    StepLRScheduler,
    TanhLRScheduler,
    WSDLRScheduler,
)
from torch_run import optimizer

PACKAGE = f"timm {timm.__version__}"


def run(rate, kind, **options):
    """As timm's `train.py` with `--sched-on-updates`: after update n it calls step_update(n)."""
    sgd = optimizer(rate)
    scheduler = kind(sgd, t_in_epochs=False, **options)
    values = []
    for step in range(STEPS):
        values.append(float(sgd.param_groups[0]["lr"]))
        scheduler.step_update(step + 1)
    return values


def ramped(notation, rate, start, warmup, prefix):
    """With `warmup_prefix` the schedule follows its warmup, without it has run all the time."""
    if not warmup:
        return notation
    if prefix:
        return f"{notation}.{call('warmup', warmup, from_=start)}"
    ramp = call("linear", from_=start, to=rate, over=warmup)
    return f"{ramp}.then({notation}.advanced(by: {warmup}), at: {warmup})"


def warmup(draw, rate):
    options = {"warmup_t": draw.randint(1, 150), "warmup_lr_init": rate * draw.number_in(0, 1)}
    return options | {"warmup_prefix": draw.random() < 0.5}


def finish(draw, rate, kind, notation, **options):
    """A curve with a warmup in two of three draws."""
    ramp = warmup(draw, rate) if draw.random() < 0.67 else {}
    values = run(rate, kind, **options, **ramp)
    if ramp:
        notation = ramped(
            notation, rate, ramp["warmup_lr_init"], ramp["warmup_t"], ramp["warmup_prefix"])
    return Curve(notation, values)


def cosine(draw):
    rate, length = draw.rate(), draw.randint(10, 1500)
    low = rate * draw.choice([0, draw.number_in(0, 0.5)])
    notation = call("cosine", from_=rate, to=low, over=length)
    return finish(draw, rate, CosineLRScheduler, notation, t_initial=length, lr_min=low)


def cosine_cycles(draw):
    rate, first, growth = draw.rate(), draw.randint(10, 200), draw.choice([1.0, 1.5, 2.0])
    low = rate * draw.choice([0, draw.number_in(0, 0.1)])
    shrink, limit = draw.choice([1.0, 0.5, draw.number_in(0.3, 1)]), draw.randint(2, 4)
    notation = call(
        "cosineRestarts", from_=rate, to=low, first=first, growth=growth, shrink=shrink,
        shrinking="peak")
    cycles = sum(first * growth**cycle for cycle in range(limit))
    if cycles < STEPS - 200:
        notation += f".then(constant({low!r}), at: {cycles!r})"
    return finish(
        draw, rate, CosineLRScheduler, notation, t_initial=first, lr_min=low, cycle_mul=growth,
        cycle_decay=shrink, cycle_limit=limit if cycles < STEPS - 200 else 1000)


def cut(notation, length, low):
    """Ends at `length`: what the modifier before it takes for the end of its window."""
    return f"{notation}.then(constant({low!r}), at: {length})"


def k_decay(word):
    def curve(draw):
        rate, length, k = draw.rate(), draw.randint(10, 840), draw.number_in(0.5, 4)
        low = rate * draw.choice([0, draw.number_in(0, 0.5)])
        if word == "cosine":
            kind, power = CosineLRScheduler, {}
        else:
            kind, power = PolyLRScheduler, {"power": draw.number_in(0.3, 3)}
        notation = call(word, from_=rate, to=low, **power) + f".warped(power: {k!r})"
        return finish(
            draw, rate, kind, cut(notation, length, low), t_initial=length, lr_min=low, k_decay=k,
            **power)

    return curve


def tanh(draw):
    rate, length = draw.rate(), draw.randint(10, 840)
    low = rate * draw.choice([0, draw.number_in(0, 0.5)])
    bounds = draw.choice([(-7.0, 3.0), (draw.number_in(-8, -1), draw.number_in(1, 5))])
    notation = call("tanh", from_=rate, to=low, lower=bounds[0], upper=bounds[1])
    options = dict(t_initial=length, lr_min=low, lb=bounds[0], ub=bounds[1])
    ramp = warmup(draw, rate) if draw.random() < 0.67 else {}
    values = run(rate, TanhLRScheduler, **options, **ramp)
    notation = cut(notation, length, low)
    if ramp:
        steps, start = ramp["warmup_t"], ramp["warmup_lr_init"]
        if ramp["warmup_prefix"]:
            notation = (
                f"{call('linear', from_=start, to=rate, over=steps)}.then({notation}, at: {steps})")
        else:
            notation += f".advanced(by: {steps}).{call('warmup', steps, from_=start)}"
    else:
        notation = f"constant({rate!r}).then({notation}.advanced(by: 1), at: 1)"
    return Curve(notation, values)


def step(draw):
    rate, gamma, every = draw.rate(), draw.number_in(0.05, 1), draw.randint(5, 400)
    notation = call("step", from_=rate, gamma=gamma, every=every)
    return finish(draw, rate, StepLRScheduler, notation, decay_t=every, decay_rate=gamma)


def multi_step(draw):
    rate, gamma, at = draw.rate(), draw.number_in(0.05, 1), draw.milestones()
    notation = call("multiStep", from_=rate, gamma=gamma, at=[step - 1 for step in at])
    return finish(draw, rate, MultiStepLRScheduler, notation, decay_t=at, decay_rate=gamma)


def poly(draw):
    rate, length, power = draw.rate(), draw.randint(10, 1500), draw.number_in(0.3, 3)
    low = rate * draw.choice([0, draw.number_in(0, 0.5)])
    notation = call("polynomial", from_=rate, to=low, over=length, power=power)
    return finish(draw, rate, PolyLRScheduler, notation, t_initial=length, lr_min=low, power=power)


COOLDOWNS = {
    "1-sqrt": lambda power: "squareRoot",
    "linear": lambda power: "linear",
    "cosine": lambda power: "cosine",
    "exp": lambda power: "exponential",
    "power": lambda power: f"power({power!r})",
}


def wsd_parts(draw, rate):
    """What the three stable functions share: warmup, cooldown and the arguments for them."""
    length, warm = draw.randint(200, 1100), draw.randint(1, 150)
    decay, power = draw.randint(1, length), draw.number_in(0.3, 3)
    shape = draw.choice(list(COOLDOWNS))
    start = rate * draw.number_in(0, 1)
    arguments = dict(
        t_initial=length, decay_t=decay, decay_fn=shape, decay_power=power, warmup_t=warm,
        warmup_lr_init=start)
    return arguments, COOLDOWNS[shape](power), call("warmup", warm, from_=start)


def wsd(draw):
    rate = draw.rate()
    arguments, shape, ramp = wsd_parts(draw, rate)
    low = rate * draw.choice([0, draw.number_in(0, 0.5)])
    length, decay = arguments["t_initial"], arguments["decay_t"]
    steps = max(STEPS, length + arguments["warmup_t"])
    cooldown = call("cooldown", decay, at=length - decay, to=low, shape=shape)
    return Curve(
        f"constant({rate!r}).{cooldown}.{ramp}",
        run(rate, WSDLRScheduler, lr_min=low, **arguments), steps)


def wsd_falling(stable):
    def curve(draw):
        rate, scale = draw.rate(), draw.randint(10, 500)
        arguments, shape, ramp = wsd_parts(draw, rate)
        length, decay = arguments["t_initial"], arguments["decay_t"]
        steps = max(STEPS, length + arguments["warmup_t"])
        cooldown = call("cooldown", decay, at=length - decay, shape=shape)
        if stable == "rsqrt":
            notation, power = call("inverseSquareRoot", from_=rate, timescale=scale), {}
        else:
            power = {"stable_power": draw.number_in(0.1, 1.5)}
            notation = call("power", from_=rate, timescale=scale, power=power["stable_power"])
        return Curve(
            f"{notation}.multiplied(by: constant(1).{cooldown}).{ramp}",
            run(
                rate, WSDLRScheduler, stable_fn=stable, stable_timescale=scale, **power,
                **arguments),
            steps)

    return curve


RAMP = (
    "With a warmup, prefixed: `.warmup(warmup_t, from: warmup_lr_init)`. Not prefixed, timm ramps "
    "towards the peak while the schedule already runs: `linear(from: warmup_lr_init, to: lr, over: "
    "warmup_t).then(….advanced(by: warmup_t), at: warmup_t)`; ours would reach the peak."
)
FLOOR = "An `lr_min` other than 0 under a falling schedule is a sum, and has no counterpart."
SCHEDULERS = [
    Scheduler(
        "CosineLRScheduler", "cosine(from: lr, to: lr_min, over: t_initial)", cosine, remark=RAMP),
    Scheduler(
        "CosineLRScheduler, cycles",
        "cosineRestarts(from: lr, to: lr_min, first: t_initial, growth: cycle_mul, shrink: "
        "cycle_decay, shrinking: peak)",
        cosine_cycles,
        remark="A `cycle_limit` is `.then(constant(lr_min), at: …)`. Warmup as above."),
    Scheduler(
        "CosineLRScheduler, k_decay",
        "cosine(from: lr, to: lr_min).warped(power: k_decay).then(constant(lr_min), at: t_initial)",
        k_decay("cosine"), remark="Warmup as above."),
    Scheduler(
        "TanhLRScheduler",
        "tanh(from: lr, to: lr_min, lower: lb, upper: ub).then(constant(lr_min), at: t_initial)",
        tanh,
        remark="timm jumps to `lr_min` at the end, 0.25 % of the way; ours holds the value that the "
        "curve came to unless `then` says otherwise. Not prefixed, its warmup does reach the "
        "schedule: `.advanced(by: warmup_t).warmup(warmup_t, from: warmup_lr_init)`. Prefixed, it "
        "goes to lr, which the curve itself only nearly has: `linear(…).then(…, at: warmup_t)`. Without a "
        "warmup the first update uses lr too: `constant(lr).then(….advanced(by: 1), at: 1)`."),
    Scheduler(
        "StepLRScheduler", "step(from: lr, gamma: decay_rate, every: decay_t)", step,
        remark="Warmup as above."),
    Scheduler(
        "MultiStepLRScheduler", "multiStep(from: lr, gamma: decay_rate, at: [milestone − 1, …])",
        multi_step,
        remark="timm compares milestones with t + 1, so each comes a step early; ours comes at the "
        "step given, as in PyTorch. Warmup as above."),
    Scheduler(
        "PolyLRScheduler", "polynomial(from: lr, to: lr_min, over: t_initial, power: power)", poly,
        remark="Warmup as above."),
    Scheduler(
        "PolyLRScheduler, k_decay",
        "polynomial(…).warped(power: k_decay).then(constant(lr_min), at: t_initial)",
        k_decay("polynomial"), remark="Warmup as above."),
    Scheduler(
        "WSDLRScheduler, constant",
        "constant(lr).cooldown(decay_t, at: t_initial − decay_t, to: lr_min, shape: …)"
        ".warmup(warmup_t, from: warmup_lr_init)",
        wsd,
        remark="`1-sqrt` is `squareRoot`, `exp` with its `decay_ratio` of 0.1 `exponential`, and "
        "`power` `power(decay_power)`. Another `decay_ratio` has no counterpart."),
    Scheduler(
        "WSDLRScheduler, rsqrt",
        "inverseSquareRoot(from: lr, timescale: stable_timescale).multiplied(by: "
        "constant(1).cooldown(…)).warmup(…)",
        wsd_falling("rsqrt"),
        remark="timm's stable schedule goes on falling under the cooldown, where the word `cooldown` "
        "freezes it. " + FLOOR),
    Scheduler(
        "WSDLRScheduler, power",
        "power(from: lr, timescale: stable_timescale, power: stable_power).multiplied(by: "
        "constant(1).cooldown(…)).warmup(…)",
        wsd_falling("power"), remark=FLOOR),
]
