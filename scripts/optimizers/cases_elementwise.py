"""Rules that change every element by itself."""
import optax
import pytorch_optimizer
import torch
from adabelief_pytorch import AdaBelief
from lion_pytorch import Lion

from cases import Case, OptaxCase, TwinCase, timm_optimizers

timm = timm_optimizers(RMSpropTF="rmsprop_tf", Adan="adan", Adopt="adopt")


def torch_case(notation, name, gradients="random", **arguments):
    text = ", ".join(f"{key}={value}" for key, value in arguments.items())
    kind = getattr(torch.optim, name)
    return Case(
        notation, "torch", f"torch.optim.{name}({text})",
        lambda parameters: kind(parameters, lr=1.0, foreach=False, **arguments), gradients,
    )


def package_case(notation, package, kind, gradients="random", rate_scale=1.0, note=None, **arguments):
    """A class of another package with torch.optim's interface."""
    shown = {key: value for key, value in arguments.items() if key not in ("foreach", "print_change_log")}
    text = ", ".join(f"{key}={value}" for key, value in shown.items())
    return Case(
        notation, package, f"{kind.__name__}({text})",
        lambda parameters: kind(parameters, lr=1.0, **arguments), gradients, rate_scale, note=note,
    )


def optax_case(notation, name, gradients="random", rate_scale=1.0, note=None, after=None, **arguments):
    text = ", ".join(f"{key}={value}" for key, value in arguments.items())
    place = optax if hasattr(optax, name) else optax.contrib
    full = name if place is optax else f"contrib.{name}"
    return OptaxCase(
        notation, "optax", f"optax.{full}({text})",
        lambda rate: getattr(place, name)(rate, **arguments), gradients, rate_scale, note=note,
    )


class TFStart(timm.RMSpropTF):
    """timm's RMSpropTF with a mean square that starts at 0 and not at 1."""

    def step(self):
        for p in self.param_groups[0]["params"]:
            if not self.state[p]:
                zeros = torch.zeros_like
                self.state[p].update(
                    step=torch.tensor(0.0), square_avg=zeros(p), grad_avg=zeros(p),
                    momentum_buffer=zeros(p),
                )
        super().step()


TFStart.__name__ = "RMSpropTF"
STARTS = "with the mean square at 0 before the first step, where timm starts at 1"

CASES = [
    torch_case("sgd", "SGD"),
    torch_case("sgd(weightDecay: 0.05)", "SGD", weight_decay=0.05),
    torch_case("sgd(momentum: 0.9, dampening: 0.3)", "SGD", momentum=0.9, dampening=0.3),
    torch_case(
        "sgd(momentum: 0.8, nesterov: true, weightDecay: 0.05)", "SGD", "quadratic",
        momentum=0.8, nesterov=True, weight_decay=0.05,
    ),
    TwinCase("sgd(momentum: 0.8, accumulated: false, weightDecay: 0.05)", "g + μ·g of before"),
    torch_case("adagrad", "Adagrad"),
    torch_case(
        "adagrad(initialAccumulator: 0.1, epsilon: 1e-4, weightDecay: 0.05)", "Adagrad",
        "quadratic", initial_accumulator_value=0.1, eps=1e-4, weight_decay=0.05,
    ),
    torch_case("rmsprop", "RMSprop"),
    torch_case(
        "rmsprop(alpha: 0.9, centered: true, momentum: 0.5, epsilon: 1e-4, weightDecay: 0.05)",
        "RMSprop", alpha=0.9, centered=True, momentum=0.5, eps=1e-4, weight_decay=0.05,
    ),
    torch_case("rmsprop(momentum: 0.9)", "RMSprop", "quadratic", momentum=0.9),
    optax_case("rmsprop(epsilonInside: true)", "rmsprop", decay=0.99, eps=1e-8, eps_in_sqrt=True),
    optax_case(
        "rmsprop(alpha: 0.9, centered: true, epsilon: 1e-4, epsilonInside: true)", "rmsprop",
        "quadratic", decay=0.9, eps=1e-4, eps_in_sqrt=True, centered=True,
    ),
    package_case(
        "rmsprop(alpha: 0.9, momentum: 0.5, epsilon: 1e-3, epsilonInside: true, weightDecay: 0.05)",
        "timm", TFStart, note=STARTS, alpha=0.9, momentum=0.5, eps=1e-3, weight_decay=0.05,
        lr_in_momentum=False, foreach=False,
    ),
    torch_case("adadelta", "Adadelta"),
    torch_case(
        "adadelta(rho: 0.8, epsilon: 1e-3, weightDecay: 0.05)", "Adadelta", "quadratic",
        rho=0.8, eps=1e-3, weight_decay=0.05,
    ),
    torch_case("adam", "Adam"),
    torch_case("adam(beta1: 0.5, beta2: 0.9)", "Adam", "quadratic", betas=(0.5, 0.9)),
    torch_case("adam(epsilon: 1e-3, weightDecay: 0.1)", "Adam", eps=1e-3, weight_decay=0.1),
    torch_case("adam(beta2: 0.9, amsgrad: true)", "Adam", betas=(0.9, 0.9), amsgrad=True),
    TwinCase("adam(biasCorrection: false)", "m/(√v + ε)"),
    TwinCase("adam(epsilon: 1e-3, epsilonInside: true)", "m̂/√(v̂ + ε)", "quadratic"),
    TwinCase("adam(epsilon: 1e-3, biasCorrection: false, epsilonInside: true)", "m/√(v + ε)"),
    torch_case("adamw", "AdamW"),
    torch_case(
        "adamw(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3)", "AdamW",
        betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3,
    ),
    torch_case(
        "adamw(beta2: 0.9, weightDecay: 0, amsgrad: true)", "AdamW", "quadratic",
        betas=(0.9, 0.9), weight_decay=0, amsgrad=True,
    ),
    TwinCase("adamw(biasCorrection: false)", "m/(√v + ε)"),
    TwinCase(
        "adamw(epsilon: 1e-3, weightDecay: 0.1, amsgrad: true, epsilonInside: true)",
        "m̂/√(v̂ + ε)", "quadratic",
    ),
    torch_case("adamax", "Adamax"),
    torch_case(
        "adamax(beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.05)", "Adamax", "quadratic",
        betas=(0.8, 0.9), eps=1e-3, weight_decay=0.05,
    ),
    torch_case("nadam", "NAdam"),
    torch_case(
        "nadam(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.05, momentumDecay: 0.1)",
        "NAdam", betas=(0.8, 0.95), eps=1e-3, weight_decay=0.05, momentum_decay=0.1,
    ),
    torch_case(
        "nadam(weightDecay: 0.3, decoupled: true)", "NAdam", "quadratic", weight_decay=0.3,
        decoupled_weight_decay=True,
    ),
    torch_case("radam", "RAdam"),
    torch_case(
        "radam(beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.05)", "RAdam",
        betas=(0.8, 0.9), eps=1e-3, weight_decay=0.05,
    ),
    torch_case(
        "radam(weightDecay: 0.3, decoupled: true)", "RAdam", "quadratic", weight_decay=0.3,
        decoupled_weight_decay=True,
    ),
    package_case("lion", "lion-pytorch", Lion, rate_scale=0.1),
    package_case(
        "lion(beta1: 0.8, beta2: 0.95, weightDecay: 0.3)", "lion-pytorch", Lion, rate_scale=0.1,
        betas=(0.8, 0.95), weight_decay=0.3,
    ),
    optax_case(
        "lion(beta1: 0.95, beta2: 0.98, weightDecay: 0.1)", "lion", rate_scale=0.1, b1=0.95,
        b2=0.98, weight_decay=0.1,
    ),
    package_case("adan", "timm", timm.Adan, foreach=False),
    package_case(
        "adan(beta1: 0.9, beta2: 0.8, beta3: 0.95, epsilon: 1e-3, weightDecay: 0.3)", "timm",
        timm.Adan, "quadratic", betas=(0.9, 0.8, 0.95), eps=1e-3, weight_decay=0.3,
        foreach=False,
    ),
    package_case(
        "adan(weightDecay: 0.3, proximal: false)", "timm", timm.Adan, weight_decay=0.3,
        no_prox=True, foreach=False,
    ),
    package_case(
        "adan(beta1: 0.9, weightDecay: 0.1)", "pytorch_optimizer", pytorch_optimizer.Adan,
        betas=(0.9, 0.92, 0.99), weight_decay=0.1, foreach=False,
    ),
    package_case(
        "ademamix", "pytorch_optimizer", pytorch_optimizer.AdEMAMix, foreach=False
    ),
    package_case(
        "ademamix(beta1: 0.8, beta2: 0.95, beta3: 0.99, alpha: 2, epsilon: 1e-3, weightDecay: 0.3)",
        "pytorch_optimizer", pytorch_optimizer.AdEMAMix, "quadratic", betas=(0.8, 0.95, 0.99),
        alpha=2, eps=1e-3, weight_decay=0.3, weight_decouple=True, foreach=False,
    ),
    package_case(
        "ademamix(beta3: 0.999, warmup: 60)", "pytorch_optimizer", pytorch_optimizer.AdEMAMix,
        betas=(0.9, 0.999, 0.999), t_alpha_beta3=60, foreach=False,
    ),
    optax_case(
        "ademamix(beta3: 0.99, alpha: 2, weightDecay: 0.1)", "ademamix", b3=0.99, alpha=2.0,
        weight_decay=0.1,
    ),
    package_case(
        "signSGD", "pytorch_optimizer", pytorch_optimizer.SignSGD, rate_scale=0.1, momentum=0,
        foreach=False,
    ),
    package_case(
        "signSGD(momentum: 0.9, weightDecay: 0.3)", "pytorch_optimizer", pytorch_optimizer.SignSGD,
        rate_scale=0.1, momentum=0.9, weight_decay=0.3, foreach=False,
    ),
    package_case(
        "adabelief", "adabelief-pytorch", AdaBelief, rectify=False, print_change_log=False
    ),
    package_case(
        "adabelief(beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.3)", "adabelief-pytorch",
        AdaBelief, "quadratic", betas=(0.8, 0.95), eps=1e-6, weight_decay=0.3, rectify=False,
        print_change_log=False,
    ),
    package_case(
        "adabelief(weightDecay: 0.05, decoupled: false)", "adabelief-pytorch", AdaBelief,
        weight_decay=0.05, weight_decouple=False, rectify=False, print_change_log=False,
    ),
    package_case(
        "adabelief(beta2: 0.99, epsilon: 1e-8, rectified: true)", "adabelief-pytorch", AdaBelief,
        betas=(0.9, 0.99), eps=1e-8, rectify=True, print_change_log=False,
    ),
    package_case("adopt", "timm", timm.Adopt, clip_exp=0.25, foreach=False),
    package_case(
        "adopt(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3, decoupled: true)", "timm",
        timm.Adopt, "quadratic", betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3,
        decoupled=True, clip_exp=0.25, foreach=False,
    ),
    package_case(
        "adopt(weightDecay: 0.05, clipped: false)", "timm", timm.Adopt, weight_decay=0.05,
        clip_exp=None, foreach=False,
    ),
    optax_case("adopt(beta1: 0.95, beta2: 0.99)", "adopt", b1=0.95, b2=0.99),
]
