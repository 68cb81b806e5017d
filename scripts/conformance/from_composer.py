"""composer.optim.scheduler, in Python's doubles, compiled to PyTorch's LambdaLR as its trainer does."""
from types import SimpleNamespace

import composer
from composer import optim
from composer.core import Time, Timestamp
from composer.optim.scheduler import compile_composer_scheduler
from draws import STEPS, Curve, Scheduler, call
from torch_run import optimizer

PACKAGE = f"mosaicml {composer.__version__}"


def run(rate, scheduler, steps=STEPS, epoch=50):
    """The parts of a State that a scheduler reads, with Composer's own clock, one batch at a time."""
    sgd = optimizer(rate)
    state = SimpleNamespace(
        optimizers=[sgd], dataloader_len=Time.from_batch(epoch),
        max_duration=Time.from_batch(steps), timestamp=Timestamp())
    compiled = compile_composer_scheduler(scheduler, state)
    values = []
    for _ in range(STEPS):
        values.append(float(sgd.param_groups[0]["lr"]))
        sgd.step()
        state.timestamp = state.timestamp.to_next_batch()
        if int(state.timestamp.batch_in_epoch) == epoch:
            state.timestamp = state.timestamp.to_next_epoch()
        compiled.step()
    return values


def constant(draw):
    rate, alpha, length = draw.rate(), draw.number_in(0.05, 2), draw.randint(1, 1200)
    values = run(rate, optim.ConstantScheduler(alpha, f"{length}ba"))
    if length >= STEPS:
        return Curve(call("constant", rate * alpha), values)
    return Curve(
        f"{call('constant', rate * alpha)}.then({call('constant', rate)}, at: {length})", values)


def shares(draw):
    return draw.number_in(0.5, 1.5), draw.number_in(0, 0.5)


def linear(draw):
    rate, (start, end), length = draw.rate(), shares(draw), draw.randint(1, 1500)
    values = run(rate, optim.LinearScheduler(start, end, f"{length}ba"))
    return Curve(call("linear", from_=rate * start, to=rate * end, over=length), values)


def step(draw):
    rate, gamma, every = draw.rate(), draw.number_in(0.05, 1), draw.randint(5, 400)
    values = run(rate, optim.StepScheduler(f"{every}ba", gamma))
    return Curve(call("step", from_=rate, gamma=gamma, every=every), values)


def multi_step(draw):
    rate, gamma, at = draw.rate(), draw.number_in(0.05, 1), draw.milestones()
    values = run(rate, optim.MultiStepScheduler([f"{step}ba" for step in at], gamma))
    return Curve(call("multiStep", from_=rate, gamma=gamma, at=at), values)


def exponential(draw):
    rate, gamma, epochs = draw.rate(), draw.number_in(0.3, 1.05), draw.randint(1, 10)
    values = run(rate, optim.ExponentialScheduler(gamma, f"{epochs}ep"))
    return Curve(call("exponential", from_=rate, gamma=gamma, every=50 * epochs), values)


def polynomial(draw):
    rate, (_, end), length = draw.rate(), shares(draw), draw.randint(1, 1500)
    power = draw.number_in(0.3, 4)
    values = run(rate, optim.PolynomialScheduler(power, f"{length}ba", end))
    return Curve(
        call("polynomial", from_=rate, to=rate * end, over=length, power=power), values)


def cosine(draw):
    rate, (_, end), length = draw.rate(), shares(draw), draw.randint(1, 1500)
    values = run(rate, optim.CosineAnnealingScheduler(f"{length}ba", end))
    return Curve(call("cosine", from_=rate, to=rate * end, over=length), values)


def restarts(draw):
    rate, (_, end), growth = draw.rate(), shares(draw), draw.choice([1, 1.5, 2, 3])
    first = draw.randint(5, 60) * (16 if growth == 1.5 else 1)
    values = run(
        rate, optim.CosineAnnealingWarmRestartsScheduler(f"{first}ba", growth, end))
    return Curve(
        call("cosineRestarts", from_=rate, to=rate * end, first=first, growth=growth), values)


def lengths(draw):
    """The warmup and the run, which these schedulers want to be as long as t_max at most."""
    return draw.randint(1, 400), draw.randint(STEPS, 1500)


def ramped(notation, warmup):
    return f"{notation}.{call('warmup', warmup, from_=0)}"


def warm_multi_step(draw):
    rate, gamma, (warmup, _) = draw.rate(), draw.number_in(0.05, 1), lengths(draw)
    at = draw.milestones(low=warmup + 1)
    values = run(
        rate,
        optim.MultiStepWithWarmupScheduler(f"{warmup}ba", [f"{step}ba" for step in at], gamma))
    notation = call("multiStep", from_=rate, gamma=gamma, at=[step - warmup for step in at])
    return Curve(ramped(notation, warmup), values)


def warm_constant(draw):
    rate, alpha, (warmup, steps) = draw.rate(), draw.number_in(0.05, 2), lengths(draw)
    values = run(rate, optim.ConstantWithWarmupScheduler(f"{warmup}ba", alpha))
    return Curve(ramped(call("constant", rate * alpha), warmup), values)


def warm_linear(draw):
    rate, (start, end), (warmup, steps) = draw.rate(), shares(draw), lengths(draw)
    values = run(rate, optim.LinearWithWarmupScheduler(f"{warmup}ba", start, end), steps)
    notation = call("linear", from_=rate * start, to=rate * end, over=steps - warmup)
    return Curve(ramped(notation, warmup), values)


def warm_cosine(draw):
    rate, (_, end), (warmup, steps) = draw.rate(), shares(draw), lengths(draw)
    values = run(rate, optim.CosineAnnealingWithWarmupScheduler(f"{warmup}ba", alpha_f=end), steps)
    notation = call("cosine", from_=rate, to=rate * end, over=steps - warmup)
    return Curve(ramped(notation, warmup), values)


def warm_polynomial(draw):
    rate, (_, end), (warmup, steps) = draw.rate(), shares(draw), lengths(draw)
    power = draw.number_in(0.3, 4)
    values = run(
        rate, optim.PolynomialWithWarmupScheduler(f"{warmup}ba", power, alpha_f=end), steps)
    notation = call("polynomial", from_=rate, to=rate * end, over=steps - warmup, power=power)
    return Curve(ramped(notation, warmup), values)


SCHEDULERS = [
    Scheduler(
        "ConstantScheduler", "constant(alpha · lr).then(constant(lr), at: t_max)", constant,
        remark="`alpha` holds up to t_max only."),
    Scheduler(
        "LinearScheduler", "linear(from: alpha_i · lr, to: alpha_f · lr, over: t_max)", linear),
    Scheduler("StepScheduler", "step(from: lr, gamma: gamma, every: step_size)", step),
    Scheduler("MultiStepScheduler", "multiStep(from: lr, gamma: gamma, at: milestones)", multi_step),
    Scheduler(
        "ExponentialScheduler", "exponential(from: lr, gamma: gamma, every: decay_period)",
        exponential),
    Scheduler(
        "PolynomialScheduler", "polynomial(from: lr, to: alpha_f · lr, over: t_max, power: power)",
        polynomial),
    Scheduler(
        "CosineAnnealingScheduler", "cosine(from: lr, to: alpha_f · lr, over: t_max)", cosine),
    Scheduler(
        "CosineAnnealingWarmRestartsScheduler",
        "cosineRestarts(from: lr, to: alpha_f · lr, first: t_0, growth: t_mult)", restarts,
        remark="Composer rounds every cycle down to whole batches; ours does not, and drifts from it "
        "where `t_0 · t_multⁱ` is no whole number. Drawn where it is one."),
    Scheduler(
        "MultiStepWithWarmupScheduler",
        "multiStep(…, at: [milestone − t_warmup, …]).warmup(t_warmup, from: 0)", warm_multi_step,
        remark="Composer counts milestones from the start of the run, ours from the end of the "
        "warmup."),
    Scheduler(
        "ConstantWithWarmupScheduler", "constant(alpha · lr).warmup(t_warmup, from: 0)",
        warm_constant),
    Scheduler(
        "LinearWithWarmupScheduler", "linear(…, over: t_max − t_warmup).warmup(t_warmup, from: 0)",
        warm_linear),
    Scheduler(
        "CosineAnnealingWithWarmupScheduler",
        "cosine(…, over: t_max − t_warmup).warmup(t_warmup, from: 0)", warm_cosine),
    Scheduler(
        "PolynomialWithWarmupScheduler",
        "polynomial(…, over: t_max − t_warmup, power: power).warmup(t_warmup, from: 0)",
        warm_polynomial),
]
