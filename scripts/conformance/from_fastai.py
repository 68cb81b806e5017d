"""fastai.callback.schedule: what its ParamScheduler sets at each batch, for pct = batch / batches."""
import warnings

warnings.filterwarnings("ignore")
import fastai  # noqa: E402
from draws import STEPS, Curve, Scheduler, call  # noqa: E402
from fastai.callback import schedule as fa  # noqa: E402

PACKAGE = f"fastai {fastai.__version__}"


def run(schedule):
    """The callback's own update, with an optimizer that takes down what it is told."""
    values = []
    callback = fa.ParamScheduler({"lr": schedule})
    callback.learn = _Learner(values)
    for batch in range(STEPS):
        callback.learn.pct_train = batch / STEPS
        callback.before_batch()
    return [float(value if getattr(value, "ndim", 0) == 0 else value[0]) for value in values]


class _Learner:
    """What a callback reads of a Learner."""

    def __init__(self, values):
        self.values, self.pct_train = values, 0.0

    @property
    def opt(self):
        return self

    def set_hyper(self, _, value):
        self.values.append(value)


def ends(draw):
    return draw.rate(), draw.rate()


def simple(word, schedule):
    def curve(draw):
        start, end = ends(draw)
        return Curve(call(word, from_=start, to=end), run(schedule(start, end)))

    return curve


def constant(draw):
    start, end = ends(draw)
    return Curve(call("constant", start), run(fa.SchedNo(start, end)))


def polynomial(draw):
    (start, end), power = ends(draw), draw.number_in(0.3, 4)
    values = run(fa.SchedPoly(start, end, power))
    return Curve(call("linear", from_=start, to=end) + f".warped(power: {power!r})", values)


def between(draw, low, high):
    """A share that falls between two batches, so that float32 cannot put it on the wrong one."""
    step = draw.randint(int(low * STEPS), int(high * STEPS)) + 0.5
    return step / STEPS, step


def combined(draw):
    start, middle, end = draw.rate(), draw.rate(), draw.rate()
    share, step = between(draw, 0.05, 0.95)
    values = run(fa.combined_cos(share, start, middle, end))
    return Curve(
        call("cosine", from_=start, to=middle, over=step)
        + f".then({call('cosine', from_=middle, to=end)}, at: {step})",
        values)


class _Fit:
    """Stands in for a Learner's `fit`: keeps the schedule that the real method made."""

    def __init__(self, rate):
        self.lr = rate
        self.opt = type("Optimizer", (), {})()
        self.opt.hypers = [{"lr": rate}]
        self.opt.set_hyper = lambda name, value: None
        self.moms = (0.95, 0.85, 0.95)

    def fit(self, epochs, cbs, **_):
        self.schedule = next(iter(cbs)).scheds["lr"]


def fitted(method, rate, *arguments, **options):
    fit = _Fit(rate)
    getattr(fa.Learner, method)(fit, *arguments, **options)
    return run(fit.schedule)


def one_cycle(draw):
    peak, (share, step) = draw.rate(), between(draw, 0.05, 0.95)
    divisor, last = draw.number_in(1, 50), draw.log_in(10, 1e6)
    values = fitted("fit_one_cycle", peak, 10, peak, divisor, last, share)
    return Curve(
        call("oneCycle", peak=peak, warmup=step, divisor=divisor, finalDivisor=last / divisor),
        values)


def flat(draw):
    rate, (share, step), last = draw.rate(), between(draw, 0.05, 0.95), draw.log_in(10, 1e6)
    values = fitted("fit_flat_cos", rate, 10, rate, last, share)
    return Curve(
        f"{call('constant', rate)}.then({call('cosine', from_=rate, to=rate / last)}, at: {step})",
        values)


def restarts(draw):
    rate, (cycles, growth) = draw.rate(), draw.choice([(1, 2), (2, 2), (3, 2), (5, 2), (2, 3), (3, 3)])
    length = draw.randint(1, 5)
    values = fitted("fit_sgdr", rate, cycles, length, rate, growth)
    first = STEPS / sum(growth**cycle for cycle in range(cycles))
    return Curve(call("cosineRestarts", from_=rate, to=0, first=first, growth=growth), values)


SINGLE = "fastai joins schedules by float32 shares; drawn with shares between two batches."
SCHEDULERS = [
    Scheduler("SchedNo", "constant(start)", constant),
    Scheduler("SchedLin", "linear(from: start, to: end)", simple("linear", fa.SchedLin)),
    Scheduler("SchedCos", "cosine(from: start, to: end)", simple("cosine", fa.SchedCos)),
    Scheduler("SchedExp", "exponential(from: start, to: end)", simple("exponential", fa.SchedExp)),
    Scheduler(
        "SchedPoly", "linear(from: start, to: end).warped(power: power)", polynomial,
        remark="fastai raises the time that has passed to the power; `polynomial` raises what is left."),
    Scheduler(
        "combined_cos",
        "cosine(from: start, to: middle, over: pct).then(cosine(from: middle, to: end), at: pct)",
        combined, "float32", remark=SINGLE),
    Scheduler(
        "fit_one_cycle",
        "oneCycle(peak: lr_max, warmup: pct_start, divisor: div, finalDivisor: div_final / div)",
        one_cycle, "float32", remark="fastai's last divisor counts from the peak, ours from the start."),
    Scheduler(
        "fit_flat_cos", "constant(lr).then(cosine(from: lr, to: lr / div_final), at: pct_start)",
        flat, "float32"),
    Scheduler(
        "fit_sgdr", "cosineRestarts(from: lr_max, to: 0, first: …, growth: cycle_mult)", restarts,
        "float32",
        remark="Drawn with cycles that end between two batches. Four that double end the second at 1/5, "
        "where float32 adds up to more: its restart comes a batch late."),
]
