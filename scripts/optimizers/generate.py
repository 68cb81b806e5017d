#!/usr/bin/env python3
"""Writes Tests/OptimizersTests/Resources/References: what other packages' optimizers give.

    python3.11 -m venv .references
    .references/bin/pip install torch==2.13.0
    .references/bin/pip install -r scripts/optimizers/requirements.txt
    .references/bin/pip install --no-deps -r scripts/optimizers/requirements-no-deps.txt
    .references/bin/python scripts/optimizers/generate.py              # or: generate.py adam soap

Each case of `cases_*.py` is a notation of ours and the package that is its reference. The package
runs the trial of `trial.py` in float64 and float32; a plain twin of the paper's formulas
(`twins`), built from the notation itself, runs it too. Where twin and package differ by more
than 1e-10 of the largest parameter, nothing is written. See README.md for the format.
The packages take some GB; all are needed, also for a rule that only has a twin.
"""
import contextlib
import importlib
import io
import json
import math
import struct
import sys
import warnings
from pathlib import Path

import torch

import trial

FOLDER = Path(__file__).parents[2] / "Tests/OptimizersTests/Resources/References"
MODULES = ["elementwise", "wrappers", "whole", "matrix"]


def difference(found, expected, summed=True):
    """The largest difference, relative to the largest parameter; of the sum, a thousandth."""
    largest = max(map(abs, expected[:-1] if summed else expected))
    gaps = [abs(a - b) / largest for a, b in zip(found, expected)]
    if summed:
        gaps[-1] /= 1000
    return math.inf if any(math.isnan(gap) for gap in gaps) else max(gaps)


def tolerance(least, measured):
    """`least`, or what the measured difference asks for: four times it, as 1, 2 or 5 times 10ⁿ."""
    wanted = max(least, 4 * measured)
    power = 10.0 ** math.floor(math.log10(wanted))
    factor = next(factor for factor in (1, 2, 5, 10) if factor * power >= wanted * (1 - 1e-9))
    return float(f"{factor * power:.3g}")


def short(value):
    """The shortest text that is the same float32."""
    if value == 0 or not math.isfinite(value):
        return value
    single = struct.pack("f", value)
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == single:
            return float(text)
    return value


def outcome(case):
    run = trial.run_torch if case.engine == "torch" else trial.run_optax
    # Some packages speak when they are made.
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runs = {name: run(case, getattr(torch, name)) for name in case.precisions}
    twin = trial.run_twin(case)
    exact = runs.get("float64")
    summed = trial.LONG in case.tensors
    single_only = bool(runs) and not exact
    entry = {
        "notation": case.notation,
        "reference": case.reference,
        "gradients": case.gradients,
        "rateScale": case.rate_scale,
    }
    if case.constant:
        entry["constantRate"] = True
    if len(case.tensors) < len(trial.SHAPES):
        entry["tensors"] = case.tensors
    if case.note:
        entry["note"] = case.note
    if exact:
        apart = difference(twin.values, exact.values, summed)
        for step, found in twin.early.items():
            apart = max(apart, difference(found, exact.early[step], False))
        for name, number in exact.numbers.items():
            apart = max(apart, abs(twin.numbers[name] / number - 1) if number else 0)
        for name, values in exact.extra.items():
            apart = max(apart, difference(twin.extra[name], values, summed))
        entry["tolerance64"] = getattr(case, "tolerance64", None) or tolerance(1e-12, apart)
    else:
        # The package computes in float32 only: the twin's numbers are the exact ones.
        apart = 0.0
        exact = twin
        if single_only:
            entry["float64From"] = "twins"
        entry["tolerance64"] = 1e-12
    line = f"  {case.notation}  [{case.reference}, {case.gradients}]: twin {apart:.1e}"
    if not apart <= case.twin_limit:
        raise SystemExit(f"{line}: too far apart")
    entry["float64"] = exact.values
    entry["early64"] = exact.early
    if exact.numbers:
        entry["numbers"] = exact.numbers
    if exact.extra:
        entry["extra64"] = exact.extra
    single = runs.get("float32")
    if single:
        rounding = difference(single.values, exact.values, summed)
        line += f", float32 {rounding:.1e}"
        if case.single_tolerance or rounding <= 0.01:
            entry["tolerance32"] = case.single_tolerance or tolerance(1e-5, rounding)
            values = [short(value) for value in single.values]
            entry["float32"] = values[:-1] + [single.values[-1]] if summed else values
    print(line)
    return entry


def write_norm():
    """The norm of one step's gradients, of a generator of its own."""
    gradients = trial.Generator(2).arrays(trial.GRADIENT_SCALES)
    norm = torch.nn.utils.get_total_norm([torch.tensor(gradient) for gradient in gradients])
    (FOLDER.parent / "gradient-norm.json").write_text(f"{norm.item()!r}\n")


def main(words):
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_norm()
    files = {}
    for name in MODULES:
        try:
            module = importlib.import_module(f"cases_{name}")
        except ModuleNotFoundError as error:
            if error.name != f"cases_{name}":
                raise
            continue
        for case in module.CASES:
            files.setdefault(case.word, []).append(case)
    for word in words or files:
        print(word)
        cases = [outcome(case) for case in files[word]]
        text = json.dumps({"word": word, "cases": cases}, separators=(",", ":"))
        text = text.replace('{"notation"', '\n{"notation"') + "\n"
        (FOLDER / f"{word}.json").write_text(text)
        print(f"  {len(text)} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
