"""Compares Anneal's training step with PyTorch's, the two taking turns in one run.

Each row is a pair of processes that never run at the same time: a round is so many steps of one,
then so many of the other. The ratio is the median of the rounds' ratios, with a bootstrap interval.

    compare.py WORKER [ROUNDS [MODEL …]]
"""

import os
import random
import statistics
import sys

from side import Side

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
WORKER = sys.argv[1]
MODELS = sys.argv[3:]
PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer.py")
# glibc's and libtorch's own switches for what the engine sets at start-up.
TUNED = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(1 << 40),
         "MALLOC_TOP_PAD_": str(64 << 20), "THP_MEM_ALLOC_ENABLE": "1"}

# model, optimizer here, optimizer there, options there, environment there, steps a round, target
ROWS = [
    ("cnn", "adamw", "adamw", [], {}, 40, 0.60, "as usually written"),
    ("cnn", "adamw", "adamw", ["channels-last"], TUNED, 40, 1.05, "channels-last, tuned allocator"),
    ("cnn", "adamw", "adamw", ["channels-last", "fused"], TUNED, 40, None,
     "channels-last, tuned allocator, fused AdamW"),
    ("mlp", "adamw", "adamw", [], {}, 400, 0.70, "as usually written"),
    ("mlp", "sgd(momentum: 0.9)", "sgd", [], {}, 400, 0.70, "as usually written"),
    ("mlp", "adamw", "adamw", ["fused"], TUNED, 400, None, "fused AdamW, tuned allocator"),
    ("lstm", "adamw", "adamw", [], {}, 10, 0.95, "as usually written"),
    ("lstm", "adamw", "adamw", ["fused"], TUNED, 10, None, "fused AdamW, tuned allocator"),
    ("transformer", "adamw", "adamw", [], {}, 10, 0.95, "as usually written"),
    ("transformer", "adamw", "adamw", ["fused"], TUNED, 10, None, "fused AdamW, tuned allocator"),
    ("shakespeare-rnn", "adamw", "adamw", [], {}, 5, 0.95, "as usually written"),
    ("shakespeare-gpt", "adamw", "adamw", [], {}, 10, 0.95, "as usually written"),
    ("translate", "adamw", "adamw", [], {}, 3, 0.95, "as usually written"),
    ("gan", "adamw", "adamw", [], {}, 10, 0.95, "as usually written"),
    ("gan", "adamw", "adamw", ["channels-last", "fused"], TUNED, 10, None,
     "channels-last, fused AdamW, tuned allocator"),
]


def interval(ratios, draws=4000):
    generator = random.Random(1)
    medians = sorted(
        statistics.median(generator.choices(ratios, k=len(ratios))) for _ in range(draws))
    return medians[int(0.025 * draws)], medians[int(0.975 * draws)]


print(f"{'step of':15} {'optimizer':20} {'PyTorch':44} {'Anneal ms':>10} {'PyTorch ms':>11} "
      f"{'ratio':>6} {'95 % interval':>14}  target")
missed = 0
for model, ours, theirs, options, environment, steps, target, note in ROWS:
    if MODELS and model not in MODELS:
        continue
    anneal = Side([WORKER, model, ours], {})
    torch = Side([sys.executable, PEER, model, theirs, *options], environment)
    for side in (anneal, torch):
        side.run(steps)  # warm-up
    pairs = []
    for round_ in range(ROUNDS):
        sides = [anneal, torch] if round_ % 2 == 0 else [torch, anneal]
        times = {id(side): side.run(steps) for side in sides}
        pairs.append((times[id(anneal)], times[id(torch)]))
    anneal.end()
    torch.end()
    ratios = [a / b for a, b in pairs]
    low, high = interval(ratios)
    verdict = ""
    if target is not None:
        verdict = f"{'met' if high <= target else 'MISSED'} (at most {target})"
        missed += high > target
    print(f"{model:15} {ours:20} {note:44} {statistics.median(a for a, _ in pairs):10.3f} "
          f"{statistics.median(b for _, b in pairs):11.3f} {statistics.median(ratios):6.2f} "
          f"{f'{low:.2f} … {high:.2f}':>14}  {verdict}", flush=True)
sys.exit(1 if missed else 0)
