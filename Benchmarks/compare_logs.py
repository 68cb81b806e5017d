"""Compares Anneal's reader of event files with TensorBoard's EventAccumulator, both taking turns in one run.

The file is TensorBoard's own: four tags, a record for each scalar. The processes never run at the same
time. The ratio is the median of the rounds' ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile

from side import Side

WORKER = sys.argv[1]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 9
FOLDER = os.path.dirname(os.path.abspath(__file__))
PEER = os.path.join(FOLDER, "log_peer.py")
PEERS = os.path.join(FOLDER, "..", ".venv-peers", "bin", "python")
PYTHON = sys.argv[3] if len(sys.argv) > 3 else PEERS
# EventAccumulator takes seconds for what takes Anneal a hundredth of one
COUNTS = {"Anneal": 400_000, "EventAccumulator": 40_000}


def has_peer():
    try:
        return subprocess.run([PYTHON, "-c", "import tensorboard"], capture_output=True).returncode == 0
    except OSError:
        return False


if not has_peer():
    print("the reading of logs is left out, since .venv-peers has no tensorboard")
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    for count in COUNTS.values():
        subprocess.run([PYTHON, PEER, folder, str(count)], check=True)
    sides = {
        "Anneal": Side([WORKER, "logs", folder], {}),
        "EventAccumulator": Side([PYTHON, PEER, folder], {}),
    }
    for name, side in sides.items():
        side.run(COUNTS[name])  # warm-up
    times = {name: [] for name in sides}
    for turn in range(ROUNDS):
        for name in sorted(sides, reverse=turn % 2 == 1):
            times[name].append(sides[name].run(COUNTS[name]))
    for side in sides.values():
        side.end()

ratio = statistics.median(a / b for a, b in zip(times["EventAccumulator"], times["Anneal"]))
print(f"{'event files read by':20} {'scalars a second':>18} {'lowest … highest':>28} {'Anneal is faster':>17}")
for name, found in times.items():
    rates = sorted(1e3 / value for value in found)
    spread = f"{rates[0]:,.0f} … {rates[-1]:,.0f}"
    print(f"{name:20} {statistics.median(rates):18,.0f} {spread:>28} "
          + (f"{ratio:>14,.0f} times" if name != "Anneal" else ""))
# the promise of docs/exchange.md
sys.exit(ratio < 50)
