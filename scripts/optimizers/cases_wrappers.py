"""Wrappers: schedule-free, cautious, lookahead, means, Mechanic, hypergradients."""
import optax
import pytorch_optimizer
import schedulefree
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from cases import Case, OptaxCase, TwinCase


def text_of(arguments):
    return ", ".join(f"{key}={value}" for key, value in arguments.items())


# Schedule-free: the parameters are y, and `evaluation` is x.


def schedule_free(notation, kind, gradients="quadratic", **arguments):
    def build(parameters):
        optimizer = kind(parameters, lr=1.0, foreach=False, **arguments)
        optimizer.train()
        return optimizer

    def extra(optimizer, parameters):
        optimizer.eval()
        values = [p.detach().clone() for p in parameters]
        optimizer.train()
        return {"evaluation": values}

    name = f"{kind.__name__}({text_of(arguments)})"
    return Case(notation, "schedulefree", name, build, gradients, extra=extra)


def optax_schedule_free(notation, base, beta, name):
    """optax counts the rate of its weights from 1 and the base's from 0; here both from 0."""

    def build(rate):
        return optax.contrib.schedule_free(
            base(rate), learning_rate=lambda count: rate(count - 1), b1=beta
        )

    def extra(state, parameters):
        return {"evaluation": optax.contrib.schedule_free_eval_params(state, parameters)}

    return OptaxCase(
        notation, "optax", name, build, "quadratic", extra=extra,
        note="learning_rate(count - 1) for the weights, which optax counts from 1",
    )


# Cautious: pytorch_optimizer's has the mask and factor of the authors' code.


def cautious(notation, kind, gradients="random", rate_scale=1.0, **arguments):
    name = f"{kind.__name__}({text_of(arguments | {'cautious': True})})"
    return Case(
        notation, "pytorch_optimizer", name,
        lambda parameters: kind(parameters, lr=1.0, foreach=False, cautious=True, **arguments),
        gradients, rate_scale,
    )


# Lookahead


class FastAndSlow:
    """pytorch_optimizer's Lookahead around a torch optimizer."""

    def __init__(self, base, k, alpha):
        self.lookahead = pytorch_optimizer.Lookahead(
            base, k=k, alpha=alpha, pullback_momentum="none"
        )
        self.param_groups = base.param_groups

    def step(self):
        self.lookahead.step()

    def extra(self, parameters):
        return {"evaluation": [self.lookahead.state[p]["slow_params"] for p in parameters]}


def lookahead(notation, base, k, alpha, name, gradients="quadratic"):
    return Case(
        notation, "pytorch_optimizer", f"Lookahead({name}, k={k}, alpha={alpha})",
        lambda parameters: FastAndSlow(base(parameters), k, alpha), gradients,
        extra=lambda optimizer, parameters: optimizer.extra(parameters),
    )


# Means


class Mean:
    """torch's AveragedModel, told after every step."""

    def __init__(self, parameters, base, **arguments):
        self.model = torch.nn.Module()
        self.model.list = torch.nn.ParameterList(parameters)
        self.base, self.param_groups = base, base.param_groups
        self.mean = AveragedModel(self.model, **arguments)

    def step(self):
        self.base.step()
        self.mean.update_parameters(self.model)

    def extra(self):
        return {"evaluation": list(self.mean.module.list)}


def averaged(notation, base, name, decay=None):
    arguments = {} if decay is None else {"multi_avg_fn": get_ema_multi_avg_fn(decay)}
    mean = "" if decay is None else f", multi_avg_fn=get_ema_multi_avg_fn({decay})"
    return Case(
        notation, "torch", f"torch.optim.swa_utils.AveragedModel(model{mean}) with {name}",
        lambda parameters: Mean(parameters, base(parameters), **arguments), "quadratic",
        extra=lambda optimizer, parameters: optimizer.extra(),
    )


# Mechanic


def mechanic(notation, base, name, rate_scale, tolerance=None, **arguments):
    # With a scale that begins at 1e-6, optax's recovered offset keeps ten digits fewer than a stored
    # one: the twin with a stored offset is as far from it as `tolerance` says.
    return OptaxCase(
        notation, "optax", f"optax.contrib.mechanize({', '.join(filter(None, (name, text_of(arguments))))})",
        lambda rate: optax.contrib.mechanize(base(rate), **arguments), "quadratic", rate_scale,
        numbers=lambda state: {"scale": state.s.sum()}, twin_limit=1e-7, tolerance64=tolerance,
        note="the offset from the start is recovered from the parameters and divided by the scale",
    )


def torch_sgd(**arguments):
    return lambda parameters: torch.optim.SGD(parameters, lr=1.0, foreach=False, **arguments)


def torch_adam(**arguments):
    return lambda parameters: torch.optim.Adam(parameters, lr=1.0, foreach=False, **arguments)


CASES = [
    schedule_free("sgd.scheduleFree", schedulefree.SGDScheduleFree),
    schedule_free(
        "sgd(weightDecay: 0.05).scheduleFree(beta: 0.8)", schedulefree.SGDScheduleFree,
        momentum=0.8, weight_decay=0.05,
    ),
    schedule_free(
        "adamw(beta1: 0, weightDecay: 0).scheduleFree", schedulefree.AdamWScheduleFree, "random"
    ),
    schedule_free(
        "adamw(beta1: 0, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1).scheduleFree(beta: 0.95)",
        schedulefree.AdamWScheduleFree, betas=(0.95, 0.95), eps=1e-3, weight_decay=0.1,
    ),
    optax_schedule_free(
        "adamw(beta1: 0, weightDecay: 0.1).scheduleFree",
        lambda rate: optax.adamw(rate, b1=0.0, weight_decay=0.1), 0.9,
        "optax.contrib.schedule_free(optax.adamw(b1=0, weight_decay=0.1), b1=0.9)",
    ),
    # AdEMAMix without its slow mean is AdamW.
    cautious("adamw(weightDecay: 0).cautious", pytorch_optimizer.AdEMAMix, alpha=0),
    cautious(
        "adamw(beta1: 0.8, weightDecay: 0.3).cautious", pytorch_optimizer.AdEMAMix, "quadratic",
        alpha=0, betas=(0.8, 0.999, 0.9), weight_decay=0.3, weight_decouple=True,
    ),
    cautious(
        "lion(weightDecay: 0.3).cautious", pytorch_optimizer.Lion, rate_scale=0.1,
        weight_decay=0.3,
    ),
    lookahead("sgd(momentum: 0.9).lookahead", torch_sgd(momentum=0.9), 5, 0.5, "SGD(momentum=0.9)"),
    lookahead("adam.lookahead(k: 7, alpha: 0.8)", torch_adam(), 7, 0.8, "Adam()", "random"),
    averaged("sgd(momentum: 0.9).averaged", torch_sgd(momentum=0.9), "SGD(momentum=0.9)"),
    averaged("sgd.averaged(decay: 0.95)", torch_sgd(), "SGD()", 0.95),
    averaged("adam.averaged(decay: 0.999)", torch_adam(), "Adam()", 0.999),
    mechanic("sgd.mechanic", optax.sgd, "optax.sgd()", 1.0, tolerance=1e-5),
    mechanic(
        "sgd(momentum: 0.5).mechanic(weightDecay: 0, initial: 0.001, epsilon: 1e-6)",
        lambda rate: optax.chain(optax.trace(0.5), optax.scale_by_learning_rate(rate)),
        "optax.trace(0.5)", 1.0, weight_decay=0.0, s_init=1e-3, eps=1e-6,
    ),
    mechanic("adam.mechanic(initial: 0.0001)", optax.adam, "optax.adam()", 10.0, s_init=1e-4),
    mechanic(
        "lion.mechanic(betas: 3)", lambda rate: optax.lion(rate, weight_decay=0.0),
        "optax.lion(weight_decay=0)", 1.0, tolerance=5e-7, num_betas=3,
    ),
    TwinCase(
        "sgd.hypergradient(rate: 1e-5)", "Baydin et al. 2018, algorithm 4", "quadratic",
        constant=True,
    ),
    TwinCase(
        "sgd(momentum: 0.9, nesterov: true).hypergradient(rate: 1e-7)",
        "Baydin et al. 2018, algorithm 4 (SGDN-HD)", "quadratic", constant=True,
    ),
    TwinCase(
        "adam(beta2: 0.99).hypergradient(rate: 1e-6)", "Baydin et al. 2018, algorithm 5",
        "quadratic", constant=True,
    ),
]
