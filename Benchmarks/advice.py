"""Chooses the constants of `anneal advise`, and writes how good its rates are, as the tables of
docs/advice.md.

    python3 Benchmarks/advice.py BANK [RATE_BANK [DEEPOBS]]

BANK is the folder that `make bank` trains. RATE_BANK is the file of an earlier study with PyTorch, a
line of JSON for each setting: task, opt, sched, n (steps), b (batch), truth[rate] = for each seed
[final loss, lowest loss, …]. DEEPOBS is a folder of curves of Schneider et al., DeepOBS, 2019.

The advised rate is

    typical(rule) · schedule · factor(kind, rule family) · (steps / 500)^exponent

Its constants minimize the mean of ln(1 + regret) over tasks, with a penalty on the squared logarithms of
the factors. Every number in the tables is that of a task whose settings were left out when the constants
were chosen. Regret is that of Benchmarks/bank.py. DeepOBS has no part in the choice.
"""

import collections
import csv
import gzip
import json
import math
import pathlib
import random
import statistics
import sys

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

    def __init__(self, bank, task, rule, schedule, steps, rates, final, best, searches=()):
        self.bank, self.task, self.rule, self.schedule = bank, task, rule, schedule
        self.steps, self.rates, self.final, self.best = steps, rates, final, best
        self.searches = list(searches)
        self.kind = KIND.get(task)
        self.base = TYPICAL[rule] * SCHEDULE[schedule]
        self.family = "proportional" if rule in PROPORTIONAL else "normalized"

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
        rates = self.rates
        if not 0 < rate < INFINITE:
            return INFINITE
        if rate <= rates[0]:
            return losses[0] / min(losses) - 1
        for low, high, a, b in zip(rates, rates[1:], losses, losses[1:]):
            if rate <= high:
                share = math.log(rate / low) / math.log(high / low)
                if share < 1e-9:
                    return a / min(losses) - 1
                if not (math.isfinite(a) and math.isfinite(b)):
                    return INFINITE
                return (a + share * (b - a)) / min(losses) - 1
        return losses[-1] / min(losses) - 1

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
        # Whole settings only: three seeds at each rate, and the probes that follow the runs.
        probes = sum(line["kind"] == "probe" for line in lines)
        if probes < 51 or {len(r) for r in runs.values()} != {3}:
            continue
        places = sorted(runs)

        def mean(place, value):
            return statistics.mean(value(run) for run in runs[place])

        def last(run):
            return INFINITE if run["diverged"] else number(run["validation"][-1][1])

        def lowest(run):
            return min([number(loss) for _, loss in run["validation"]] or [INFINITE])

        yield Setting(
            "own", task, rule, schedule, int(steps), [runs[p][0]["rate"] for p in places],
            [mean(p, last) for p in places], [mean(p, lowest) for p in places],
            [line for line in lines if line["kind"] == "search"])


def rate_bank(path):
    names = {"sgd": "sgdmomentum0.9", "plain": "sgd"}
    for line in gzip.open(path, "rt"):
        d = json.loads(line)
        truth = {float(rate): seeds for rate, seeds in d["truth"].items()}
        rates = sorted(truth)
        final, best = ([statistics.mean(number(seed[i]) for seed in truth[rate]) for rate in rates]
                       for i in (0, 1))
        yield Setting("earlier", d["task"], names.get(d["opt"], d["opt"]), d["sched"], d["n"], rates,
                      final, best)


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


# -- The model -----------------------------------------------------------------------------------

def separate(setting):
    return [setting.kind, f"{setting.kind}, {setting.family}"]


class Model:
    """Which facts enter: `keys` names the factors of a setting, `powers` the facts that enter as
    powers; the exponent of the number of steps is given, or chosen if it is None."""

    def __init__(self, keys, exponent=-0.25, powers=(), penalty=0.3):
        self.keys, self.exponent, self.powers, self.penalty = keys, exponent, powers, penalty
        self.constants = collections.defaultdict(float)

    def rate(self, setting):
        value = sum(self.constants[key] for key in self.keys(setting))
        for name in self.powers:
            if name != "norm" or setting.family == "proportional":
                value += self.constants[name] * setting.fact(name)
        steps = self.constants["steps"] if self.exponent is None else self.exponent
        return setting.base * math.exp(value + steps * math.log(setting.steps / 500))

    def fit(self, settings):
        """Coordinate descent over twelfths of a factor of ten; each task counts as much as another."""
        counts = collections.Counter(s.task for s in settings)
        factors = sorted({key for s in settings for key in self.keys(s)})
        names = factors + list(self.powers) + (["steps"] if self.exponent is None else [])

        def loss(name, value):
            self.constants[name] = value
            cost = sum(s.cost(self.rate(s)) / counts[s.task] for s in settings
                       if name not in factors or name in self.keys(s))
            return cost + self.penalty * (value / (1 if name in factors else 0.5)) ** 2

        for _ in range(4):
            before = dict(self.constants)
            for name in names:
                values = ([i * math.log(10) / 12 for i in range(-20, 21)] if name in factors
                          else [i / 10 for i in range(-12, 13)])
                self.constants[name] = min(values, key=lambda value: loss(name, value))
            if dict(self.constants) == before:
                break
        return self

    def factor(self, kind, family):
        return math.exp(self.constants[kind] + self.constants[f"{kind}, {family}"])


def left_out(make, settings, group=lambda s: s.task):
    """The advised rate of each setting, by constants that were chosen without its task."""
    rates, models = {}, []
    for name in sorted({group(s) for s in settings}):
        model = make().fit([s for s in settings if group(s) != name])
        models.append(model)
        rates |= {id(s): model.rate(s) for s in settings if group(s) == name}
    return rates, models


def data_of(setting):
    """The data of a task: all tasks on the digits are one."""
    return setting.task.split("-")[0] if setting.task.startswith("digits") else setting.task


# What was tried; the first one is the advice.
MODELS = {
    "**advice**: kind × family, steps^−¼": lambda: Model(separate),
    "the same, another penalty: 0.1": lambda: Model(separate, penalty=0.1),
    "the same, another penalty: 1": lambda: Model(separate, penalty=1),
    "without the steps": lambda: Model(separate, exponent=0),
    "with steps^−½": lambda: Model(separate, exponent=-0.5),
    "with an exponent that is chosen": lambda: Model(separate, exponent=None),
    "kind alone": lambda: Model(lambda s: [s.kind]),
    "family alone": lambda: Model(lambda s: [s.family]),
    "one factor": lambda: Model(lambda s: ["all"]),
    "kind + family": lambda: Model(lambda s: [s.kind, s.family]),
    "kind + rule": lambda: Model(lambda s: [s.kind, s.rule]),
    "kind × family + rule": lambda: Model(lambda s: separate(s) + [s.rule]),
    "no factor": lambda: Model(lambda s: []),
    "advice, and the gradient's norm (SGD)": lambda: Model(separate, powers=["norm"]),
    "family and the norm, without the kind": lambda: Model(lambda s: [s.family], powers=["norm"]),
    "advice, and the noise scale": lambda: Model(separate, powers=["noise"]),
    "advice, and batch/noise scale": lambda: Model(separate, powers=["batch/noise"]),
    "advice, and the parameters": lambda: Model(separate, powers=["parameters"]),
    "advice, and the examples": lambda: Model(separate, powers=["examples"]),
    "advice, and the epochs": lambda: Model(separate, powers=["epochs"]),
}


# -- Tables --------------------------------------------------------------------------------------

def quantiles(values):
    ordered = sorted(values)
    return [ordered[min(len(ordered) - 1, int(q * len(ordered)))] for q in (0.5, 0.75, 0.9)] + [
        ordered[-1]]


def text(values):
    return " | ".join("∞" if math.isinf(v) else f"{v:.3f}" if v < 10 else f"{v:.0f}" for v in values)


def paired(cases, others):
    """The mean difference of ln(1 + regret) over tasks, with an 80 % interval over tasks."""
    def by_task(cases):
        found = collections.defaultdict(list)
        for setting, rate in cases:
            found[setting.task].append(setting.cost(rate))
        return {task: statistics.mean(values) for task, values in found.items()}
    first, second = by_task(cases), by_task(others)
    differences = [first[task] - second[task] for task in sorted(first) if task in second]
    generator = random.Random(0)
    means = sorted(statistics.mean(generator.choices(differences, k=len(differences)))
                   for _ in range(2000))
    return (f"{statistics.mean(differences):+.2f} ({means[200]:+.2f} … {means[1800]:+.2f}), better on "
            f"{sum(d < 0 for d in differences)} of {len(differences)}")


def row(name, cases, others):
    final = quantiles([s.regret(rate, s.final) for s, rate in cases])
    best = quantiles([s.regret(rate, s.best) for s, rate in cases])
    away = quantiles([s.distance(rate) for s, rate in cases])
    print(f"| {name} | {text(final)} | {text(best)} | ×/÷{away[0]:.1f} | ×/÷{away[2]:.1f} "
          f"| {paired(cases, others)} |")


def header(first="rate", other="typical rates"):
    print(f"\n| {first} | final loss: median | 75 % | 90 % | worst | best checkpoint: median | 75 % "
          f"| 90 % | worst | rate within 5 %, half | nine of ten | against {other} |")
    print("| --- " * 12 + "|")


def searched(settings):
    return [(s, number(search["rate"])) for s in settings for search in s.searches
            if search["budget"] == "16%"]


def main():
    own = list(own_bank(sys.argv[1]))
    earlier = list(rate_bank(sys.argv[2])) if len(sys.argv) > 2 else []
    others = list(deepobs(sys.argv[3])) if len(sys.argv) > 3 else []
    settings = own + earlier

    def at_typical(group):
        return [(s, TYPICAL[s.rule]) for s in group]
    make = next(iter(MODELS.values()))
    rates, folds = left_out(make, settings)
    whole = make().fit(settings)

    for name, group in {"the bank": own, "the earlier study": earlier}.items():
        if not group:
            continue
        print(f"\n## {name}: {len(group)} settings, {len({s.task for s in group})} tasks")
        header()
        row("typical", at_typical(group), at_typical(group))
        row("typical, times the schedule's factor", [(s, s.base) for s in group], at_typical(group))
        row("**advised**", [(s, rates[id(s)]) for s in group], at_typical(group))
        by_data, _ = left_out(make, settings, data_of)
        row("the same, all tasks on the digits left out together",
            [(s, by_data[id(s)]) for s in group], at_typical(group))
        if searched(group):
            row("search with 16 %", searched(group), at_typical(group))
            print("\nadvised against searched:",
                  paired([(s, rates[id(s)]) for s in group], searched(group)))
        header("kind, advised")
        for kind in KINDS:
            part = [s for s in group if s.kind == kind]
            if part:
                row(f"{kind} ({len(part)})", [(s, rates[id(s)]) for s in part], at_typical(part))

    if others:
        print(f"\n## DeepOBS: {len(others)} settings")
        header()
        row("typical", at_typical(others), at_typical(others))
        row("**advised**", [(s, whole.rate(s)) for s in others], at_typical(others))
        without = Model(separate, exponent=0).fit(settings)
        row("without the steps", [(s, without.rate(s)) for s in others], at_typical(others))

    print("\n## What was tried, on all settings, each left out with its task")
    header("facts", "the advice")
    chosen = [(s, rates[id(s)]) for s in settings]
    for name, make in MODELS.items():
        found, _ = left_out(make, settings)
        row(name, [(s, found[id(s)]) for s in settings], chosen)

    print("\n## Constants: all tasks, and the least and the greatest of those with a task left out\n")
    print("| kind | proportional | normalized |\n| --- | --- | --- |")
    for kind in KINDS:
        cells = []
        for family in ["proportional", "normalized"]:
            values = sorted(model.factor(kind, family) for model in folds)
            cells.append(
                f"{whole.factor(kind, family):.2f} ({values[0]:.2f} … {values[-1]:.2f})")
        print(f"| {kind} | {cells[0]} | {cells[1]} |")


if __name__ == "__main__":
    main()
