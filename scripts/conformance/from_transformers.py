"""transformers.optimization: every SchedulerType that does not answer to a metric, in doubles."""
import transformers
from draws import STEPS, Curve, Scheduler, call, cosine_wave
from torch_run import optimizer, run
from transformers import get_scheduler

PACKAGE = f"transformers {transformers.__version__}"


def scheduled(name, rate, warmup=None, steps=None, **options):
    sgd = optimizer(rate)
    return run(sgd, get_scheduler(name, sgd, warmup, steps, scheduler_specific_kwargs=options))


def ramped(notation, warmup):
    return notation + (f".{call('warmup', warmup, from_=0)}" if warmup else "")


def lengths(draw, longest=1500):
    """The warmup and the run; a warmup of 0 is as common as in practice."""
    warmup = draw.choice([0, draw.randint(1, 300)])
    return warmup, draw.randint(warmup + 10, longest)


def constant(draw):
    rate = draw.rate()
    return Curve(call("constant", rate), scheduled("constant", rate))


def warm_constant(draw):
    rate, warmup = draw.rate(), draw.randint(1, 900)
    values = scheduled("constant_with_warmup", rate, warmup)
    return Curve(ramped(call("constant", rate), warmup), values)


def linear(draw):
    rate, (warmup, steps) = draw.rate(), lengths(draw)
    values = scheduled("linear", rate, warmup, steps)
    return Curve(ramped(call("linear", from_=rate, to=0, over=steps - warmup), warmup), values)


def waves(rate, low, warmup, steps, cycles):
    """A cosine, written out as a wave where it would turn within the thousand steps."""
    half = (steps - warmup) / (2 * cycles)
    if half == int(half):
        half = int(half)
    if warmup + half >= STEPS:
        return ramped(call("cosine", from_=rate, to=low, over=half), warmup)
    return ramped(cosine_wave(rate, low, half), warmup)


def cosine(draw):
    rate, (warmup, steps) = draw.rate(), lengths(draw)
    cycles = draw.choice([0.5, 0.5, draw.number_in(0.1, 3)])
    values = scheduled("cosine", rate, warmup, steps, num_cycles=cycles)
    return Curve(waves(rate, 0, warmup, steps, cycles), values)


def restarts(draw):
    rate, (warmup, steps), cycles = draw.rate(), lengths(draw), draw.randint(1, 7)
    values = scheduled("cosine_with_restarts", rate, warmup, steps, num_cycles=cycles)
    notation = ramped(call("cosineRestarts", from_=rate, to=0, cycles=cycles), warmup)
    if steps < STEPS:
        return Curve(f"{notation}.then(constant(0), at: {steps})", values)
    return Curve(notation, values, steps)


def polynomial(draw):
    rate, (warmup, steps) = draw.rate(), lengths(draw)
    end, power = rate * draw.number_in(0, 0.9), draw.number_in(0.3, 4)
    values = scheduled("polynomial", rate, warmup, steps, lr_end=end, power=power)
    notation = call("polynomial", from_=rate, to=end, over=steps - warmup, power=power)
    return Curve(ramped(notation, warmup), values)


def inverse_square_root(draw):
    rate, warmup = draw.rate(), draw.choice([0, draw.randint(1, 500)])
    scale = draw.choice([None, draw.randint(10, 2000)])
    values = scheduled("inverse_sqrt", rate, warmup, timescale=scale)
    notation = call("inverseSquareRoot", from_=rate, timescale=scale or warmup or 10_000)
    return Curve(ramped(notation, warmup), values)


def floor(draw, rate):
    """A floor, given as a rate or as a share."""
    share = draw.number_in(0, 0.5)
    if draw.random() < 0.5:
        return share * rate, {"min_lr_rate": share}
    return share * rate, {"min_lr": share * rate}


def floored_cosine(draw):
    rate, (warmup, steps) = draw.rate(), lengths(draw)
    low, options = floor(draw, rate)
    cycles = draw.choice([0.5, 0.5, draw.number_in(0.1, 3)])
    values = scheduled("cosine_with_min_lr", rate, warmup, steps, num_cycles=cycles, **options)
    return Curve(waves(rate, low, warmup, steps, cycles), values)


def floored_late_cosine(draw):
    rate, low_share = draw.rate(), draw.choice([None, draw.number_in(0, 0.9)])
    warmup = draw.choice([0, draw.randint(2, 300)])
    steps = draw.randint(warmup + 500, 1500)
    low, options = floor(draw, rate)
    half = steps - warmup
    values = scheduled(
        "cosine_warmup_with_min_lr", rate, warmup, steps, warmup_lr_rate=low_share, **options)
    if warmup + half >= STEPS:
        wave = call("cosine", from_=rate, to=low, over=half)
    else:
        wave = cosine_wave(rate, low, half)
    wave += ".advanced(by: 1)"
    if not warmup:
        return Curve(wave, values)
    if low_share is None:
        ramp = call("linear", from_=rate / warmup, to=rate, over=warmup - 1)
    else:
        ramp = call("linear", from_=low_share * rate, to=rate, over=warmup - 1)
    return Curve(f"{ramp}.then({wave}, at: {warmup})", values)


def stable(draw):
    rate, warm, decay = draw.rate(), draw.randint(1, 200), draw.randint(1, 500)
    middle, share = draw.randint(0, 500), draw.choice([0, draw.number_in(0, 0.5)])
    rise, fall = draw.choice(["linear", "cosine"]), draw.choice(["linear", "cosine", "1-sqrt"])
    values = scheduled(
        "warmup_stable_decay", rate, warm, num_decay_steps=decay, num_stable_steps=middle,
        warmup_type=rise, decay_type=fall, min_lr_ratio=share)
    shape = {"1-sqrt": {"shape": "squareRoot"}, "cosine": {"shape": "cosine"}}
    cooldown = call("cooldown", decay, at=middle, to=share * rate, **shape.get(fall, {}))
    ramp = call("warmup", warm, from_=share * rate, **shape.get(rise, {}))
    return Curve(f"constant({rate!r}).{cooldown}.{ramp}", values, max(STEPS, warm + middle + decay))


WAVE = (
    "Past num_training_steps, and with more than half a cycle, Hugging Face's cosine comes up again; "
    "ours holds its end unless the wave is written out: "
    "`cosine(…).then(cosine(…), at: half).repeated(every: 2 · half)`."
)
SCHEDULERS = [
    Scheduler("constant", "constant(lr)", constant),
    Scheduler(
        "constant_with_warmup", "constant(lr).warmup(num_warmup_steps, from: 0)", warm_constant,
        remark="Hugging Face's warmup wastes the first update on 0. `.warmup(n)` without `from` starts "
        "at lr / (n + 1)."),
    Scheduler(
        "linear", "linear(from: lr, to: 0, over: N − num_warmup_steps).warmup(…, from: 0)", linear),
    Scheduler(
        "cosine", "cosine(from: lr, to: 0, over: N − num_warmup_steps).warmup(…, from: 0)", cosine,
        remark=WAVE),
    Scheduler(
        "cosine_with_restarts", "cosineRestarts(from: lr, to: 0, cycles: num_cycles)"
        ".warmup(…, from: 0)", restarts),
    Scheduler(
        "polynomial", "polynomial(from: lr, to: lr_end, over: N − num_warmup_steps, power: power)"
        ".warmup(…, from: 0)", polynomial),
    Scheduler(
        "inverse_sqrt", "inverseSquareRoot(from: lr, timescale: timescale).warmup(…, from: 0)",
        inverse_square_root),
    Scheduler(
        "cosine_with_min_lr", "cosine(from: lr, to: min_lr, …).warmup(…, from: 0)",
        floored_cosine, remark="As `cosine`."),
    Scheduler(
        "cosine_warmup_with_min_lr",
        "linear(from: …, to: lr, over: num_warmup_steps − 1).then(cosine(from: lr, to: min_lr, over: "
        "N − num_warmup_steps).advanced(by: 1), at: num_warmup_steps)",
        floored_late_cosine,
        remark="Both of its phases count a step ahead: the warmup's last update has the peak, the "
        "cosine's first has left it."),
    Scheduler(
        "warmup_stable_decay",
        "constant(lr).cooldown(num_decay_steps, at: num_stable_steps, to: min_lr, shape: …)"
        ".warmup(num_warmup_steps, from: min_lr)",
        stable,
        remark="The warmup `1-sqrt`, which is 1 − √(1 − u), and a cosine decay of other than half a "
        "cycle have no counterpart. Where the phases do not fit the run, Hugging Face jumps; ours "
        "refuses."),
]
