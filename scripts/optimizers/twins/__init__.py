"""Plain, slow twins of every optimizer, from the papers' formulas, in float64.

`chain` makes one from a parsed notation, whose labels and defaults are the keyword arguments here.
A twin's `step(parameters, gradients, rate, loss)` changes the arrays in place; `numbers()` are its
global numbers, and `extra(parameters)` further arrays, such as a mean to evaluate at.
Throughout: η the rate, t the count of the step from 1, λ the weight decay, g the gradient.
"""
from . import elementwise, matrix, rate_free, wrappers  # each registers its words
from .base import chain

__all__ = ["chain", "elementwise", "matrix", "rate_free", "wrappers"]
