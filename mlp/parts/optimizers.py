"""Optimizers: the calls that move the weights w along the gradient g, all flat arrays (..., parameters).

`rate` (..., 1), or () for one network, is the learning rate; `m` and `v` are memory that starts at zero, and
`updates` (1,) counts.
Conventions are those of torch.optim, without dampening.
"""

from functools import partial as call
from typing import NamedTuple

import numpy as np

EPSILON = 1e-8


class Optimizer(NamedTuple):
    calls: callable  # (w, g, rate, memory, updates, spec) -> list of calls
    memory: int = 0  # how many arrays like w it remembers


def sgd(w, g, rate, memory, updates, spec):
    """w -= rate g."""
    change = np.empty_like(w)
    return [call(np.multiply, g, rate, change), call(np.subtract, w, change, w)]


def momentum(w, g, rate, memory, updates, spec):
    """m = momentum m + g;  w -= rate m  (Polyak 1964)."""
    (m,) = memory
    return [*_remember(m, g, spec), *sgd(w, m, rate, memory, updates, spec)]


def nesterov(w, g, rate, memory, updates, spec):
    """m = momentum m + g;  w -= rate (g + momentum m)  (Sutskever et al. 2013)."""
    (m,) = memory
    ahead = np.empty_like(w)
    return [
        *_remember(m, g, spec),
        call(np.multiply, m, spec.momentum, ahead),
        call(np.add, ahead, g, ahead),
        *sgd(w, ahead, rate, memory, updates, spec),
    ]


def _remember(m, g, spec):
    return [call(np.multiply, m, spec.momentum, m), call(np.add, m, g, m)]


def _average(mean, value, decay, scratch):
    """mean = decay mean + (1 - decay) value."""
    return [
        call(np.multiply, mean, decay, mean),
        call(np.multiply, value, 1 - decay, scratch),
        call(np.add, mean, scratch, mean),
    ]


def rmsprop(w, g, rate, memory, updates, spec):
    """v = decay v + (1 - decay) g^2;  w -= rate g / (sqrt(v) + epsilon)  (Tieleman and Hinton 2012)."""
    (v,) = memory
    square, scratch = np.empty_like(w), np.empty_like(w)
    return [
        call(np.multiply, g, g, square),
        *_average(v, square, spec.decay, scratch),
        call(np.sqrt, v, scratch),
        call(np.add, scratch, EPSILON, scratch),
        call(np.divide, g, scratch, scratch),
        *sgd(w, scratch, rate, memory, updates, spec),
    ]


def adam(w, g, rate, memory, updates, spec):
    """Kingma and Ba 2015, Algorithm 1."""
    m, v = memory
    square, scratch = np.empty_like(w), np.empty_like(w)
    first, second = np.empty((), w.dtype), np.empty((), w.dtype)

    def correct_bias():
        updates[0] += 1
        first[...] = 1 / (1 - spec.momentum ** int(updates[0]))
        second[...] = 1 / np.sqrt(1 - spec.decay ** int(updates[0]))

    return [
        correct_bias,
        *_average(m, g, spec.momentum, scratch),
        call(np.multiply, g, g, square),
        *_average(v, square, spec.decay, scratch),
        call(np.sqrt, v, scratch),
        call(np.multiply, scratch, second, scratch),
        call(np.add, scratch, EPSILON, scratch),
        call(np.divide, m, scratch, scratch),
        call(np.multiply, scratch, first, scratch),
        *sgd(w, scratch, rate, memory, updates, spec),
    ]


OPTIMIZERS = {
    "sgd": Optimizer(sgd),
    "momentum": Optimizer(momentum, memory=1),
    "nesterov": Optimizer(nesterov, memory=1),
    "rmsprop": Optimizer(rmsprop, memory=1),
    "adam": Optimizer(adam, memory=2),
}
