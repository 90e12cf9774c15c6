"""Tapes: lists of calls whose arguments and results stay in place.

A step of training makes few, cheap calls and allocates nothing: a tape is recorded once for batches of a given
number of rows and replayed for every batch. The last argument of a call is the array that takes its result: numpy is
quicker with it than with a named `out`, on which only maximum, minimum and reductions insist.
"""

from functools import partial as call

import numpy as np


def play(tape):
    """Make every call of the tape, in order."""
    for ready in tape:
        ready()


def together(tape):
    """One call that plays a whole tape."""
    return tape[0] if len(tape) == 1 else call(play, tape)


def product(a, b, out):
    """The call out = a @ b: for two-dimensional arrays the bound method is quicker than matmul."""
    if a.ndim == b.ndim == 2:
        return call(a.dot, b, out)
    return call(np.matmul, a, b, out)


def maximum(a, b, out):
    """The call out = max(a, b), as a closure: the named `out` slows a partial down."""
    ufunc = np.maximum
    return lambda: ufunc(a, b, out=out)


def transposed(a):
    """The matrices of a stack (..., n, m) as (..., m, n), without a copy."""
    return a.swapaxes(-1, -2)


class Buffers:
    """Arrays (*lead, rows, width) for several layers, and `flat`, the same memory as one array."""

    def __init__(self, lead, rows, widths, dtype):
        shapes = [(*lead, rows, width) for width in widths]
        ends = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])
        self.flat = np.zeros(ends[-1], dtype)
        self.layers = [
            self.flat[start:end].reshape(shape) for start, end, shape in zip(ends, ends[1:], shapes, strict=False)
        ]
