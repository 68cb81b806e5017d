"""What a search for a rate with 16 % of a run's steps would suggest, from the trials that a bank stores.

It follows the steps of docs/finding.md: trials after 2 % of the run at rates a factor of 4.64 apart, the best
three after 4 % with a cooldown, or 8 % where they have hardly learned; a parabola; three quarters of the way
up are believed.
"""

import math

INFINITE = float("inf")


class Trials:
    """The trials of one seed: `rates` three to a factor of ten, and losses[index][share] = the loss on fixed
    validation examples after this share of the run, as it is and after a cooldown."""

    def __init__(self, rates, losses, before):
        self.rates, self.losses, self.before = rates, losses, before

    def score(self, index, share, cooled):
        """A loss that is not below the one before training counts as failed; None outside of the grid."""
        if not 0 <= index < len(self.rates):
            return None
        loss = self.losses[index].get(share, (INFINITE, INFINITE))[cooled]
        return loss if loss < self.before else INFINITE


def suggestion(trials, start, decays, factor):
    """The suggested rate of a search that begins at `start`; `start` itself, times `factor`, if all failed."""
    first = min(range(len(trials.rates)), key=lambda i: abs(math.log(trials.rates[i] / start)))

    def at(places, share, cooled):
        found = {k: trials.score(first + 2 * k, share, cooled) for k in places}
        return {k: loss for k, loss in found.items() if loss is not None}

    def best_of(scores):
        return min(sorted(scores), key=scores.get)

    scores = at((-1, 0, 1, 2), 0.02, False)
    for _ in range(6):
        best = best_of(scores)
        if math.isfinite(scores[best]) and min(scores) < best < max(scores):
            break
        up = math.isfinite(scores[best]) and best == max(scores)
        further = at([max(scores) + 1 if up else min(scores) - 1], 0.02, False)
        if not further:
            break
        scores |= further
    places = [best_of(scores) + k for k in (-1, 0, 1)]
    scores = at(places, 0.04, decays)
    if min(scores.values()) > 0.7 * trials.before:
        longer = at(places, 0.08, decays)
        scores = longer if any(map(math.isfinite, longer.values())) else scores
    if not any(map(math.isfinite, scores.values())):
        return start * factor
    best = best_of(scores)

    def rise(k):
        if k not in scores:
            return None
        if not math.isfinite(scores[k]):
            return 1.0
        return min(1.0, math.log(max(scores[k], 1e-300) / max(scores[best], 1e-300)))

    low, high = rise(best - 1), rise(best + 1)
    if low is not None and high is not None:
        place = best + (0.5 * (low - high) / (low + high) if low + high > 1e-9 else 0)
    else:
        place = best + 0.25 * (low or 0) - 0.25 * (high or 0)
    if place > 0 and scores[best] <= 0.4 * trials.before:
        place *= 0.75
    return trials.rates[first] * 10 ** (2 * place / 3) * factor
