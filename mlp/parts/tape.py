"""Tapes: lists of calls whose arguments and results stay in place.

A step of training makes few, cheap calls and allocates nothing: a tape is recorded once for batches of a given
number of rows and replayed for every batch. A call is a function with its arguments ready; the last of them is the
array that takes its result: numpy is quicker with it than with a named `out`, on which only maximum, minimum and
reductions insist.

To record is to list the calls and to keep the arrays. Two calls make a unit of two inputs, z = x w and a = tanh(z):

>>> x, w = np.array([[1.0, 2.0]]), np.array([[0.5], [0.25]])
>>> z, a = np.zeros((1, 1)), np.zeros((1, 1))
>>> tape = Tape([product(x, w, z), call(np.tanh, z, a)], x=x, w=w, z=z, a=a)
>>> print(tape)
dot x (1, 2), w (2, 1), z (1, 1)
tanh z (1, 1), a (1, 1)

Nothing was computed yet. To play it makes the calls; the results lie in the arrays:

>>> play(tape)
>>> z, a.round(4)
(array([[1.]]), array([[0.7616]]))

The tape holds the arrays themselves. With other numbers in x, the same tape gives another answer:

>>> x[...] = [[2.0, 4.0]]
>>> play(tape)
>>> z, a.round(4)
(array([[2.]]), array([[0.964]]))

So it goes with the engine: forward.py, backward.py and update.py record one tape each, over the same arrays, and
epochs.py plays them for one batch after the other.
"""

from functools import partial as call

import numpy as np


class Tape(list):
    """Calls to be made in order. `arrays` gives names to what they work on, for those who print the tape."""

    def __init__(self, calls, **arrays):
        super().__init__(calls)
        self.arrays = arrays

    def __str__(self):
        names = {_place(array): name for name, array in self.arrays.items()}
        return "\n".join(_line(ready, names) for ready in self)


def _line(ready, names):
    """A call in words: the function's name, then name and shape of each of its arrays."""
    function = getattr(ready, "func", ready)
    owner = getattr(function, "__self__", None)
    closed = [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]
    values = [owner, *getattr(ready, "args", ()), *getattr(ready, "keywords", {}).values(), *closed]
    name = f"{owner.__name__}.{function.__name__}" if isinstance(owner, np.ufunc) else function.__name__
    arrays = [f"{_name(value, names)} {value.shape}".strip() for value in values if isinstance(value, np.ndarray)]
    return f"{name} {', '.join(arrays)}"


def _name(array, names):
    turned = names.get(_place(transposed(array)), "") if array.ndim > 1 else ""
    return names.get(_place(array)) or (turned and f"{turned}.T")


def _place(array):
    """What a view of the same numbers in the same shape shares with it."""
    return array.ctypes.data, array.shape, array.strides


def numbered(name, arrays):
    """Names for a tape: {"name[0]": the first array, ...}."""
    return {f"{name}[{number}]": array for number, array in enumerate(arrays)}


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

    def maximum():
        ufunc(a, b, out=out)

    return maximum


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
