"""Measures how much of a training step is in kernels that Anneal and PyTorch share.

    .venv/bin/python Benchmarks/kernels.py .build/release/anneal-benchmarks [model …]

Samples the main thread, whose time is the step's, with Linux's `perf`, and sorts the samples by the
function that they were taken in: kernels of libtorch, MKL and oneDNN; waiting for the other threads
of a kernel; the optimizer's pass; everything else, which is the calls in between.
"""

import collections
import re
import subprocess
import sys
import tempfile

from side import Side

STEPS = {"mlp": 4000, "cnn": 200, "lstm": 60, "transformer": 30, "gan": 30}
KERNELS = re.compile(
    r"mkl_|gemm|dnnl|jit_|at::native::.*(AVX|DEFAULT|Vectorized|kernel|anonymous)|at::vec|"
    r"cpublas|flash_attention|_vec_|memcpy|memset|memmove|softmax|layer_norm|convolution")
LIBRARY = re.compile(r"libtorch|libmkl|libdnnl|libc10|libc\.so|libm\.so")


def kind(symbol, library):
    if re.search(r"perf-\d+\.map", library):
        return "kernels"  # those that oneDNN compiles while it runs
    if "libgomp" in library:
        return "waiting for threads"
    if "anneal" in library:
        return "update" if re.search(r"kernel|sumOfSquares|FusedPass", symbol) else "calls"
    if LIBRARY.search(library) and KERNELS.search(symbol):
        return "kernels"
    return "calls"


def profile(worker, model):
    side = Side([worker, model, "adamw"], {})
    side.run(STEPS[model] // 4)
    with tempfile.NamedTemporaryFile(suffix=".data") as data:
        pid = str(side.process.pid)
        perf = subprocess.Popen(["perf", "record", "-q", "-F", "999", "-t", pid, "-o", data.name],
                                stderr=subprocess.DEVNULL)
        milliseconds = side.run(STEPS[model])
        side.end()
        perf.wait()
        lines = subprocess.run(["perf", "script", "-i", data.name, "-F", "ip,sym,dso"],
                               capture_output=True, text=True, check=True).stdout.splitlines()
    counts = collections.Counter()
    for line in lines:
        match = re.match(r"\s*[0-9a-f]+ (.*?) \((\S+)\)\s*$", line)
        if match:
            counts[kind(*match.groups())] += 1
    return milliseconds, counts


worker, *models = sys.argv[1:]
KINDS = ["kernels", "waiting for threads", "update", "calls"]
print(f"{'step of':12} {'ms':>8} " + " ".join(f"{name:>20}" for name in KINDS))
for model in models or STEPS:
    milliseconds, counts = profile(worker, model)
    total = sum(counts.values()) or 1
    shares = " ".join(f"{counts[name] / total:>20.1%}" for name in KINDS)
    print(f"{model:12} {milliseconds:>8.2f} {shares}", flush=True)
