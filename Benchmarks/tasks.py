"""What scheduling buys on the built-in tasks of text: policies beside a tuned constant rate.

    python3 Benchmarks/tasks.py ANNEAL RESULTS [TASK…]

Each policy of a task is trained at every rate of a grid with one seed, and at the best of these with three
other seeds, so that every policy has the same budget. Runs are trained two at a time on one thread each. Each
is a line of RESULTS, from which an interrupted bench goes on. It prints the tables of docs/tasks.md.
"""

import concurrent.futures
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

SPACING = 10 ** (1 / 3)
COSINE = "cosine(from: 1, to: 0).warmup(5%)"
POLICIES = {
    "constant": ("constant(1)", "adamw(weightDecay: 0.01)"),
    "cosine, warm-up 5 %": (COSINE, "adamw(weightDecay: 0.01)"),
    "cosine, no warm-up": ("cosine(from: 1, to: 0)", "adamw(weightDecay: 0.01)"),
    "linear, warm-up 5 %": ("linear(from: 1, to: 0).warmup(5%)", "adamw(weightDecay: 0.01)"),
    "wsd, cool-down 20 %": ("wsd(peak: 1, warmup: 5%, cooldown: 20%)", "adamw(weightDecay: 0.01)"),
    "one cycle": ("oneCycle(peak: 1)", "adamw(weightDecay: 0.01)"),
    "plateau": (
        "constant(1).controlled(by: plateau(factor: 0.3, patience: 1))", "adamw(weightDecay: 0.01)"),
    "muon, cosine": (COSINE, 'muon(weightDecay: 0.01, others: ["*embedding*", "*positions*", "body.layers.1.*"])'),
}
ADAMW = "adamw(beta2: 0.98, weightDecay: 0.01)"
TRANSLATION = {
    "constant": ("constant(1)", ADAMW),
    "inverse root, warm-up 10 %": (
        "inverseSquareRoot(from: 1, timescale: 10%).warmup(10%)", ADAMW),
    "cosine, warm-up 10 %": ("cosine(from: 1, to: 0).warmup(10%)", ADAMW),
    "cosine, no warm-up": ("cosine(from: 1, to: 0)", ADAMW),
    "wsd, cool-down 20 %": (
        "wsd(peak: 1, warmup: 10%, cooldown: 20%)", ADAMW),
    "constant, averaged weights": ("constant(1)", ADAMW + ".averaged(decay: 0.98)"),
}
RECURRENT = [name for name in POLICIES if name not in ("cosine, no warm-up", "muon, cosine")]
ATTENTION = [name for name in POLICIES if name not in ("plateau", "one cycle")]

# short version, its number of steps, the middle of the grid, further options, policies
TASKS = {
    "lstm": ("shakespeare-rnn(width: 128, layers: 1)", 300, 6e-3, ["--clip", "norm(1)"], RECURRENT),
    "gpt": ("shakespeare-gpt(width: 64, layers: 2)", 500, 6e-3, [], ATTENTION),
    "translate": (
        "translate(model: encoderDecoder(width: 64, layers: 2), vocabulary: 2000)", 250, 6e-3, [],
        list(TRANSLATION)),
    "gru": ("shakespeare-rnn(cell: gru, width: 128, layers: 1)", 300, 6e-3, ["--clip", "norm(1)"], RECURRENT),
    "rnn": ("shakespeare-rnn(cell: rnn, width: 128, layers: 1)", 300, 2e-3, ["--clip", "norm(1)"], RECURRENT),
}
SEEDS = [1, 2, 3]


class Bench:
    def __init__(self, anneal, results):
        self.anneal, self.path = anneal, pathlib.Path(results)
        self.known = {}
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                row = json.loads(line)
                self.known[tuple(row["key"])] = row

    def key(self, task, policy, place, seed):
        return (task, policy, place, seed)

    def train(self, key):
        task, policy, place, seed = key
        notation, steps, middle, options, _ = TASKS[task]
        schedule, optimizer = (TRANSLATION if task == "translate" else POLICIES)[policy]
        with tempfile.TemporaryDirectory() as runs:
            log, faults = pathlib.Path(runs, "log"), pathlib.Path(runs, "faults")
            with log.open("w") as out, faults.open("w") as err:
                process = subprocess.Popen(
                    [self.anneal, "fit", notation, "--schedule", schedule, "--optimizer", optimizer,
                     "--rate", repr(middle * SPACING ** place), "--steps", str(steps), "--seed", str(seed),
                     "--threads", "1", "--runs", runs, "--json", *options], stdout=out, stderr=err)
                _, status, usage = os.wait4(process.pid, 0)
            last = json.loads(log.read_text().splitlines()[-1]) if status == 0 else {}
            loss = last.get("validation", {}).get("loss")
            if loss is None and "finite" not in faults.read_text():
                raise SystemExit(f"{key}: {faults.read_text()}")
        return {"key": key, "rate": middle * SPACING ** place, "loss": loss,
                "seconds": last.get("seconds"), "megabytes": usage.ru_maxrss / 1024}

    def run(self, keys):
        missing = [key for key in keys if key not in self.known]
        with concurrent.futures.ThreadPoolExecutor(2) as pool, self.path.open("a") as file:
            for row in pool.map(self.train, missing):
                self.known[tuple(row["key"])] = row
                file.write(json.dumps(row) + "\n")
                file.flush()

    def loss(self, key):
        loss = self.known[key]["loss"]
        return float("inf") if loss is None else loss

    def best(self, task, policy):
        """The best place of the grid, which grows while its end is the best."""
        places = [-1, 0, 1]
        while True:
            self.run([self.key(task, policy, place, 0) for place in places])
            best = min(places, key=lambda place: self.loss(self.key(task, policy, place, 0)))
            if best == min(places) and best > -4:
                places.insert(0, best - 1)
            elif best == max(places) and best < 4:
                places.append(best + 1)
            else:
                return best

    def table(self, task):
        rows = []
        for policy in TASKS[task][4]:
            best = self.best(task, policy)
            keys = [self.key(task, policy, best, seed) for seed in SEEDS]
            self.run(keys)
            losses = [self.loss(key) for key in keys]
            seconds = statistics.median(self.known[key]["seconds"] or float("nan") for key in keys)
            megabytes = max(self.known[key]["megabytes"] for key in keys)
            rows.append((policy, self.known[keys[0]]["rate"], losses, seconds, megabytes))
        constant = statistics.mean(rows[0][2])
        print(f"\n{TASKS[task][0]}, {TASKS[task][1]} steps\n")
        print("| policy | best peak | validation loss | of 3 seeds | against constant | s | steps/s | MB |")
        print("| --- " * 8 + "|")
        for policy, rate, losses, seconds, megabytes in rows:
            mean = statistics.mean(losses)
            print(f"| {policy} | {rate:.2g} | {mean:.3f} | {min(losses):.3f} … {max(losses):.3f} "
                  f"| {mean - constant:+.3f} | {seconds:.0f} | {TASKS[task][1] / seconds:.0f} "
                  f"| {megabytes:.0f} |", flush=True)


def main():
    bench = Bench(sys.argv[1], sys.argv[2])
    for task in sys.argv[3:] or TASKS:
        bench.table(task)


main()
