#!/usr/bin/env python3
"""Writes Tests/LearningRateTests/Resources/edge-cases.json: what schedulers do at their edges.

    .conformance/bin/python scripts/conformance/edge_cases.py

Set up as for generate.py. Each function runs the real packages and returns what it saw;
`FieldEdgeCaseTests` sets Anneal's answers beside it.
"""
import json
import math
import os
import warnings
from importlib.metadata import version
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"
import jax
import jax.numpy as jnp
import keras
import optax
import optuna
import schedulefree
import torch
from keras.optimizers import schedules
from torch.optim import lr_scheduler as lr
from torch_run import optimizer, run

FILE = Path(__file__).parents[2] / "Tests/LearningRateTests/Resources/edge-cases.json"
warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def cosine_rebounds():
    """1: CosineAnnealingLR(T_max=5) past its end."""
    sgd = optimizer(1.0)
    return {"rates": run(sgd, lr.CosineAnnealingLR(sgd, 5), 11)}


def recursion_is_fragile():
    """2: the recursion over 100,000 steps, and after something else sets the rate to 0 once."""
    steps = 100_000
    sgd = optimizer(1.0)
    found = run(sgd, lr.CosineAnnealingLR(sgd, steps, 0.1), steps)
    exact = [0.1 + 0.45 * (1 + math.cos(math.pi * step / steps)) for step in range(steps)]
    error = max(abs(a - b) / b for a, b in zip(found, exact))

    sgd = optimizer(1.0)
    cosine = lr.CosineAnnealingLR(sgd, 10)
    run(sgd, cosine, 5)
    sgd.param_groups[0]["lr"] = 0.0
    return {"largestRelativeError": error, "ratesAfterAZeroAtStep5": run(sgd, cosine, 10)}


def restored_without_its_optimizer():
    """3: MultiStepLR([2], 0.1) restored after 3 steps onto a fresh optimizer."""
    sgd = optimizer(1.0)
    scheduler = lr.MultiStepLR(sgd, [2], 0.1)
    run(sgd, scheduler, 3)
    fresh = optimizer(1.0)
    restored = lr.MultiStepLR(fresh, [2], 0.1)
    restored.load_state_dict(scheduler.state_dict())
    return {"getLastLR": restored.get_last_lr()[0], "optimizerUses": fresh.param_groups[0]["lr"]}


def restored_with_a_new_length():
    """4: the state of CosineAnnealingLR(T_max=10) loaded into one made with T_max=100."""
    sgd = optimizer(1.0)
    scheduler = lr.CosineAnnealingLR(sgd, 10)
    run(sgd, scheduler, 3)
    longer = lr.CosineAnnealingLR(optimizer(1.0), 100)
    longer.load_state_dict(scheduler.state_dict())
    return {"asked": 100, "got": longer.T_max}


def construction_changes_the_rate():
    """5: what only making schedulers does to an optimizer."""
    sgd = optimizer(1.0)
    rates = [sgd.param_groups[0]["lr"]]
    for make in (lambda: lr.LinearLR(sgd, 0.1), lambda: lr.ConstantLR(sgd, 0.5)):
        make()
        rates.append(sgd.param_groups[0]["lr"])
    loaded = optimizer(0.125)
    lr.LinearLR(loaded, 0.1)
    return {"rates": rates, "loadedWith": 0.125, "loadedThen": loaded.param_groups[0]["lr"]}


def stale_initial_rate():
    """6: a second scheduler on an optimizer whose rate is 0.5 by now."""
    sgd = optimizer(1.0)
    run(sgd, lr.ExponentialLR(sgd, 0.5), 1)
    second = lr.LinearLR(sgd, 1.0, 0.5, 2)
    return {"baseLRs": second.base_lrs[0], "rates": run(sgd, second, 4)}


def plateau_of_a_negative_loss():
    """7: ReduceLROnPlateau in rel mode: below zero any change within its threshold "improves"."""
    sgd = optimizer(1.0)
    plateau = lr.ReduceLROnPlateau(sgd, patience=2)
    seen = []
    for loss in [-1.0] + [-1.00005 - 0.00005 * n for n in range(9)]:
        plateau.step(loss)
        seen.append([loss, plateau.num_bad_epochs])
    worse = lr.ReduceLROnPlateau(optimizer(1.0), patience=2)
    worse.step(-1.0)
    worse.step(-0.99995)
    return {"lossAndBadEpochs": seen, "badEpochsAfterWorse": worse.num_bad_epochs}


def schedule_free_counts_twice():
    """8: the rates and the averaging weights of schedule-free SGD with 4 steps of warmup."""
    method = optax.contrib.schedule_free_sgd(1.0, warmup_steps=4)
    weights, gradient = jnp.zeros(1), jnp.ones(1)
    state = method.init(weights)
    rates, averaging = [], []
    for _ in range(5):
        updates, after = method.update(gradient, state, weights)
        rates.append(float((state.z - after.z)[0]))
        averaging.append(math.sqrt(float(after.weight_sum - state.weight_sum)))
        weights, state = optax.apply_updates(weights, updates), after

    parameter = torch.nn.Parameter(torch.zeros(1))
    sgd = schedulefree.SGDScheduleFree([parameter], lr=1.0, warmup_steps=4)
    sgd.train()
    torch_rates = []
    for _ in range(5):
        parameter.grad = torch.ones(1)
        sgd.step()
        torch_rates.append(sgd.param_groups[0]["scheduled_lr"])
    return {"optaxRates": rates, "optaxWeights": averaging, "schedulefreeRates": torch_rates}


def sequential():
    """9: SequentialLR(LinearLR for 5, CosineAnnealingLR for 5), and a milestone of 0."""
    sgd = optimizer(1.0)
    parts = [lr.LinearLR(sgd, 0.2, total_iters=5), lr.CosineAnnealingLR(sgd, 5)]
    rates = run(sgd, lr.SequentialLR(sgd, parts, [5]), 10)
    sgd = optimizer(1.0)
    parts = [lr.ConstantLR(sgd, 0.1, 100), lr.CosineAnnealingLR(sgd, 5)]
    return {"rates": rates, "ratesFromMilestone0": run(sgd, lr.SequentialLR(sgd, parts, [0]), 5)}


def study_meets_nan():
    """10: optuna and a NaN, as a trial's result, as a report, and a report given twice."""
    study = optuna.create_study(pruner=optuna.pruners.MedianPruner(n_startup_trials=0))

    def reported(trial):
        trial.report(1.0, 0)
        trial.report(2.0, 0)
        return 1.0

    study.optimize(reported, n_trials=1)
    trial = study.ask()
    trial.report(float("nan"), 0)
    pruned = trial.should_prune()
    study.tell(trial, 1.0)
    study.optimize(lambda trial: float("nan"), n_trials=1)
    return {
        "firstReportKept": study.trials[0].intermediate_values[0],
        "prunedAfterNaN": pruned,
        "stateAfterNaN": study.trials[2].state.name,
    }


def compiled_polynomial():
    """11: optax's polynomial_schedule of power 2.5, compiled: the lengths up to 100 that end in NaN."""
    nan = [
        length
        for length in range(2, 101)
        if math.isnan(at_length(optax.polynomial_schedule(1.0, 0.1, 2.5, length), length))
    ]
    return {"jax": jax.__version__, "lengthsThatEndInNaN": nan}


def compiled_stairs():
    """12: optax's exponential_decay in stairs, compiled: the lengths up to 100 with a late drop."""
    late = [
        length
        for length in range(2, 101)
        if at_length(optax.exponential_decay(1.0, length, 0.5, staircase=True), length) == 1
    ]
    return {"jax": jax.__version__, "lengthsWithALateFirstDrop": late}


def at_length(schedule, length):
    return float(jax.jit(schedule)(jnp.asarray(length, jnp.int32)))


def missed_restarts():
    """13: Keras's CosineDecayRestarts(t_mul=1.5): its second restart, for even first_decay_steps."""
    missed = []
    for first in range(2, 101, 2):
        restart = first + first * 3 // 2
        if float(schedules.CosineDecayRestarts(1.0, first, t_mul=1.5)(restart)) < 0.5:
            missed.append(first)
    return {"asked": 50, "firstDecayStepsThatMissTheSecondRestart": missed}


CASES = [
    cosine_rebounds,
    recursion_is_fragile,
    restored_without_its_optimizer,
    restored_with_a_new_length,
    construction_changes_the_rate,
    stale_initial_rate,
    plateau_of_a_negative_loss,
    schedule_free_counts_twice,
    sequential,
    study_meets_nan,
    compiled_polynomial,
    compiled_stairs,
    missed_restarts,
]


def main():
    versions = {
        "torch": torch.__version__.split("+")[0],
        "keras": keras.__version__,
        "optax": optax.__version__,
        "optuna": optuna.__version__,
        "schedulefree": version("schedulefree"),
    }
    cases = [
        {"number": number, "what": case.__doc__.split(": ", 1)[1], "seen": case()}
        for number, case in enumerate(CASES, 1)
    ]
    text = json.dumps({"versions": versions, "cases": cases}, indent=1, ensure_ascii=False)
    FILE.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
