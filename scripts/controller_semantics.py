#!/usr/bin/env python3
"""Prints the rate of four packages' plateau rules, from 1 with a factor of 0.5, after each measurement.

    .venv/bin/pip install numpy jax keras==3.15.1 optax==0.2.8 transformers==5.23.0
    .venv/bin/python scripts/controller_semantics.py

The table in docs/controllers.md is read off this.
"""
import math
import os
import warnings

os.environ["KERAS_BACKEND"] = "torch"
import jax
import keras
import optax
import torch
from jax import numpy as jnp
from torch.optim.lr_scheduler import ReduceLROnPlateau
from transformers.optimization import GreedyLR

warnings.filterwarnings("ignore")
jax.config.update("jax_enable_x64", True)


def sgd(rate=1.0):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def of_torch(scheduler, values):
    for value in values:
        scheduler.step(value)
        yield scheduler.optimizer.param_groups[0]["lr"]


def pytorch(values, **arguments):
    return of_torch(ReduceLROnPlateau(sgd(), factor=0.5, **arguments), values)


def greedy(values, **arguments):
    return of_torch(GreedyLR(sgd(), factor=0.5, **arguments), values)


def of_optax(values, **arguments):
    rule = optax.contrib.reduce_on_plateau(factor=0.5, **arguments)
    state = rule.init(jnp.zeros(1))
    for value in values:
        _, state = rule.update(jnp.ones(1), state, value=jnp.asarray(value))
        yield float(state.scale)


def of_keras(values, **arguments):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(1.0), "mse")
    rule = keras.callbacks.ReduceLROnPlateau(factor=0.5, mode="min", **arguments)
    rule.set_model(model)
    rule.on_train_begin()
    for epoch, value in enumerate(values):
        rule.on_epoch_end(epoch, {"val_loss": value})
        yield float(model.optimizer.learning_rate)


CASES = [
    ("constant, patience 0", [1.0] * 5, dict(patience=0)),
    ("constant, patience 2", [1.0] * 8, dict(patience=2)),
    ("constant, patience 2, cooldown 2", [1.0] * 12, dict(patience=2, cooldown=2)),
    ("1, then NaN, patience 2", [1.0] + [math.nan] * 5, dict(patience=2)),
    ("NaN, then improving, patience 2", [math.nan, 6, 5, 4, 3, 2, 1], dict(patience=2)),
    ("1, -inf, then improving, patience 2", [1, -math.inf, 0.5, 0.4, 0.3, 0.2], dict(patience=2)),
    ("-1, worse by 5e-5 each time, patience 2", [-1 + 5e-5 * i for i in range(10)],
     dict(patience=2)),
]
RULES = [("PyTorch", pytorch), ("Keras", of_keras), ("optax", of_optax), ("GreedyLR", greedy)]
for title, values, arguments in CASES:
    print(title)
    for name, rule in RULES:
        print(f"  {name:9}", *(f"{rate:g}" for rate in rule(values, **arguments)))
print("GreedyLR as it is from 5e-5, after 60 measurements, each worse")
print("  ", list(of_torch(GreedyLR(sgd(5e-5)), range(60)))[-1])
