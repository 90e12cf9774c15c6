"""Activation functions, each with its slope (derivative), as calls on arrays that stay.

A call is a function with its arguments ready (functools.partial). `forward(z, a)` lists the calls that turn the sums z
into the activations a, which may be the same array; `slope(z, a, s, units)` those that write the derivative into s, as
a function of the activation where that is possible (scikit-learn, neural_network/_base.py). `units` is 1 for units and
0 for the column of ones that carries the biases, where s must be 0. `one` is the sum whose activation is 1: it keeps
that column alive from layer to layer.
"""

from functools import partial as call
from math import log, sqrt
from typing import NamedTuple

import numpy as np

from mlp.parts.tape import maximum

LEAK = 0.01
GELU_WIDTH, GELU_CUBE = sqrt(2 / np.pi), 0.044715
SATURATED = 40.0  # tanh and sigmoid are exactly 1 there


class Activation(NamedTuple):
    """forward and slope as lists of calls; `keeps_sums` where the slope needs z beside a."""

    forward: callable
    slope: callable
    one: float
    keeps_sums: bool = False


def _constant(array, value):
    """An array like this one: numpy is faster with it than with a Python number."""
    return np.full_like(array, value)


def identity(z, a):
    return [] if z is a else [call(np.copyto, a, z)]


def identity_slope(z, a, s, units):
    return [call(np.copyto, s, units)]


def relu(z, a):
    return [maximum(z, _constant(z, 0), a)]


def relu_slope(z, a, s, units):
    return [call(np.greater, a, np.where(units, 0, np.inf).astype(a.dtype), s)]


def leaky_relu(z, a):
    scaled = np.empty_like(z)
    return [call(np.multiply, z, LEAK, scaled), maximum(z, scaled, a)]


def leaky_relu_slope(z, a, s, units):
    return [
        call(np.greater, a, _constant(a, 0), s),
        call(np.multiply, s, (1 - LEAK) * units, s),
        call(np.add, s, LEAK * units, s),
    ]


def elu(z, a):
    """Clevert et al. 2015, alpha = 1."""
    negative, zeros = np.empty_like(z), _constant(z, 0)
    return [
        call(np.minimum, z, zeros, out=negative),
        call(np.expm1, negative, negative),
        maximum(z, zeros, a),
        call(np.add, a, negative, a),
    ]


def elu_slope(z, a, s, units):
    return [call(np.minimum, a, _constant(a, 0), out=s), call(np.add, s, units, s)]


def gelu(z, a):
    """Hendrycks and Gimpel 2016, in the paper's tanh form."""
    u = np.empty_like(z)
    return [
        *_gelu_tanh(z, u),
        call(np.add, u, 1, u),
        call(np.multiply, u, z, u),
        call(np.multiply, u, 0.5, a),
    ]


def _gelu_tanh(z, u):
    """u = tanh(sqrt(2/pi) (z + 0.044715 z^3))."""
    return [
        call(np.multiply, z, z, u),
        call(np.multiply, u, GELU_CUBE, u),
        call(np.add, u, 1, u),
        call(np.multiply, u, z, u),
        call(np.multiply, u, GELU_WIDTH, u),
        call(np.tanh, u, u),
    ]


def gelu_slope(z, a, s, units):
    """(1 + u) / 2 + z (1 - u^2) / 2 * sqrt(2/pi) (1 + 3 * 0.044715 z^2)."""
    u, v = np.empty_like(z), np.empty_like(z)
    return [
        *_gelu_tanh(z, u),
        call(np.multiply, z, z, v),
        call(np.multiply, v, 3 * GELU_CUBE, v),
        call(np.add, v, 1, v),
        call(np.multiply, v, z, v),
        call(np.multiply, v, GELU_WIDTH, v),
        call(np.multiply, u, u, s),
        call(np.subtract, 1, s, s),
        call(np.multiply, s, v, s),
        call(np.add, s, u, s),
        call(np.add, s, 1, s),
        call(np.multiply, s, 0.5 * units, s),
    ]


def softplus(z, a):
    return [call(np.logaddexp, z, _constant(z, 0), a)]


def softplus_slope(z, a, s, units):
    """1 - exp(-a)."""
    return [call(np.negative, a, s), call(np.expm1, s, s), call(np.multiply, s, -units, s)]


def tanh(z, a):
    return [call(np.tanh, z, a)]


def tanh_slope(z, a, s, units):
    return [call(np.multiply, a, a, s), call(np.subtract, _constant(a, 1), s, s)]


def sigmoid(z, a):
    return [
        call(np.negative, z, a),
        call(np.exp, a, a),
        call(np.add, a, _constant(a, 1), a),
        call(np.reciprocal, a, a),
    ]


def sigmoid_slope(z, a, s, units):
    return [call(np.subtract, _constant(a, 1), a, s), call(np.multiply, s, a, s)]


def softmax(z, a):
    """exp(z) / sum(exp(z)) over the last axis, with the greatest sum subtracted so that nothing overflows.

    Over a short last axis, numpy finds the maximum ten times faster in a transposed copy, and the sum as a product.
    """
    row, by_unit = np.empty((*z.shape[:-1], 1), z.dtype), np.empty((z.shape[-1], *z.shape[:-1]), z.dtype)
    ones = np.ones((z.shape[-1], 1), z.dtype)
    return [
        call(np.copyto, by_unit, np.moveaxis(z, -1, 0)),
        call(np.maximum.reduce, by_unit, 0, None, row[..., 0]),
        call(np.subtract, z, row, a),
        call(np.exp, a, a),
        call(np.matmul, a, ones, row),
        call(np.divide, a, row, a),
    ]


def _gelu_one():
    """The z with gelu(z) = 1, by Newton's method on the scalar formula."""
    z = 1.0
    for _ in range(50):
        u = GELU_WIDTH * (z + GELU_CUBE * z**3)
        slope = (1 + np.tanh(u)) / 2 + z * (1 - np.tanh(u) ** 2) / 2 * GELU_WIDTH * (1 + 3 * GELU_CUBE * z * z)
        z -= (z / 2 * (1 + np.tanh(u)) - 1) / slope
    return float(z)


HIDDEN = {
    "identity": Activation(identity, identity_slope, 1.0),
    "relu": Activation(relu, relu_slope, 1.0),
    "leaky_relu": Activation(leaky_relu, leaky_relu_slope, 1.0),
    "elu": Activation(elu, elu_slope, 1.0),
    "gelu": Activation(gelu, gelu_slope, _gelu_one(), keeps_sums=True),
    "softplus": Activation(softplus, softplus_slope, log(np.e - 1)),
    "tanh": Activation(tanh, tanh_slope, SATURATED),
    "sigmoid": Activation(sigmoid, sigmoid_slope, SATURATED),
}
OUTPUT = {**HIDDEN, "softmax": Activation(softmax, None, 1.0)}
