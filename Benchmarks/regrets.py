"""How regrets are summed up: what `bank.py` and `advice.py` have in common."""

import math
import random
import statistics


def quantiles(values):
    """The median, the 75th and 90th percentile, and the largest."""
    ordered = sorted(values)
    return [ordered[min(len(ordered) - 1, int(q * len(ordered)))] for q in (0.5, 0.75, 0.9)] + [
        ordered[-1]]


def text(values):
    """Cells of a table."""
    return " | ".join("∞" if math.isinf(v) else f"{v:.3f}" if v < 10 else f"{v:.0f}" for v in values)


def paired(first, second):
    """The differences of two procedures' costs by task, their mean, and its 80 % interval over tasks.

    `first` and `second` have a list of costs for each task.
    """
    differences = [statistics.mean(costs) - statistics.mean(second[task])
                   for task, costs in first.items() if task in second]
    generator = random.Random(0)
    means = sorted(statistics.mean(generator.choices(differences, k=len(differences)))
                   for _ in range(2000))
    return differences, statistics.mean(differences), means[200], means[1800]
