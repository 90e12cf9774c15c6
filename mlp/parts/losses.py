"""Losses: the value for each row, and the error that starts back-propagation.

`value(z, a, y)` takes the output's sums z, activations a and targets y (..., rows, outputs) and gives (..., rows).
`error(a, y, e)` lists the calls that write the derivative into e (..., rows, outputs) up to `factor(outputs)`.
Where `fused` names the output activation, e is the derivative by the sums z: stable, and exact where the
activation saturates (Bishop, Pattern Recognition and Machine Learning, 4.3). Otherwise it is by the activations a.
The loss of many rows is the mean of theirs where it is `averaged`, else their sum.
"""

from functools import partial as call
from typing import NamedTuple

import numpy as np

from mlp.parts.tape import maximum


class Loss(NamedTuple):
    value: callable
    error: callable
    factor: callable
    fused: str | None = None
    averaged: bool = True

    def reduced(self, summed, rows):
        """The loss of so many rows, given the sum of their values."""
        return summed / rows if self.averaged else summed


def difference(a, y, e):
    return [call(np.subtract, a, y, e)]


def huber_error(a, y, e):
    """The difference, clipped to [-1, 1]."""
    return [
        call(np.subtract, a, y, e),
        call(np.minimum, e, np.ones_like(e), out=e),
        maximum(e, np.full_like(e, -1), e),
    ]


def mse(z, a, y):
    return np.square(a - y).mean(axis=-1)


def half_mse(z, a, y):
    return mse(z, a, y) / 2


def half_squares(z, a, y):
    return np.square(a - y).sum(axis=-1) / 2


def huber(z, a, y):
    """Huber 1964, with the corner at 1."""
    distance = np.abs(a - y)
    return np.where(distance < 1, distance**2 / 2, distance - 0.5).mean(axis=-1)


def binary_cross_entropy(z, a, y):
    """-y log a - (1 - y) log(1 - a) with a = sigmoid(z), written in z so that it never overflows."""
    return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean(axis=-1)


def categorical_cross_entropy(z, a, y):
    """-sum(y log a) with a = softmax(z), by log-sum-exp, over a copy in which numpy finds maxima faster."""
    by_unit = np.ascontiguousarray(np.moveaxis(z, -1, 0))
    shifted = by_unit - by_unit.max(axis=0)
    chosen = np.moveaxis(np.broadcast_to(y, z.shape), -1, 0) * shifted
    return np.log(np.exp(shifted).sum(axis=0)) - chosen.sum(axis=0)


LOSSES = {
    "mse": Loss(mse, difference, lambda outputs: 2 / outputs),
    "half_mse": Loss(half_mse, difference, lambda outputs: 1 / outputs),
    "half_squares": Loss(half_squares, difference, lambda outputs: 1.0, averaged=False),
    "huber": Loss(huber, huber_error, lambda outputs: 1 / outputs),
    "binary_cross_entropy": Loss(binary_cross_entropy, difference, lambda outputs: 1 / outputs, fused="sigmoid"),
    "categorical_cross_entropy": Loss(categorical_cross_entropy, difference, lambda outputs: 1.0, fused="softmax"),
}
