"""Reads the bank and writes how good searches for a rate are, as the table of docs/finding.md.

    python3 Benchmarks/bank.py FOLDER

Regret is the validation loss at the suggested rate, interpolated over ln rate on the mean of three
seeds, over the lowest of the grid, minus 1: at the end of the run, and at its best validation.
Searches use seeds that the grid does not have.
"""

import json
import math
import pathlib
import statistics
import sys

import regrets
from regrets import quantiles, text

INFINITE = float("inf")


def number(value):
    return INFINITE if isinstance(value, str) or value is None else value


class Setting:
    """A task, an optimizer, a schedule and a length: the grid, the probes and the searches."""

    def __init__(self, path):
        self.task, self.rule, self.schedule, steps = path.stem.split("_")
        self.steps = int(steps)
        lines = [json.loads(line) for line in path.open() if line.endswith("\n")]
        self.runs = [line for line in lines if line["kind"] == "run"]
        self.searches = [line for line in lines if line["kind"] == "search"]
        places = sorted({run["place"] for run in self.runs})
        self.rates = [next(r["rate"] for r in self.runs if r["place"] == p) for p in places]
        self.final = [self.mean(p, self.last) for p in places]
        self.best = [self.mean(p, self.lowest) for p in places]
        self.single = [[self.last(r) for r in self.runs if r["place"] == p] for p in places]

    def mean(self, place, value):
        return statistics.mean(value(r) for r in self.runs if r["place"] == place)

    @staticmethod
    def last(run):
        return INFINITE if run["diverged"] else number(run["validation"][-1][1])

    @staticmethod
    def lowest(run):
        return min([number(loss) for _, loss in run["validation"]] or [INFINITE])

    @property
    def typical(self):
        return next(run["rate"] for run in self.runs if run["place"] == 0)

    def regret(self, rate, losses):
        if not rate > 0 or math.isnan(rate):
            return INFINITE
        return self.interpolated(rate, losses) / min(losses) - 1

    def interpolated(self, rate, losses):
        if rate <= self.rates[0]:
            return losses[0]
        for (low, high), (a, b) in zip(zip(self.rates, self.rates[1:]), zip(losses, losses[1:])):
            if rate <= high:
                share = math.log(rate / low) / math.log(high / low)
                if share < 1e-9:
                    return a
                return a + share * (b - a) if math.isfinite(a) and math.isfinite(b) else INFINITE
        return losses[-1]

    def distance(self, rate):
        """By which factor the nearest rate is away that ends within 5 % of the best."""
        limit = 1.05 * min(self.final)
        return min(math.exp(abs(math.log(rate / r)))
                   for r, loss in zip(self.rates, self.final) if loss <= limit)


def cases(settings, name):
    """(setting, rate, cost) of every search with this budget, or of this procedure."""
    for setting in settings:
        if name == "typical rate":
            yield setting, setting.typical, 0.0
        elif name == "grid, one seed":
            for seed in range(len(setting.single[0])):
                column = [losses[seed] for losses in setting.single]
                yield setting, setting.rates[column.index(min(column))], len(column)
        else:
            for search in setting.searches:
                if search["budget"] == name:
                    yield setting, number(search["rate"]), search["cost"]


def paired(settings, name, other):
    """The mean difference of ln(1 + regret) between two procedures, with an interval over tasks."""
    def by_task(name):
        found = {}
        for setting, rate, _ in cases(settings, name):
            regret = min(setting.regret(rate, setting.final), 50)
            found.setdefault(setting.task, []).append(math.log1p(max(0, regret)))
        return found
    return regrets.paired(by_task(name), by_task(other))[1:]


settings = [Setting(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.jsonl"))]
settings = [s for s in settings if s.searches and {len(column) for column in s.single} == {3}]
names = ["0", "10%", "16%", "40%", "100%", "300%"]
tests = ["before", "steepest", "valley", "slide", "minimum/10", "lightning", "torch-lr-finder", "smith"]
print(f"{len(settings)} settings, {len({s.task for s in settings})} tasks, "
      f"{len({s.rule for s in settings})} rules, {sum(len(s.runs) for s in settings)} runs\n")
print("| procedure | final loss: median | 75 % | 90 % | worst | best checkpoint: median | 75 % | 90 % "
      "| worst | steps | rate within 5 % in 90 % of cases | against 16 % (80 % interval over tasks) |")
print("| --- " * 12 + "|")
for name in ["grid, one seed", *names, *tests]:
    found = list(cases(settings, name))
    if not found:
        continue
    final = quantiles([setting.regret(rate, setting.final) for setting, rate, _ in found])
    best = quantiles([setting.regret(rate, setting.best) for setting, rate, _ in found])
    away = sorted(setting.distance(rate) if rate > 0 and math.isfinite(rate) else INFINITE
                  for setting, rate, _ in found)
    cost = statistics.mean(cost for _, _, cost in found)
    mean, low, high = paired(settings, name, "16%")
    print(f"| {name} | {text(final)} | {text(best)} | {cost:.2f} "
          f"| ×/÷{away[int(0.9 * len(away))]:.1f} | {mean:+.2f} ({low:+.2f} … {high:+.2f}) |")

print("\n| the best rate, times | final loss: median | 75 % | 90 % | worst |")
print("| --- " * 5 + "|")
for factor in [1 / 10, 10 ** (-2 / 3), 10 ** (-1 / 3), 10 ** (1 / 3), 10 ** (2 / 3), 10]:
    regrets = [s.regret(s.rates[s.final.index(min(s.final))] * factor, s.final) for s in settings]
    print(f"| {factor:.3g} | {text(quantiles(regrets))} |")

print("\n| setting | best rate | suggested with 16 % (regret) |")
print("| --- | --- | --- |")
for setting in settings:
    best = setting.rates[setting.final.index(min(setting.final))]
    suggested = ", ".join(
        f"{rate:.2g} ({setting.regret(rate, setting.final):.2f})"
        for _, rate, _ in cases([setting], "16%"))
    print(f"| {setting.task}, {setting.rule}, {setting.schedule}, {setting.steps} "
          f"| {best:.2g} | {suggested} |")
