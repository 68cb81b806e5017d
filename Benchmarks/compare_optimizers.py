"""Compares Anneal's optimizer steps with PyTorch's, taking turns in one run, on two threads.

For each elementwise rule: the bytes that a step moves (parameter read and written, gradient read, each
slot read and written) over its time, beside PyTorch's fused AdamW; and its time beside the best of
PyTorch's `fused` and `foreach` for the same rule. Then many small tensors, and rules of matrices. The
processes never run at the same time; ratios are medians of the rounds' ratios.
"""

import os
import statistics
import sys

from side import Side

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 9
ONLY = sys.argv[3].split(";") if len(sys.argv) > 3 else None  # the elementwise rules to measure
WORKER = sys.argv[1]
FOLDER = os.path.dirname(os.path.abspath(__file__))
PEER = os.path.join(FOLDER, "optimizer_peer.py")
LIBRARIES = os.path.join(FOLDER, "..", ".venv-peers", "lib",
                         f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages")
ADAMW = "torch.optim.AdamW(p, lr=1e-4, fused=True)"

# ours, bytes for each parameter, the least share of AdamW's bandwidth, PyTorch's, whether it is fused
ELEMENTWISE = [
    ("sgd", 12, 0.95, "torch.optim.SGD(p, lr=1e-4, fused=True)", True),
    ("sgd(momentum: 0.9)", 20, 0.95, "torch.optim.SGD(p, lr=1e-4, momentum=0.9, fused=True)", True),
    ("sgd(momentum: 0.9, nesterov: true, weightDecay: 1e-4)", 20, 0.95,
     "torch.optim.SGD(p, lr=1e-4, momentum=0.9, nesterov=True, weight_decay=1e-4, fused=True)",
     True),
    ("adagrad", 20, 0.95, "torch.optim.Adagrad(p, lr=1e-4, fused=True)", True),
    ("rmsprop", 20, 0.95, "torch.optim.RMSprop(p, lr=1e-4, foreach=True)", False),
    ("rmsprop(centered: true, momentum: 0.9)", 36, 0.95,
     "torch.optim.RMSprop(p, lr=1e-4, centered=True, momentum=0.9, foreach=True)", False),
    ("adadelta", 28, 0.80, "torch.optim.Adadelta(p, lr=1e-4, foreach=True)", False),
    ("adam", 28, 0.95, "torch.optim.Adam(p, lr=1e-4, fused=True)", True),
    ("adam(amsgrad: true)", 36, 0.95, "torch.optim.Adam(p, lr=1e-4, amsgrad=True, fused=True)",
     True),
    ("adamw", 28, 0.95, ADAMW, True),
    ("adamax", 28, 0.95, "torch.optim.Adamax(p, lr=1e-4, foreach=True)", False),
    ("nadam", 28, 0.95, "torch.optim.NAdam(p, lr=1e-4, foreach=True)", False),
    ("radam", 28, 0.95, "torch.optim.RAdam(p, lr=1e-4, foreach=True)", False),
    ("lion", 20, 0.95, None, False),
    ("adan", 44, 0.95, None, False),
    ("ademamix", 36, 0.95, None, False),
    ("signSGD", 12, 0.95, None, False),
    ("adabelief", 28, 0.95, None, False),
    ("adopt", 28, 0.95, None, False),
    ("adamw.compact", 20, None, None, False),
]
SMALL = [("adamw", ADAMW), ("sgd(momentum: 0.9)", ELEMENTWISE[1][3]),
         ("nadam", "torch.optim.NAdam(p, lr=1e-4, foreach=True)")]
MATRICES = [
    ("muon", "muon_in_float32(p)"),
    ("soap", "pytorch_optimizer.SOAP(p, lr=1e-4)"),
    ("shampoo(largest: 4096)",
     "pytorch_optimizer.Shampoo(p, lr=1e-4, preconditioning_compute_steps=1)"),
]


def ours(notation, shapes):
    return Side([WORKER, "optimizer", shapes, notation], {})


def theirs(rule, shapes):
    # Large pages, as the engine asks for them; without, PyTorch is up to a quarter slower.
    return Side(
        [sys.executable, PEER, shapes, rule],
        {"PYTHONPATH": LIBRARIES, "THP_MEM_ALLOC_ENABLE": "1"})


def turns(sides, steps):
    """The milliseconds of each side, round by round; each round in another order."""
    times = [[] for _ in sides]
    for side, count in zip(sides, steps):
        side.run(count)  # warm-up
    for round_ in range(ROUNDS):
        order = range(len(sides)) if round_ % 2 == 0 else reversed(range(len(sides)))
        for index in order:
            times[index].append(sides[index].run(steps[index]))
    return times


def ratio(left, right):
    return statistics.median(a / b for a, b in zip(left, right))


def verdict(value, target):
    global missed
    if target is None:
        return ""
    missed += value < target
    return f"{'met' if value >= target else 'MISSED'} (at least {target})"


missed = 0
for shapes, count in (("one", 20.0), ("resnet", 25.557)):
    print(f"\n{shapes}: {count:.1f} M parameters, 2 threads; GB/s, lowest … highest")
    print(f"{'rule':54} {'ms':>7} {'GB/s':>6} {'spread':>13} {'of AdamW':>8}  {'':24} "
          f"{'PyTorch ms':>10} {'times':>6}")
    standard = theirs(ADAMW, shapes)
    for notation, size, target, peer, is_fused in ELEMENTWISE:
        if ONLY and notation not in ONLY:
            continue
        sides = [ours(notation, shapes), standard] + ([theirs(peer, shapes)] if peer else [])
        # Turns of about one length: the first step after the other process's has a cold cache.
        count_of_steps = round(112 / size)
        times = turns(sides, [count_of_steps, 4, count_of_steps if is_fused else 1][: len(sides)])
        speeds = [size * count / ms for ms in times[0]]
        share = statistics.median(
            (size / a) / (28 / b) for a, b in zip(times[0], times[1]))
        line = (f"{notation:54} {statistics.median(times[0]):7.2f} {statistics.median(speeds):6.1f} "
                f"{f'{min(speeds):.1f} … {max(speeds):.1f}':>13} {share:8.2f}  "
                f"{verdict(share, target):24}")
        if peer:
            faster = ratio(times[2], times[0])
            line += f" {statistics.median(times[2]):10.1f} {faster:6.1f}"
            line += f"  {verdict(faster, None if is_fused else 3)}"
        print(line, flush=True)
        for side in sides:
            if side is not standard:
                side.end()
    standard.end()

for title, shapes, rows, target, steps in () if ONLY else (
        ("10,000 tensors of 100", "small", SMALL, 10, (20, 1)),
        ("matrices: 2 of 512×512, 2048×512, 512×2048, 1024×512", "matrices", MATRICES, 1, (2, 1))):
    print(f"\n{title}\n{'rule':54} {'ms':>7} {'peer ms':>10} {'times':>6}")
    for notation, peer in rows:
        sides = [ours(notation, shapes), theirs(peer, shapes)]
        try:
            times = turns(sides, steps)
        except ValueError:
            print(f"{notation:54} left out: '{peer}' did not run")
            continue
        faster = ratio(times[1], times[0])
        print(f"{notation:54} {statistics.median(times[0]):7.2f} {statistics.median(times[1]):10.1f} "
              f"{faster:6.1f}  {verdict(faster, target)}", flush=True)
        for side in sides:
            side.end()
sys.exit(1 if missed else 0)
