"""Compares Anneal's schedules with other libraries', all taking turns in one run.

The unit is nanoseconds a step, which are milliseconds for a million steps. The processes never run
at the same time; each round takes them in another order. The ratio to Anneal is the median of the
rounds' ratios: calls are compared with its `value(at:)`, whole arrays with its `fill`.
"""

import os
import random
import statistics
import subprocess
import sys

from side import Side

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
WORKER = sys.argv[1]
FOLDER = os.path.dirname(os.path.abspath(__file__))
PEER = os.path.join(FOLDER, "schedule_peer.py")
PEERS = os.path.join(FOLDER, "..", ".venv-peers", "bin", "python")

# library, what is asked, its process, steps a round, which row of Anneal's it is compared with
ROWS = [
    ("Anneal", "value(at:) for each step", [WORKER, "schedule", "value"], 1_000_000, None),
    ("PyTorch", "SequentialLR.step()", [sys.executable, PEER, "torch", "sequential"], 20_000, 0),
    ("PyTorch", "LambdaLR.step()", [sys.executable, PEER, "torch", "lambda"], 20_000, 0),
    ("optax", "join_schedules, call by call", [PEERS, PEER, "optax", "eager"], 200, 0),
    ("optax", "join_schedules, jitted, call by call", [PEERS, PEER, "optax", "jitted"], 5_000, 0),
    ("Keras", "CosineDecay, call by call", [PEERS, PEER, "keras", "eager"], 4, 0),
    ("Keras", "CosineDecay, jitted, call by call", [PEERS, PEER, "keras", "jitted"], 5_000, 0),
    ("Anneal", "fill, float64, one thread", [WORKER, "schedule", "fill"], 1_000_000, None),
    ("optax", "jitted, an array, float32", [PEERS, PEER, "optax", "float32"], 1_000_000, 7),
    ("optax", "jitted, an array, float64", [PEERS, PEER, "optax", "float64"], 1_000_000, 7),
    ("Keras", "jitted vmap, an array, float32", [PEERS, PEER, "keras", "float32"], 1_000_000, 7),
]


def has_peers():
    try:
        command = [PEERS, "-c", "import jax, keras, optax"]
        environment = {**os.environ, "KERAS_BACKEND": "jax"}
        return subprocess.run(command, env=environment, capture_output=True).returncode == 0
    except OSError:
        return False


rows = list(range(len(ROWS)))
if not has_peers():
    rows = [row for row in rows if ROWS[row][2][0] != PEERS]
    print("optax and Keras are left out, since .venv-peers could not be made")
sides = {row: Side(ROWS[row][2], {}) for row in rows}
for row in rows:
    sides[row].run(ROWS[row][3])  # warm-up
times = {row: [] for row in rows}
generator = random.Random(1)
for _ in range(ROUNDS):
    for row in generator.sample(rows, len(rows)):
        times[row].append(sides[row].run(ROWS[row][3]) * 1e6)
for side in sides.values():
    side.end()

print(f"{'schedule':8} {'evaluated by':38} {'ns a step':>15} {'lowest … highest':>32} "
      f"{'times Anneal':>16}")
for row in rows:
    library, what, _, _, baseline = ROWS[row]
    spread = f"{min(times[row]):,.1f} … {max(times[row]):,.1f}"
    ratio = ""
    if baseline is not None:
        ratio = f"{statistics.median(b / a for a, b in zip(times[baseline], times[row])):,.2f}"
    print(f"{library:8} {what:38} {statistics.median(times[row]):15,.1f} {spread:>32} {ratio:>16}",
          flush=True)
