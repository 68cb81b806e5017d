"""Compares the tokens per second of `anneal generate` with a plain PyTorch loop, alternately.

    .venv/bin/python Benchmarks/generate.py .build/release/anneal RUN... [--rounds 5] [--tokens 1000]

Both run on one thread, with the same model and cache.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("anneal")
parser.add_argument("runs", nargs="+")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--tokens", type=int, default=1000)
options = parser.parse_args()
peer = pathlib.Path(__file__).with_name("generate_peer.py")
for run in options.runs:
    with tempfile.TemporaryDirectory() as folder:
        exported = f"{folder}/exported"
        subprocess.run(
            [options.anneal, "runs", "export", run, "--to", "torch", "--output", exported],
            check=True, stdout=subprocess.DEVNULL)
        other = subprocess.Popen(
            [sys.executable, peer, exported, str(options.tokens)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        ours, theirs = [], []
        for _ in range(options.rounds + 1):
            answer = subprocess.run(
                [options.anneal, "generate", run, "--tokens", str(options.tokens), "--json"],
                check=True, capture_output=True, text=True).stdout
            ours.append(json.loads(answer.splitlines()[-1])["tokensPerSecond"])
            other.stdin.write("\n")
            other.stdin.flush()
            theirs.append(float(other.stdout.readline()))
        other.stdin.close()
        # The first round warms up.
        ours, theirs = ours[1:], theirs[1:]
        ratios = sorted(a / b for a, b in zip(ours, theirs))
        print(f"{run}: {statistics.median(ours):.0f} tokens per second, PyTorch "
              f"{statistics.median(theirs):.0f}, ratio {statistics.median(ratios):.2f} "
              f"({ratios[0]:.2f} … {ratios[-1]:.2f})", flush=True)
