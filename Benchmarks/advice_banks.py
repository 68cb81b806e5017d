"""The settings from which Benchmarks/advice.py chooses its constants, and what is known of them."""

import bisect
import collections
import csv
import gzip
import json
import math
import pathlib
import statistics

from advice_search import Trials

INFINITE = float("inf")

# The typical rates of the rules, as in Sources/Optimizers.
TYPICAL = {
    "adamw": 3e-3, "nadam": 3e-3, "soap": 3e-3, "muon": 3e-3, "lion": 3e-4, "sgdmomentum0.9": 0.05,
    "sgd": 0.5, "momentum0.99": 0.005, "adagrad": 5e-2, "rmsprop": 5e-3, "adam": 3e-3,
}
PROPORTIONAL = {"sgd", "sgdmomentum0.9", "momentum0.99"}

# The kind of network of each task; `table` and `noisy-table` and the like are one task when left out.
KINDS = {
    "cnn": "cnn-batchnorm digits mnist digits-norm cifar100_allcnnc fmnist_2c2d svhn_wrn164",
    "mlp": "boston table plane regression digits-mlp autoencoder friedman noisy-table spirals",
    "rnn": "gru digits-gru digits-lstm chain-lstm",
    "transformer": "transformer digits-attention chain-attention",
}
KIND = {task: kind for kind, tasks in KINDS.items() for task in tasks.split()}


# Of each task of the bank, by `anneal-benchmarks facts all`: trained numbers, batch size, training
# examples, and the gradient's norm and the noise scale at the initial weights.
FACTS = {
    "digits": (6090, 32, 1438, 0.207, 209),
    "digits-norm": (6186, 32, 1438, 3.4, 25.8),
    "digits-mlp": (26122, 32, 1438, 0.169, 120),
    "digits-gru": (8842, 32, 1438, 0.0824, 424),
    "digits-lstm": (11626, 32, 1438, 0.0685, 318),
    "digits-attention": (26346, 32, 1438, 2.3, 21.9),
    "autoencoder": (7468, 32, 1438, 0.205, 0.578),
    "boston": (261, 32, 405, 1.06, 11.6),
    "friedman": (4929, 32, 400, 0.365, 52),
    "noisy-table": (2114, 16, 160, 0.249, 137),
    "spirals": (1218, 32, 800, 0.507, 11.8),
    "chain-lstm": (27028, 16, 1500, 0.0686, 23.5),
    "chain-attention": (27540, 16, 1500, 0.455, 10.5),
    "mnist": (20490, 64, 6000, 1.32, 113),
}


# -- What is known of a setting ------------------------------------------------------------------

class Setting:
    """A task, an optimizer, a schedule and a length, with the losses of a grid of rates."""

    def __init__(self, bank, task, rule, schedule, steps, rates, final, best, searches=(),
                 trials=()):
        self.bank, self.task, self.rule, self.schedule = bank, task, rule, schedule
        self.steps, self.rates, self.final, self.best = steps, rates, final, best
        self.searches, self.trials = list(searches), list(trials)
        self.kind = KIND.get(task)
        self.base = TYPICAL[rule] * SCHEDULE[schedule]
        self.family = "proportional" if rule in PROPORTIONAL else "normalized"
        self.logs = [math.log(rate) for rate in rates]
        self.lowest = min(final), min(best)

    def fact(self, name):
        """The logarithm of a fact over its usual value; 0 where it is not known."""
        if self.bank != "own":
            return 0.0
        parameters, batch, examples, norm, noise = FACTS[self.task]
        value = {"norm": norm / 0.3, "parameters": parameters / 8000, "examples": examples / 1400,
                 "epochs": self.steps * batch / examples / 20, "noise": max(noise, 1) / 60,
                 "batch/noise": batch / max(noise, 1)}
        return math.log(value[name])

    def regret(self, rate, losses):
        """As in bank.py: interpolated over ln rate, over the lowest loss, minus 1."""
        if not 0 < rate < INFINITE:
            return INFINITE
        lowest = self.lowest[losses is self.best]
        place = math.log(rate)
        index = bisect.bisect_left(self.logs, place - 1e-9)
        if index in (0, len(losses)):
            return losses[min(index, len(losses) - 1)] / lowest - 1
        low, high, a, b = self.logs[index - 1], self.logs[index], losses[index - 1], losses[index]
        if high - place < 1e-9:
            return b / lowest - 1
        if not (math.isfinite(a) and math.isfinite(b)):
            return INFINITE
        return (a + (place - low) / (high - low) * (b - a)) / lowest - 1

    def cost(self, rate):
        """ln(1 + regret) of the final loss, with regrets up to 50."""
        return math.log1p(max(0, min(self.regret(rate, self.final), 50)))

    def distance(self, rate):
        """By which factor the nearest rate is away that ends within 5 % of the best."""
        limit = 1.05 * min(self.final)
        return min(math.exp(abs(math.log(rate / r)))
                   for r, loss in zip(self.rates, self.final) if loss <= limit)


def best_rate(shape):
    """√(T₁/T₂) of a schedule's values, as Sources/Search/Transfer/ScheduleTransfer.swift."""
    total, tail, values = sum(shape), 0.0, list(shape)
    while len(values) > 1 and tail + values[-1] <= 1e-4 * total:
        tail += values.pop()
    sums = squares = series = 0.0
    for value in reversed(values):
        after, sums, squares = sums, sums + value, squares + value * value
        if after > 0:
            series += value / after * (squares / sums)
    return math.sqrt(1 / (2 * sums) / (squares / (2 * sums) + series / 2))


def shapes(steps=1000):
    warmup = steps // 20
    rise = [(t + 1) / warmup for t in range(warmup)]
    rest = steps - warmup
    return {
        "cosine": rise + [0.5 * (1 + math.cos(math.pi * t / rest)) for t in range(rest)],
        "linear": [1 - t / steps for t in range(steps)],
        "constant": [1.0] * steps,
        "wsd": [min(1, value, (steps - t) / (0.2 * steps))
                for t, value in enumerate(rise + [1.0] * rest)],
    }


SCHEDULE = {name: best_rate(shape) / best_rate(shapes()["cosine"])
            for name, shape in shapes().items()}


# -- The banks -----------------------------------------------------------------------------------

def number(value):
    return INFINITE if isinstance(value, str) or value is None else value


def own_bank(folder):
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        task, rule, schedule, steps = path.stem.split("_")
        lines = [json.loads(line) for line in path.open() if line.endswith("\n")]
        runs = collections.defaultdict(list)
        for line in lines:
            if line["kind"] == "run":
                runs[line["place"]].append(line)
        # Whole grids only: three seeds at each rate, and rates far enough on both sides of the best.
        places = sorted(place for place, found in runs.items() if len(found) == 3)
        if not places:
            continue

        def mean(place, value):
            return statistics.mean(value(run) for run in runs[place])

        def last(run):
            return INFINITE if run["diverged"] else number(run["validation"][-1][1])

        def lowest(run):
            return min([number(loss) for _, loss in run["validation"]] or [INFINITE])

        final = [mean(p, last) for p in places]
        best = final.index(min(final))
        if best < 2 or (len(places) - 1 - best < 3 and len(places) < 24):
            continue
        yield Setting(
            "own", task, rule, schedule, int(steps), [runs[p][0]["rate"] for p in places], final,
            [mean(p, lowest) for p in places],
            [line for line in lines if line["kind"] == "search"], own_trials(lines))


def own_trials(lines):
    """The probes of each seed, in the order of their rates."""
    probes = collections.defaultdict(list)
    for line in lines:
        if line["kind"] == "probe":
            probes[line["seed"]].append(line)
    for found in probes.values():
        if len(found) == 17:
            found.sort(key=lambda line: line["place"])
            losses = [{share: (number(entry[2]), number(entry[3]))
                       for share, entry in zip((0.01, 0.02, 0.04, 0.08, 0.16), line["trunk"])}
                      for line in found]
            yield Trials([line["rate"] for line in found], losses, number(found[0]["before"]))


def earlier_trials(searches):
    """The trunks and branches of each seed; the loss after 0.5 % at the lowest rate stands for that before
    training."""
    for seed in searches.values():
        short = {float(rate): shares for rate, shares in seed["short"].items()}
        rates = sorted(short)

        def loss(entry):
            return number(entry[1]) if entry else INFINITE
        losses = [{float(share): (loss(entry[0]), loss(entry[1] or entry[0]))
                   for share, entry in short[rate].items() if entry} for rate in rates]
        yield Trials(rates, losses, 1.02 * losses[0][0.005][0])


def rate_bank(path):
    names = {"sgd": "sgdmomentum0.9", "plain": "sgd"}
    for line in gzip.open(path, "rt"):
        d = json.loads(line)
        truth = {float(rate): seeds for rate, seeds in d["truth"].items()}
        rates = sorted(truth)
        final, best = ([statistics.mean(number(seed[i]) for seed in truth[rate]) for rate in rates]
                       for i in (0, 1))
        yield Setting("earlier", d["task"], names.get(d["opt"], d["opt"]), d["sched"], d["n"], rates,
                      final, best, trials=earlier_trials(d["search"]))


def deepobs(folder):
    names = {"momentum": "momentum0.99"}
    for path in sorted(pathlib.Path(folder).glob("*.csv.gz")):
        task = path.name.split(".")[0]
        if task not in KIND:
            continue
        curves = collections.defaultdict(dict)
        for row in csv.DictReader(gzip.open(path, "rt")):
            if row["series"] == "test":
                key = row["optimizer"], float(row["rate"]), row["seed"]
                curves[key][int(row["step"])] = float(row["value"])
        for rule in sorted({key[0] for key in curves}):
            losses = collections.defaultdict(list)
            for (optimizer, rate, _), curve in curves.items():
                if optimizer == rule:
                    values = [v if math.isfinite(v) else INFINITE
                              for _, v in sorted(curve.items())]
                    losses[rate].append((values[-1], min(values), max(curve)))
            rates = sorted(losses)
            final, best = ([statistics.mean(seed[i] for seed in losses[rate]) for rate in rates]
                           for i in (0, 1))
            steps = max(seed[2] for seeds in losses.values() for seed in seeds)
            yield Setting("deepobs", task, names.get(rule, rule), "constant", steps, rates, final,
                          best)
