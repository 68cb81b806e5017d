"""Another library's schedule: told a number of steps, it answers with the milliseconds of one.

All are a warm-up over 5 % of the run, half a cosine wave from 3e-4 to 3e-5, and a line down to zero
over the last 20 %, as each library's documentation composes them; Keras has no cooldown, so there
the wave takes its place. What is compiled has been compiled before it is timed.
"""

import math
import os
import sys
import time

PEAK, END = 3e-4, 3e-5


def phases(count):
    warmup, cooldown = count // 20, count // 5
    return warmup, count - warmup - cooldown, cooldown


def torch_scheduler(count, way):
    import torch
    from torch.optim import lr_scheduler

    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=PEAK)
    warmup, decay, cooldown = phases(count)
    if way == "sequential":
        scheduler = lr_scheduler.SequentialLR(
            optimizer,
            [
                lr_scheduler.LinearLR(optimizer, 1 / (warmup + 1), total_iters=warmup),
                lr_scheduler.CosineAnnealingLR(optimizer, decay, eta_min=END),
                lr_scheduler.LinearLR(optimizer, END / PEAK, 0, total_iters=cooldown),
            ],
            milestones=[warmup, warmup + decay])
    else:
        def factor(step):
            if step < warmup:
                return (step + 1) / (warmup + 1)
            low, step = END / PEAK, step - warmup
            if step < decay:
                return low + (1 - low) * (1 + math.cos(math.pi * step / decay)) / 2
            return max(low * (1 - (step - decay) / cooldown), 0)

        scheduler = lr_scheduler.LambdaLR(optimizer, factor)
    optimizer.step()  # a scheduler warns if it is the first
    return scheduler


def torch_steps(way):
    def run(count):
        scheduler = torch_scheduler(count, way)
        start = time.perf_counter()
        for _ in range(count):
            scheduler.step()
        return time.perf_counter() - start

    return run


def optax_schedule(count):
    import optax

    warmup, decay, cooldown = phases(count)
    return optax.join_schedules(
        [
            optax.linear_schedule(0, PEAK, warmup),
            optax.cosine_decay_schedule(PEAK, decay, alpha=END / PEAK),
            optax.linear_schedule(END, 0, cooldown),
        ],
        boundaries=[warmup, warmup + decay])


def keras_schedule(count):
    import keras

    warmup, decay, cooldown = phases(count)
    return keras.optimizers.schedules.CosineDecay(
        0.0, decay + cooldown, alpha=END / PEAK, warmup_target=PEAK, warmup_steps=warmup)


def calls(make, transform):
    def run(count):
        schedule = transform(make(count))
        float(schedule(0))
        start = time.perf_counter()
        for step in range(count):
            float(schedule(step))
        return time.perf_counter() - start

    return run


def arrays(make, mapped):
    made = {}

    def run(count):
        if count not in made:
            schedule = make(count)
            made[count] = jax.jit(jax.vmap(schedule) if mapped else schedule)
        steps = jax.numpy.arange(count)
        made[count](steps).block_until_ready()
        start = time.perf_counter()
        made[count](steps).block_until_ready()
        return time.perf_counter() - start

    return run


library, way = sys.argv[1:]
if library == "torch":
    run = torch_steps(way)
else:
    if way == "float64":
        os.environ["JAX_ENABLE_X64"] = "1"
    os.environ["KERAS_BACKEND"] = "jax"
    os.environ["JAX_PLATFORMS"] = "cpu"
    import jax

    make = optax_schedule if library == "optax" else keras_schedule
    if way == "eager":
        run = calls(make, lambda schedule: schedule)
    elif way == "jitted":
        run = calls(make, jax.jit)
    else:
        run = arrays(make, mapped=library == "keras")

for line in sys.stdin:
    count = int(line)
    print(run(count) / count * 1e3, flush=True)
