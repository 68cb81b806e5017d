"""optax's schedules in double precision (`jax_enable_x64`); as installed they are in float32."""
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp  # noqa: E402
import optax  # noqa: E402
from draws import STEPS, Curve, Scheduler, call  # noqa: E402

PACKAGE = f"optax {optax.__version__}"


def run(schedule, ask=jax.jit):
    """The rate at each count, compiled; the count is an int64, since optax's int32 gives float32."""
    ask = ask(schedule)
    return [float(ask(jnp.asarray(step, jnp.int64))) for step in range(STEPS)]


def as_written(schedule):
    """In place of `jax.jit`: XLA divides by a constant by multiplying with its rounded inverse, which
    is NaN at the end of some polynomials and a step late at some stairs."""
    return schedule


def constant(draw):
    rate = draw.rate()
    return Curve(call("constant", rate), run(optax.constant_schedule(rate)))


def delayed(notation, begin):
    return notation + (f".delayed({begin})" if begin else "")


def begins(draw):
    return draw.choice([0, draw.randint(1, 400)])


def linear(draw):
    start, end, length, begin = draw.rate(), draw.rate(), draw.randint(1, 1500), begins(draw)
    values = run(optax.linear_schedule(start, end, length, begin))
    return Curve(delayed(call("linear", from_=start, to=end, over=length), begin), values)


def polynomial(draw):
    start, length, begin = draw.rate(), draw.randint(1, 1500), begins(draw)
    end, power = start * draw.number_in(0, 2), draw.number_in(0.3, 4)
    schedule = optax.polynomial_schedule(start, end, power, length, begin)
    values = run(schedule, as_written)
    notation = call("polynomial", from_=start, to=end, over=length, power=power)
    return Curve(delayed(notation, begin), values)


def decay(draw, start, staircase):
    """The schedule, without a warmup, in notation and as arguments."""
    gamma = draw.number_in(0.3, 1.2)
    length, begin = draw.randint(200 if gamma > 1 else 10, 500), begins(draw)
    end = draw.choice([None, start * (draw.number_in(1, 2) if gamma > 1 else draw.number_in(0, 1))])
    word, every = ("step", length) if staircase else ("exponential", length)
    notation = delayed(call(word, from_=start, gamma=gamma, every=every), begin)
    if end is not None:
        low, high = (0, end) if gamma > 1 else (end, start)
        notation += f".clamped({low!r} ... {high!r})"
    arguments = {
        "transition_steps": length,
        "decay_rate": gamma,
        "transition_begin": begin,
        "staircase": staircase,
        "end_value": end,
    }
    return notation, arguments


def exponential(staircase):
    def curve(draw):
        start = draw.rate()
        notation, arguments = decay(draw, start, staircase)
        return Curve(notation, run(optax.exponential_decay(start, **arguments), as_written))

    return curve


def warm_exponential(draw):
    start, peak, warmup = draw.rate(), draw.rate(), draw.randint(1, 400)
    notation, arguments = decay(draw, peak, draw.random() < 0.5)
    schedule = optax.warmup_exponential_decay_schedule(start, peak, warmup, **arguments)
    values = run(schedule, as_written)
    return Curve(f"{notation}.{call('warmup', warmup, from_=start)}", values)


def cosine(draw):
    start, length, alpha = draw.rate(), draw.randint(2, 1500), draw.number_in(0, 1)
    values = run(optax.cosine_decay_schedule(start, length, alpha))
    return Curve(call("cosine", from_=start, to=alpha * start, over=length), values)


def cosine_power(draw):
    start, length, exponent = draw.rate(), draw.randint(2, 1500), draw.choice([2, 3])
    values = run(optax.cosine_decay_schedule(start, length, 0.0, float(exponent)))
    wave = call("cosine", from_=1, to=0, over=length)
    notation = call("cosine", from_=start, to=0, over=length)
    return Curve(notation + f".multiplied(by: {wave})" * (exponent - 1), values)


def warm_constant(draw):
    start, peak, warmup = draw.rate(), draw.rate(), draw.randint(1, 900)
    values = run(optax.warmup_constant_schedule(start, peak, warmup))
    return Curve(f"constant({peak!r}).{call('warmup', warmup, from_=start)}", values)


def warm_cosine_parts(draw, longest):
    peak, warmup = draw.rate(), draw.randint(1, longest // 3)
    start, end = peak * draw.number_in(0, 1), peak * draw.number_in(0, 1)
    length = draw.randint(warmup + 1, longest)
    notation = call("cosine", from_=peak, to=end, over=length - warmup)
    arguments = {
        "init_value": start,
        "peak_value": peak,
        "warmup_steps": warmup,
        "decay_steps": length,
        "end_value": end,
    }
    return f"{notation}.{call('warmup', warmup, from_=start)}", arguments


def warm_cosine(draw):
    notation, arguments = warm_cosine_parts(draw, 1200)
    return Curve(notation, run(optax.warmup_cosine_decay_schedule(**arguments)))


def sgdr(draw):
    parts = [warm_cosine_parts(draw, 500) for _ in range(draw.randint(2, 5))]
    notation, step = parts[0][0], 0
    for (_, last), (following, _) in zip(parts, parts[1:]):
        step += last["decay_steps"]
        notation += f".then({following}, at: {step})"
    values = run(optax.sgdr_schedule([part[1] for part in parts]))
    return Curve(notation, values, max(STEPS, step + parts[-1][1]["decay_steps"]))


def pieces(draw):
    """Boundaries with factors, and the values that come of them."""
    scales = {step: draw.number_in(0.1, 3) for step in draw.milestones()}
    values = [draw.rate()]
    for scale in scales.values():
        values.append(values[-1] * scale)
    return scales, values


def piecewise(draw):
    scales, values = pieces(draw)
    curve = run(optax.piecewise_constant_schedule(values[0], scales))
    return Curve(call("piecewise", dict(zip([0, *scales], values))), curve)


def ways(word, starts, values):
    """One way after another: from each start to the next, from each value to the next."""
    legs = [
        (call(word, from_=a, to=b, over=end - start), start)
        for start, end, a, b in zip(starts, starts[1:], values, values[1:])
        if start < STEPS
    ]
    return legs[0][0] + "".join(f".then({leg}, at: {start})" for leg, start in legs[1:])


def interpolated(word):
    def curve(draw):
        scales, values = pieces(draw)
        schedule = optax.piecewise_interpolate_schedule(word, values[0], scales)
        return Curve(ways(word, [0, *scales], values), run(schedule))

    return curve


def linear_one_cycle(draw):
    peak, length = draw.rate(), draw.randint(100, 1500)
    start, final = draw.number_in(0.05, 0.5, 3), draw.number_in(0.55, 0.95, 3)
    divisor, last = draw.number_in(1, 50), draw.log_in(1, 1e5)
    values = run(optax.linear_onecycle_schedule(length, peak, start, final, divisor, last))
    low = peak / divisor
    steps = [0, int(start * length), int(final * length), length]
    return Curve(ways("linear", steps, [low, peak, low, low / last]), values)


def cosine_one_cycle(draw):
    peak, length, start = draw.rate(), draw.randint(100, 1500), draw.number_in(0.05, 0.9, 3)
    divisor, last = draw.number_in(1, 50), draw.log_in(1, 1e5)
    values = run(optax.cosine_onecycle_schedule(length, peak, start, divisor, last))
    return Curve(
        call(
            "oneCycle", peak=peak, over=length, warmup=int(start * length), divisor=divisor,
            finalDivisor=last),
        values)


def joined(draw):
    rate, first, second = draw.rate(), draw.randint(1, 400), draw.randint(401, 900)
    gamma = draw.number_in(0.1, 1)
    parts = [
        optax.linear_schedule(0.0, rate, first), optax.constant_schedule(rate),
        optax.exponential_decay(rate, 100, gamma),
    ]
    return Curve(
        f"{call('linear', from_=0, to=rate, over=first)}.then(constant({rate!r}), at: {first})"
        f".then({call('exponential', from_=rate, gamma=gamma, every=100)}, at: {second})",
        run(optax.join_schedules(parts, [first, second])))


CLAMPED = "An `end_value` is `.clamped(end_value ... init_value)`."
SCHEDULERS = [
    Scheduler("constant_schedule", "constant(value)", constant),
    Scheduler(
        "linear_schedule",
        "linear(from: init_value, to: end_value, over: transition_steps)"
        ".delayed(transition_begin)",
        linear),
    Scheduler(
        "polynomial_schedule", "polynomial(…, power: power).delayed(transition_begin)", polynomial,
        remark="Not compiled. Compiled by JAX 0.10.2 for CPUs, optax's schedule is NaN from its end on "
        "for a power such as 2.5 and more than half of all lengths, 3 the first: 1 − T · (1 / T) can be "
        "below 0."),
    Scheduler(
        "exponential_decay",
        "exponential(from: init_value, gamma: decay_rate, every: transition_steps)"
        ".delayed(transition_begin)",
        exponential(False), remark=CLAMPED),
    Scheduler(
        "exponential_decay, staircase", "step(…, every: transition_steps).delayed(…)",
        exponential(True),
        remark="Not compiled. Compiled by JAX 0.10.2 for CPUs some of optax's drops come a step late; "
        "ours never do. " + CLAMPED),
    Scheduler(
        "cosine_decay_schedule",
        "cosine(from: init_value, to: alpha · init_value, over: decay_steps)", cosine),
    Scheduler(
        "cosine_decay_schedule, exponent", "cosine(…).multiplied(by: cosine(from: 1, to: 0, …))",
        cosine_power,
        remark="Whole exponents with an alpha of 0, as a product (drawn: 2 and 3). Other exponents, and "
        "an exponent with an alpha, have no counterpart: a floor under a product is a sum."),
    Scheduler(
        "warmup_constant_schedule", "constant(peak_value).warmup(warmup_steps, from: init_value)",
        warm_constant),
    Scheduler(
        "warmup_cosine_decay_schedule",
        "cosine(from: peak_value, to: end_value, over: decay_steps − warmup_steps)"
        ".warmup(warmup_steps, from: init_value)",
        warm_cosine, remark="optax's `decay_steps` hold the warmup. An `exponent`: see above."),
    Scheduler(
        "warmup_exponential_decay_schedule",
        "exponential(…).delayed(transition_begin).warmup(warmup_steps, from: init_value)",
        warm_exponential, remark="Not compiled: see above. " + CLAMPED),
    Scheduler("sgdr_schedule", "a.then(b, at: …).then(c, at: …)", sgdr),
    Scheduler(
        "piecewise_constant_schedule", "piecewise([0: init_value, boundary₁: …, …])", piecewise,
        remark="optax gives factors, `piecewise` the values."),
    Scheduler(
        "piecewise_interpolate_schedule, linear", "linear(…).then(linear(…), at: boundary₁)…",
        interpolated("linear")),
    Scheduler(
        "piecewise_interpolate_schedule, cosine", "cosine(…).then(cosine(…), at: boundary₁)…",
        interpolated("cosine")),
    Scheduler(
        "linear_onecycle_schedule", "linear(…).then(linear(…), at: …).then(linear(…), at: …)",
        linear_one_cycle,
        remark="Its rise and its fall differ in length, so it is not `oneCycle(…, phases: 3)`."),
    Scheduler(
        "cosine_onecycle_schedule",
        "oneCycle(peak: peak_value, over: transition_steps, warmup: ⌊pct_start · "
        "transition_steps⌋, divisor: div_factor, finalDivisor: final_div_factor)",
        cosine_one_cycle),
    Scheduler(
        "join_schedules", "a.then(b, at: boundary₁).then(c, at: boundary₂)", joined,
        remark="Drawn with linear_schedule, constant_schedule and exponential_decay."),
]
