"""Rate-free rules: one number over all parameters takes the rate's part."""
import dadaptation
import momo
import optax
import prodigyopt
import torch
from dog import DoG

from cases import Case, OptaxCase


def text_of(arguments):
    return ", ".join(f"{key}={value}" for key, value in arguments.items())


def group_number(name, as_name="d"):
    return lambda optimizer: {as_name: optimizer.param_groups[0][name]}


def rate_free(notation, package, kind, rate_scale, numbers, gradients="quadratic", **arguments):
    return Case(
        notation, package, f"{kind.__name__}({text_of(arguments)})",
        lambda parameters: kind(parameters, lr=1.0, **arguments), gradients, rate_scale,
        numbers=numbers,
    )


def with_loss(notation, kind, rate_scale, **arguments):
    def step(optimizer, parameters, rate, loss):
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step(loss=torch.tensor(loss))

    return Case(
        notation, "momo-opt", f"{kind.__name__}({text_of(arguments)})",
        lambda parameters: kind(parameters, lr=1.0, **arguments), "quadratic", rate_scale,
        step=step,
    )


def dowg(notation, rate_scale, **arguments):
    return OptaxCase(
        notation, "optax", f"optax.contrib.dowg({text_of(arguments)})",
        lambda rate: optax.contrib.dowg(rate, **arguments), "quadratic", rate_scale,
        numbers=lambda state: {"squaredDistance": state[1].estim_sq_dist},
    )


def prodigy(notation, rate_scale=20.0, **arguments):
    return rate_free(
        notation, "prodigyopt", prodigyopt.Prodigy, rate_scale, group_number("d"), **arguments
    )


def d_adapt_adam(notation, rate_scale=20.0, **arguments):
    return rate_free(
        notation, "dadaptation", dadaptation.DAdaptAdam, rate_scale, group_number("d"), **arguments
    )


def d_adapt_sgd(notation, rate_scale=20.0, **arguments):
    return rate_free(
        notation, "dadaptation", dadaptation.DAdaptSGD, rate_scale, group_number("d"), **arguments
    )


CASES = [
    prodigy("prodigy"),
    prodigy(
        "prodigy(beta1: 0.8, beta2: 0.95, epsilon: 1e-4, weightDecay: 0.1, initial: 1e-3, coefficient: 0.5)",
        betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1, d0=1e-3, d_coef=0.5,
    ),
    prodigy(
        "prodigy(beta3: 0.9, weightDecay: 0.05, decoupled: false, initial: 1e-4, growth: 1.5, biasCorrection: true)",
        beta3=0.9, weight_decay=0.05, decouple=False, d0=1e-4, growth_rate=1.5,
        use_bias_correction=True,
    ),
    prodigy("prodigy(initial: 1e-3, safeguardWarmup: true)", d0=1e-3, safeguard_warmup=True),
    d_adapt_adam("dAdaptation"),
    d_adapt_adam(
        "dAdaptation(method: adam, beta1: 0.8, beta2: 0.95, epsilon: 1e-4, weightDecay: 0.1, initial: 1e-3)",
        betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1, d0=1e-3,
    ),
    d_adapt_adam(
        "dAdaptation(weightDecay: 0.1, decoupled: true, initial: 1e-4, growth: 1.2, biasCorrection: true)",
        weight_decay=0.1, decouple=True, d0=1e-4, growth_rate=1.2, use_bias_correction=True,
    ),
    d_adapt_sgd("dAdaptation(method: sgd)"),
    d_adapt_sgd(
        "dAdaptation(method: sgd, momentum: 0.8, weightDecay: 0.05, initial: 1e-3, growth: 1.5)",
        momentum=0.8, weight_decay=0.05, d0=1e-3, growth_rate=1.5,
    ),
    rate_free("dog", "dog-optimizer", DoG, 25.0, group_number("rbar", "distance")),
    rate_free(
        "dog(initial: 1e-3, epsilon: 10, weightDecay: 0.05)", "dog-optimizer", DoG, 25.0,
        group_number("rbar", "distance"), reps_rel=1e-3, eps=10, weight_decay=0.05,
    ),
    rate_free(
        "dog(initial: 1e-4)", "dog-optimizer", DoG, 25.0, group_number("rbar", "distance"),
        "random", reps_rel=1e-4,
    ),
    dowg("dowg", 25.0),
    dowg(
        "dowg(initial: 0.01, epsilon: 0.5, weightDecay: 0.05)", 25.0, init_estim_sq_dist=0.01,
        eps=0.5, weight_decay=0.05,
    ),
    with_loss("momo", momo.Momo, 25.0),
    with_loss(
        "momo(beta: 0.8, lowerBound: 10, weightDecay: 0.05)", momo.Momo, 25.0, beta=0.8, lb=10,
        weight_decay=0.05,
    ),
    with_loss("momo(biasCorrection: true)", momo.Momo, 25.0, bias_correction=True),
    with_loss("momoAdam", momo.MomoAdam, 10.0),
    with_loss(
        "momoAdam(beta1: 0.8, beta2: 0.95, epsilon: 1e-4, lowerBound: 10, weightDecay: 0.05)",
        momo.MomoAdam, 10.0, betas=(0.8, 0.95), eps=1e-4, lb=10, weight_decay=0.05,
    ),
    with_loss(
        "momoAdam(weightDecay: 0.05, proximal: false)", momo.MomoAdam, 1.0, weight_decay=0.05,
        divide=False,
    ),
]
