"""Measures which part of PyTorch's training step is its update, the only part that Anneal replaces whole.

Forward and backward passes are libtorch's kernels in both. If they alone take the share s of PyTorch's step, a
step with these passes as PyTorch makes them and an update that takes no time has the ratio s.

    .venv/bin/python Benchmarks/floor.py [ROUNDS [MODEL …]]
"""

import os
import statistics
import sys

from side import Side

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
MODELS = sys.argv[2:] or ["mlp", "lstm", "transformer"]
PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer.py")

for model in MODELS:
    steps = 400 if model == "mlp" else 10
    for optimizer in ("adamw", "sgd"):
        whole, passes = (
            Side([sys.executable, PEER, model, optimizer, *options], {})
            for options in ([], ["no-update"]))
        for side in (whole, passes):
            side.run(steps)  # warm-up
        ratios = []
        for _ in range(ROUNDS):
            full = whole.run(steps)
            ratios.append(passes.run(steps) / full)
        for side in (whole, passes):
            side.end()
        print(f"{model:12} {optimizer:6} forward and backward passes: {statistics.median(ratios):.2f} "
              f"({min(ratios):.2f} … {max(ratios):.2f}) of the step", flush=True)
