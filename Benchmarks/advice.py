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
import math
import sys

from advice_banks import KINDS, SCHEDULE, TYPICAL, deepobs, number, own_bank, rate_bank
from advice_search import suggestion
import regrets
from regrets import quantiles, text


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

def paired(cases, others):
    """The mean difference of ln(1 + regret) over tasks, with an 80 % interval over tasks."""
    def by_task(cases):
        found = collections.defaultdict(list)
        for setting, rate in cases:
            found[setting.task].append(setting.cost(rate))
        return dict(sorted(found.items()))
    differences, mean, low, high = regrets.paired(by_task(cases), by_task(others))
    return (f"{mean:+.2f} ({low:+.2f} … {high:+.2f}), better on "
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


def simulated(settings, start):
    """The suggestions of searches that begin at `start(setting)`, one for each stored seed."""
    def factor(setting):
        return SCHEDULE[setting.schedule] * (10 ** -0.5 if setting.rule == "lion" else 1)
    return [(s, suggestion(trials, start(s), s.schedule != "constant", factor(s)))
            for s in settings for trials in s.trials]


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

    by_data, _ = left_out(make, settings, data_of)
    groups = {"all settings": settings, "the bank": own, "the earlier study": earlier}
    for name, group in groups.items():
        if not group:
            continue
        print(f"\n## {name}: {len(group)} settings, {len({s.task for s in group})} tasks")
        header()
        row("typical", at_typical(group), at_typical(group))
        row("typical, times the schedule's factor", [(s, s.base) for s in group], at_typical(group))
        row("**advised**", [(s, rates[id(s)]) for s in group], at_typical(group))
        row("the same, all tasks on the digits left out together",
            [(s, by_data[id(s)]) for s in group], at_typical(group))
        if searched(group):
            row("search with 16 %", searched(group), at_typical(group))
            print("\nadvised against searched:",
                  paired([(s, rates[id(s)]) for s in group], searched(group)))
        tried = [s for s in group if s.trials]
        found = simulated(tried, lambda s: TYPICAL[s.rule])
        row("a search with 16 %, simulated from the stored trials", found, at_typical(tried))
        row("the same, begun at the advised rate",
            simulated(tried, lambda s: rates[id(s)] / s.base * TYPICAL[s.rule]), at_typical(tried))
        print("\nadvised against the simulated search:",
              paired([(s, rates[id(s)]) for s in tried], found))
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
