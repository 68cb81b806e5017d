#!/usr/bin/env python3
"""Writes Tests/SearchTests/Resources/range-tests.json: what the range tests of three packages suggest.

    python3 -m venv /tmp/range && /tmp/range/bin/pip install fastai==2.8.12 lightning==2.6.6 \\
        torch-lr-finder==0.2.2 torch==2.13.0
    /tmp/range/bin/python scripts/range_reference.py

The packages themselves make the ramp, smooth, stop and suggest: fastai's `Learner.lr_find`, Lightning's
`Tuner.lr_find`, and torch-lr-finder's `LRFinder.range_test` and `plot`. Each trains a model of one weight
whose loss is scripted: step k has the k-th loss of a curve made up here, whatever the rate.
"""
import contextlib
import importlib.metadata
import io
import json
import logging
import math
import pathlib
import tempfile
import warnings

import matplotlib

matplotlib.use("Agg")
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import numpy as np
import torch
from fastai.basics import DataLoaders, Learner, SGD
from fastai.callback import schedule
import lightning.pytorch as lightning
from lightning.pytorch.tuner import Tuner
from matplotlib import pyplot
from torch.utils.data import DataLoader, TensorDataset
from torch_lr_finder import LRFinder

FILE = pathlib.Path(__file__).resolve().parent.parent / "Tests/SearchTests/Resources/range-tests.json"
STEPS = 100
FASTAI = {"steepest": "steep", "valley": "valley", "slide": "slide", "minimum/10": "minimum"}


def curves():
    """Name and losses, one for each of 100 steps."""
    k = np.arange(STEPS)
    draw = np.random.default_rng(41)

    def fall(middle, width, low=0.2, high=2.3):
        return low + (high - low) / (1 + np.exp((k - middle) / width))

    def rise(start, speed):
        return np.exp(np.clip((k - start) * speed, 0, 30)) - 1

    def put(curve, place, value):
        curve = np.array(curve, dtype=float)
        curve[place] = value
        return curve

    smooth = fall(50, 6) + rise(78, 0.4)
    yield "smooth", smooth
    yield "smooth, low rates", fall(25, 3) + rise(45, 0.5)
    yield "smooth, high rates", fall(80, 4)
    for scale in (0.02, 0.1, 0.3, 0.6):
        yield f"noise of {scale}", smooth + scale * draw.standard_normal(STEPS)
    yield "noise of 0.1 until a spike", put(fall(55, 7) + 0.1 * draw.standard_normal(STEPS), 83, 1e4)
    yield "noise that grows", fall(45, 8) + 0.002 * k * draw.standard_normal(STEPS) + rise(85, 0.3)
    yield "two valleys", fall(30, 3, 1.0) + fall(70, 3, 0.1, 0.8) + rise(90, 0.5)
    yield "a shelf", np.where(k < 40, 2.0, np.where(k < 75, 1.0, 3.0))
    yield "quantized", np.round(smooth * 4) / 4
    yield "large", 1e4 * smooth + 50 * draw.standard_normal(STEPS)
    yield "tiny", 1e-6 * smooth
    yield "falling evenly", 3 - 0.02 * k
    yield "falling geometrically", 2.0 * 0.97**k
    yield "falling at the first step only", put(np.full(STEPS, 1.0), 0, 2.0)
    yield "rising evenly", 1 + 0.01 * k
    yield "rising geometrically", 1.01**k
    yield "noise around one value", 1 + 0.05 * draw.standard_normal(STEPS)
    yield "flat", np.full(STEPS, 0.693147)
    yield "zero", np.zeros(STEPS)
    yield "negative", -1 - 0.01 * k
    yield "from positive to negative", 1 - 0.03 * k
    for place in (1, 3, 9, 12, 14, 15, 16, 17, 18, 23, 30, 31, 32):
        yield f"diverging at step {place}", put(fall(20, 6), slice(place, None), 1e6)
    yield "diverging slowly", 0.5 + np.where(k < 30, 2 - k / 20, 0.5 * 1.25 ** np.maximum(k - 30, 0))
    for place in (0, 5, 10, 11, 12, 13, 20, 26, 60, 94, 96, 99):
        yield f"NaN at step {place}", put(smooth, place, math.nan)
    yield "NaN from step 70", put(smooth, slice(70, None), math.nan)
    for place in (0, 40, 99):
        yield f"infinite at step {place}", put(smooth, place, math.inf)


class Script:
    """The loss of step k, as a tensor with a gradient of 0 for the weight."""

    def __init__(self, losses):
        self.losses, self.step = losses, 0

    def __call__(self, output, *_):
        loss = output.sum() * 0 + torch.tensor(self.losses[self.step], dtype=torch.float32)
        self.step += 1
        return loss


def data(size=1):
    return DataLoader(TensorDataset(torch.zeros(200, 1), torch.zeros(200, 1)), batch_size=size)


def result(rates, losses, suggestions):
    """Every ninth smoothed loss; suggestions as the number of the step, or None where there is none."""
    return {
        "count": len(losses), "smoothed": [float(loss) for loss in losses[::9]],
        "suggestions": suggestions}, rates


def number_of(rate, rates):
    """The step whose rate this is; fastai's are rounded to float32."""
    found = [k for k, known in enumerate(rates) if rate in (known, float(np.float32(known)))]
    assert len(found) == 1, rate
    return found[0]


def fastai(losses, folder):
    dls = DataLoaders(data(), data())
    learner = Learner(
        dls, torch.nn.Linear(1, 1), loss_func=Script(losses), opt_func=SGD, path=folder)
    suggestions = {}
    rates = None
    for name, function in FASTAI.items():
        learner.loss_func = Script(losses)
        seen = []

        def watched(*given, function=getattr(schedule, function)):
            rate, point = function(*given)
            seen.append(point[0])
            return rate, point

        watched.__name__ = function
        try:
            with learner.no_bar():
                rate = learner.lr_find(show_plot=False, suggest_funcs=watched)[0]
            rates = [float(rate) for rate in learner.recorder.lrs]
            assert rate == (seen[0] / 10 if function == "minimum" else seen[0])
            suggestions[name] = number_of(seen[0], rates)
        except (IndexError, RuntimeError, ValueError) as error:
            rates = [float(rate) for rate in learner.recorder.lrs]
            suggestions[name] = None
    return result(rates, learner.recorder.losses, suggestions)


class Scripted(lightning.LightningModule):
    def __init__(self, losses):
        super().__init__()
        self.layer, self.script, self.lr = torch.nn.Linear(1, 1), Script(losses), 0.1

    def training_step(self, batch, _):
        return self.script(self.layer(batch[0]))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.lr)


def of_lightning(losses, folder):
    trainer = lightning.Trainer(
        accelerator="cpu", logger=False, enable_progress_bar=False, enable_model_summary=False,
        default_root_dir=folder, max_epochs=1)
    finder = Tuner(trainer).lr_find(Scripted(losses), train_dataloaders=data(), update_attr=False)
    # Less than two losses are left: None.
    finder.suggestion()
    place = finder._optimal_idx
    return result(finder.results["lr"], finder.results["loss"], {"lightning": place})


def torch_lr_finder(losses, name, start, end, mode):
    model = torch.nn.Linear(1, 1)
    finder = LRFinder(model, torch.optim.SGD(model.parameters(), lr=start), Script(losses))
    finder.range_test(data(), end_lr=end, num_iter=STEPS, step_mode=mode)
    rates = finder.history["lr"]
    try:
        place = number_of(finder.plot()[1], rates)
    except RuntimeError:  # "Need at least 17 iterations"
        place = None
    pyplot.close("all")
    return result(rates, finder.history["loss"], {name: place})


def main():
    cases, ramps = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for name, losses in curves():
            losses = [float(np.float32(loss)) for loss in losses]
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                results = {
                    "fastai": fastai(losses, folder),
                    "lightning": of_lightning(losses, folder),
                    "torch-lr-finder": torch_lr_finder(losses, "torch-lr-finder", 1e-7, 10, "exp"),
                    "smith": torch_lr_finder(losses, "smith", 0.01, 1, "linear")}
            for package, (_, rates) in results.items():
                longest = max(rates, ramps.get(package, []), key=len)
                assert rates == longest[:len(rates)]
                ramps[package] = longest
            cases.append({
                "name": name, "losses": losses,
                "packages": {package: found for package, (found, _) in results.items()}})
            print(name, {n: s for f, _ in results.values() for n, s in f["suggestions"].items()})
    assert all(len(rates) == STEPS for rates in ramps.values())
    versions = {p: importlib.metadata.version(p) for p in ("fastai", "lightning", "torch-lr-finder", "torch")}

    def plain(value):
        """JSON has no NaN and no infinity."""
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        if isinstance(value, float) and not math.isfinite(value):
            return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
        return value

    FILE.parent.mkdir(exist_ok=True)
    head = {"made by": "scripts/range_reference.py", "versions": versions, "ramps": ramps}
    lines = [json.dumps(plain(case), separators=(",", ":")) for case in cases]
    text = json.dumps(head, separators=(",", ":"))[:-1] + ',"cases":[\n' + ",\n".join(lines) + "\n]}\n"
    FILE.write_text(text)
    print(f"{len(cases)} curves, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
