#!/usr/bin/env python3
"""Writes Tests/LearningRateTests/Resources/Conformance: what seven libraries' schedulers give.

For every scheduler (random ones and those that answer to a metric aside) it draws parameters 20 times,
runs the real package step by step for 1000 steps as its users do, and stores the values beside the
equivalent notation, which `ConformanceTests` resolves and compares.

    python3 -m venv .conformance
    .conformance/bin/pip install -r scripts/conformance/requirements.txt
    .conformance/bin/pip install --no-deps -r scripts/conformance/requirements-no-deps.txt
    .conformance/bin/python scripts/conformance/generate.py            # or: generate.py pytorch timm

The packages of the second list ask for other versions of torch than the one under test (mosaicml: 2.6)
or for much that their schedulers do not need (fastai: spaCy), and work with this one.

Then `ANNEAL_WRITE_CONFORMANCE=1 swift test -c release --filter ConformanceTests` writes
docs/conformance.md anew.
"""
import importlib
import sys
from pathlib import Path

import encode
from draws import DRAWS, STEPS, Draw

LIBRARIES = ["pytorch", "keras", "optax", "timm", "transformers", "composer", "fastai"]
FOLDER = Path(__file__).parents[2] / "Tests/LearningRateTests/Resources/Conformance"


def main(libraries):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for library in libraries:
        module = importlib.import_module(f"from_{library}")
        for scheduler in module.SCHEDULERS:
            for number in range(DRAWS):
                curve = scheduler.draw(Draw(library, scheduler.name, number))
                assert len(curve.values) == STEPS, scheduler.name
                scheduler.curves.append(curve)
        size = encode.write(FOLDER, library, module.PACKAGE, module.SCHEDULERS)
        print(f"{library}: {len(module.SCHEDULERS)} schedulers, {size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:] or LIBRARIES)
