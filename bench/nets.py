"""The measured networks and their task: the surface data, ReLU, one linear output, summed squared errors, plain SGD.

A network is a list of layers [(weights (inputs, outputs), bias (outputs,))]; stacked networks have a leading axis.
"""

import itertools

import numpy as np

import datasets

BATCH = 10
STEPS = 1000  # per epoch
LEARNING_RATE = 0.001
STACKED = 16

FINAL = "final net"
DEEP = "depth 4 × 20"
HIDDEN = {FINAL: (100, 80, 50, 30, 10), DEEP: (20,) * 4} | {f"width {width}": (width,) for width in (10, 20, 50, 100)}


def data():
    """The grid of 10,000 points, and 1,000 random ones to validate on."""
    return datasets.load("surface")


def rows(dtype):
    """The training points x (10000, 2) and targets y (10000, 1)."""
    train = data().train
    return train.x.astype(dtype), train.y.astype(dtype)


def layers(hidden, dtype, networks=1):
    """Freshly drawn layers 2-hidden-1, the same for the same arguments; more than one network is stacked."""
    rng = np.random.default_rng(0)
    sizes = (2, *hidden, 1)
    stack = (networks,) if networks > 1 else ()

    def normal(*shape):
        return rng.normal(0, 0.1, (*stack, *shape)).astype(dtype)

    return [(normal(m, n), normal(n)) for m, n in itertools.pairwise(sizes)]


def loss(layers, x, y):
    """The mean squared error of one network."""
    *hidden, (weights, bias) = layers
    for w, b in hidden:
        x = np.maximum(x @ w + b, 0)
    return ((x @ weights + bias - y) ** 2).mean()
