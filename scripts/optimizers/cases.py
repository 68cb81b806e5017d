"""What a case is: a notation of ours, and the package that is its reference."""
import importlib.metadata
import importlib.util
import re
import sys
import types
from pathlib import Path

import trial
import twins


def parse(notation):
    """`[(word, {label: value})]` of a chain of calls."""
    calls = []
    pattern = r"\.?([A-Za-z]\w*)(?:\(([^()]*)\))?"
    position = 0
    while position < len(notation):
        match = re.compile(pattern).match(notation, position)
        assert match, notation
        arguments = {}
        for part in filter(None, (match[2] or "").split(", ")):
            label, value = part.split(": ")
            arguments[label] = value_of(value)
        calls.append((match[1], arguments))
        position = match.end()
    return calls


def value_of(text):
    if text in ("true", "false"):
        return text == "true"
    if text.startswith("["):
        return [value_of(text[1:-1])]  # lists of one suffice
    if text.startswith('"'):
        return text[1:-1]
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if re.fullmatch(r"-?\d+", text) else number


def version(package):
    return f"{package} {importlib.metadata.version(package).split('+')[0]}"


class Case:
    """One notation, run by a package for 100 steps of `trial.py`.

    `build` makes the reference from parameters (torch) or from a rate function (optax);
    `precisions` are those it computes in.
    """

    engine = "torch"

    def __init__(
        self, notation, package, name, build, gradients="random", rate_scale=1.0,
        precisions=("float64", "float32"), twin_limit=1e-10, note=None, step=None, numbers=None,
        extra=None, matrices=False, constant=False,
        tensors=None, single_tolerance=None, tolerance64=None,
    ):
        self.notation, self.package, self.name, self.build = notation, package, name, build
        self.gradients, self.rate_scale, self.precisions = gradients, rate_scale, precisions
        self.twin_limit, self.note, self.matrices = twin_limit, note, matrices
        self.constant, self.single_tolerance = constant, single_tolerance
        self.tolerance64 = tolerance64
        self.tensors = list(range(len(trial.SHAPES))) if tensors is None else tensors
        if step:
            self.step = step
        if numbers:
            self.numbers = numbers
        if extra:
            self.extra = extra

    @property
    def word(self):
        """The file's name: the last wrapper's word, or the rule's."""
        return parse(self.notation)[-1][0]

    def rate(self, step):
        """The rate of the step with this index: of the trial, or always its first."""
        return trial.learning_rate(0 if self.constant else step, self.rate_scale)

    @property
    def reference(self):
        return f"{version(self.package)} {self.name}"

    def shape(self, value):
        """With `matrices`, a value of more than two dimensions as the matrix first × others."""
        if self.matrices and len(value.shape) > 2:
            return value.reshape(value.shape[0], -1)
        return value

    def twin(self):
        return twins.chain(parse(self.notation))

    def step(self, optimizer, parameters, rate, loss):
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()

    def numbers(self, optimizer):
        return {}

    def extra(self, optimizer, parameters):
        return {}


class OptaxCase(Case):
    """One notation, run by an optax transformation."""

    engine = "optax"

    def step(self, transform, gradients, state, parameters, loss):
        import optax

        updates, state = transform.update(gradients, state, parameters)
        return optax.apply_updates(parameters, updates), state

    def numbers(self, state):
        return {}

    def extra(self, state, parameters):
        return {}


def timm_optimizers(**modules):
    """Classes of `timm.optim`, without the rest of timm, which asks for torchvision."""
    folder = Path(importlib.metadata.distribution("timm").locate_file("timm"))
    for name in ("timm", "timm.optim"):
        package = types.ModuleType(name)
        package.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        sys.modules.setdefault(name, package)
    classes = {
        kind: getattr(importlib.import_module(f"timm.optim.{module}"), kind)
        for kind, module in modules.items()
    }
    return types.SimpleNamespace(**classes)


class TwinCase(Case):
    """One notation whose numbers are the twin's own: there is no package to run."""

    engine = "twin"

    def __init__(self, notation, name, gradients="random", rate_scale=1.0, **arguments):
        super().__init__(
            notation, None, name, None, gradients, rate_scale, precisions=(), **arguments
        )

    @property
    def reference(self):
        return f"twins, {self.name}"
