"""Rules that look at a tensor as a whole, or as the matrix first dimension × all others."""
import contextlib

import optax
import pytorch_optimizer
import torch
from adam_mini import Adam_mini
from pytorch_optimizer.optimizer import soap as soap_module

from cases import Case, OptaxCase, TwinCase, timm_optimizers

timm = timm_optimizers(Lamb="lamb", Lars="lars")
VECTORS = [0, 1, 2, 3]
SQUARE = [6]
SHORT = list(range(8))


def text_of(arguments):
    return ", ".join(
        f"{key}={value}" for key, value in arguments.items() if key != "foreach"
    )


def package_case(
    notation, package, kind, gradients="random", rate_scale=1.0, matrices=False, tensors=None,
    twin_limit=1e-10, note=None, **arguments
):
    return Case(
        notation, package, f"{kind.__name__}({text_of(arguments)})",
        lambda parameters: kind(parameters, lr=1.0, **arguments), gradients, rate_scale,
        matrices=matrices, tensors=tensors, twin_limit=twin_limit, note=note,
    )


def optax_case(
    notation, name, gradients="random", rate_scale=1.0, note=None, twin_limit=1e-10, **arguments
):
    return OptaxCase(
        notation, "optax", f"optax.{name}({text_of(arguments)})",
        lambda rate: getattr(optax, name)(rate, **arguments), gradients, rate_scale,
        matrices=True, note=note, twin_limit=twin_limit,
    )


def adafactor(notation, gradients="random", rate_scale=10.0, **arguments):
    return Case(
        notation, "torch", f"torch.optim.Adafactor({text_of(arguments)})",
        lambda parameters: torch.optim.Adafactor(parameters, lr=1.0, foreach=False, **arguments),
        gradients, rate_scale, matrices=True,
        single_tolerance=None if "eps" in arguments else 1e-5,
        note=None if "eps" in arguments else "epsilon is that of the precision",
    )


def adam_mini(notation, gradients="random", **arguments):
    """Rows are blocks where the name says so; a name without meaning is one block."""

    def build(parameters):
        names = ["mlp" if p.ndim > 1 else "other" for p in parameters]
        named = [(f"{name}.{index}", p) for index, (name, p) in enumerate(zip(names, parameters))]
        return Adam_mini(named, lr=1.0, dim=8, n_heads=2, verbose=False, **arguments)

    return Case(
        notation, "adam-mini", f"Adam_mini({text_of(arguments)})", build, gradients, matrices=True,
        note="matrices named mlp, vectors other",
    )


class MuonAndAdamW:
    """torch.optim.Muon for matrices, in their own precision when `lifted`; AdamW for vectors."""

    def __init__(self, parameters, lifted, betas, eps, weight_decay, **arguments):
        self.muon = torch.optim.Muon(
            [p for p in parameters if p.ndim > 1], lr=1.0, weight_decay=weight_decay, **arguments
        )
        self.adamw = torch.optim.AdamW(
            [p for p in parameters if p.ndim < 2], lr=1.0, foreach=False, betas=betas, eps=eps,
            weight_decay=weight_decay,
        )
        self.lifted = lifted
        self.param_groups = self.muon.param_groups + self.adamw.param_groups

    def step(self):
        self.adamw.step()
        with without_bfloat16() if self.lifted else contextlib.nullcontext():
            self.muon.step()


@contextlib.contextmanager
def without_bfloat16():
    """`Tensor.bfloat16()` copies and does not round."""
    before = torch.Tensor.bfloat16
    torch.Tensor.bfloat16 = lambda self: self.clone()
    try:
        yield
    finally:
        torch.Tensor.bfloat16 = before


def muon(
    notation, gradients="random", lifted=True, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1,
    scale=0.3, **arguments
):
    text = text_of({"weight_decay": weight_decay} | arguments)
    vectors = text_of({"betas": betas, "eps": eps, "weight_decay": weight_decay})
    return Case(
        notation, "torch", f"torch.optim.Muon({text}); vectors: torch.optim.AdamW({vectors})",
        lambda parameters: MuonAndAdamW(parameters, lifted, betas, eps, weight_decay, **arguments),
        gradients, scale, matrices=True,
        precisions=("float64", "float32") if lifted else ("float32",),
        single_tolerance=None if lifted else 1e-2,
        note="without the cast to bfloat16" if lifted else "with its cast to bfloat16",
    )


class Soap(pytorch_optimizer.SOAP):
    """pytorch_optimizer's SOAP, whose QR decompositions keep their precision."""

    class Torch:
        """torch, but for float32, which is the default type."""

        def __getattr__(self, name):
            return torch.get_default_dtype() if name == "float32" else getattr(torch, name)

    def step(self, closure=None):
        soap_module.torch = Soap.Torch()
        try:
            super().step(closure)
        finally:
            soap_module.torch = torch


Soap.__name__ = "SOAP"
SOAP_NOTE = (
    "without the cast of QR to float32; a matrix that is not square has a null space after its "
    "first gradient, whose basis is arbitrary, and is left out"
)


def soap(notation, gradients="random", tensors=VECTORS + SQUARE + [8], note=SOAP_NOTE, **arguments):
    return package_case(
        notation, "pytorch_optimizer", Soap, gradients, matrices=True, tensors=tensors, note=note,
        **arguments
    )


CASES = [
    package_case(
        "lamb", "timm", timm.Lamb, max_grad_norm=None, always_adapt=True, foreach=False
    ),
    package_case(
        "lamb(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3)", "timm", timm.Lamb,
        "quadratic", betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3, max_grad_norm=None,
        always_adapt=True, foreach=False,
    ),
    optax_case("lamb(beta2: 0.99, weightDecay: 0)", "lamb", b2=0.99, weight_decay=0.0),
    package_case(
        "lars(epsilon: 0)", "pytorch_optimizer", pytorch_optimizer.LARS, rate_scale=10.0,
        weight_decay=1e-4, foreach=False,
    ),
    package_case(
        "lars(momentum: 0.5, trust: 0.01, epsilon: 0, weightDecay: 0.05, nesterov: true)",
        "pytorch_optimizer", pytorch_optimizer.LARS, "quadratic", momentum=0.5,
        trust_coefficient=0.01, weight_decay=0.05, nesterov=True, foreach=False,
    ),
    package_case(
        "lars(vectors: true)", "timm", timm.Lars, rate_scale=10.0, momentum=0.9,
        weight_decay=1e-4, always_adapt=True, foreach=False,
    ),
    package_case(
        "lars(momentum: 0.8, trust: 0.01, epsilon: 1e-3, weightDecay: 0.05, nesterov: true, vectors: true)",
        "timm", timm.Lars, "quadratic", 10.0, momentum=0.8, trust_coeff=0.01, eps=1e-3,
        weight_decay=0.05, nesterov=True, always_adapt=True, foreach=False,
    ),
    package_case(
        "lars(momentum: 0, weightDecay: 0, vectors: true)", "timm", timm.Lars, "quadratic", 10.0,
        momentum=0.0, weight_decay=0.0, always_adapt=True, foreach=False,
    ),
    adafactor("adafactor"),
    adafactor(
        "adafactor(decay: 0.5, clip: 2, epsilon: 0.01, floor: 0.1, weightDecay: 0.05)",
        "quadratic", beta2_decay=-0.5, d=2.0, eps=(0.01, 0.1), weight_decay=0.05,
    ),
    optax_case(
        "adafactor(decay: 0.7, clip: 1.5, relative: false)", "adafactor", "quadratic",
        note="decay in float32; epsilon is added to the square and does not clamp",
        twin_limit=1e-7, min_dim_size_to_factor=1,
        decay_rate=0.7, clipping_threshold=1.5, multiply_by_parameter_scale=False, eps=1e-30,
    ),
    adam_mini("adamMini"),
    adam_mini(
        "adamMini(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3)", "quadratic",
        betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3,
    ),
    muon("muon", adjust_lr_fn="match_rms_adamw"),
    muon(
        "muon(momentum: 0.8, nesterov: false, steps: 3, scaling: spectral, weightDecay: 0.3, beta1: 0.8, beta2: 0.95, epsilon: 1e-3)",
        "quadratic", betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3, momentum=0.8, nesterov=False,
        ns_steps=3, adjust_lr_fn="original",
    ),
    Case(
        'muon(others: ["*"], epsilon: 1e-6)', "torch",
        "torch.optim.AdamW(eps=1e-06, weight_decay=0.1)",
        lambda parameters: torch.optim.AdamW(
            parameters, lr=1.0, foreach=False, eps=1e-6, weight_decay=0.1
        ),
        rate_scale=0.3,
    ),
    muon("muon(scaling: spectral)", lifted=False, adjust_lr_fn="original"),
    package_case(
        "shampoo(momentum: 0)", "pytorch_optimizer", pytorch_optimizer.Shampoo, matrices=True,
        tensors=SHORT, momentum=0.0,
    ),
    package_case(
        "shampoo(momentum: 0, epsilon: 1e-3, weightDecay: 0.05)", "pytorch_optimizer",
        pytorch_optimizer.Shampoo, "quadratic", matrices=True, tensors=SHORT, momentum=0.0,
        matrix_eps=1e-3, weight_decay=0.05,
    ),
    TwinCase("shampoo", "Gupta et al. 2018, algorithm 1, with momentum"),
    TwinCase(
        "shampoo(momentum: 0.5, decay: 0.9, epsilon: 1e-3, every: 4, largest: 7, weightDecay: 0.05)",
        "Gupta et al. 2018, algorithm 1, with momentum", "quadratic",
    ),
    soap("soap"),
    soap(
        "soap(beta1: 0.8, beta2: 0.9, epsilon: 1e-3, every: 3, weightDecay: 0.3)", "quadratic",
        betas=(0.8, 0.9), eps=1e-3, precondition_frequency=3, weight_decay=0.3,
    ),
    soap(
        "soap(largest: 3)", tensors=None, max_precondition_dim=3,
        note="without the cast of QR to float32; sides of up to 3 have no null space",
    ),
]
