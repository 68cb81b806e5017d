"""Measures how much the resident memory of a training grows after its warm-up.

    .venv/bin/python Benchmarks/memory.py .build/release/anneal-benchmarks [steps] [model …]
"""

import sys

from side import Side

LIMIT = 20
worker, *rest = sys.argv[1:]
steps = int(rest[0]) if rest else 10_000
models = rest[1:] or ["mlp", "cnn", "lstm", "transformer", "gan"]


def resident(process):
    with open(f"/proc/{process.pid}/status") as file:
        line = next(line for line in file if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


missed = 0
for model in models:
    side = Side([worker, model, "adamw"], {})
    side.run(max(steps // 50, 20))
    before = resident(side.process)
    side.run(steps)
    growth = resident(side.process) - before
    side.end()
    missed += growth >= LIMIT
    print(f"{model:12} {steps} steps: {before:.0f} MB, {growth:+.1f} MB "
          f"({'met' if growth < LIMIT else 'MISSED'}: under {LIMIT})", flush=True)
sys.exit(1 if missed else 0)
