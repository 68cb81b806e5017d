"""What the files for each library share: random parameters, Anneal's notation, and the records.

A draw depends only on the names of library and scheduler and on its number, so one scheduler can be
added without moving the others.
"""
import math
import random
from dataclasses import dataclass, field

STEPS = 1000
DRAWS = 20


class Draw(random.Random):
    """Random parameters, rounded to a few digits so that they can be read in the notation."""

    def __init__(self, library, scheduler, number):
        super().__init__(f"{library}/{scheduler}/{number}")
        self.number = number

    def number_in(self, low, high, digits=4):
        return float(f"{self.uniform(low, high):.{digits}g}")

    def log_in(self, low, high, digits=4):
        return float(f"{math.exp(self.uniform(math.log(low), math.log(high))):.{digits}g}")

    def rate(self):
        return self.log_in(1e-5, 10)

    def milestones(self, low=1, high=1100, most=6):
        return sorted(self.sample(range(low, high), self.randint(1, most)))


@dataclass
class Curve:
    """One draw: the equivalent notation, the run it is resolved for, and the package's values.

    The steps of `left_out` are not compared; the scheduler's remark says why.
    """

    notation: str
    values: list
    steps: int = STEPS
    left_out: list = field(default_factory=list)


@dataclass
class Scheduler:
    """A scheduler of a library, its general form in Anneal's notation, and what to know of it."""

    name: str
    form: str
    draw: object
    precision: str = "double"
    remark: str = ""
    curves: list = field(default_factory=list)


def call(word, *unlabelled, **labelled):
    """`word(1, from: 2)`; a trailing underscore keeps a label from being a keyword of Python."""
    parts = [text(value) for value in unlabelled]
    parts += [f"{name.rstrip('_')}: {text(value)}" for name, value in labelled.items()]
    return f"{word}({', '.join(parts)})"


def text(value):
    if isinstance(value, dict):
        return "[" + ", ".join(f"{text(key)}: {text(item)}" for key, item in value.items()) + "]"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(text, value)) + "]"
    return value if isinstance(value, str) else repr(value)


def cosine_wave(high, low, half):
    """Down over `half` steps and up again, as a cosine does that is not told to stop."""
    down = call("cosine", from_=high, to=low, over=half)
    up = call("cosine", from_=low, to=high, over=half)
    return f"{down}.then({up}, at: {text(half)}).repeated(every: {text(2 * half)})"
