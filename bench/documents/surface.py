"""D1's training loop in float64, all seeds in the leading axis."""

import numpy as np

BATCH = 10


def final_losses(width, seeds, seed, epochs=30, rate=0.001):
    """The training losses (seeds,) of so many networks with one hidden layer of this width."""
    rng = np.random.default_rng(seed)
    x1, x2 = np.meshgrid(np.arange(-5, 5, 0.1), np.arange(-5, 5, 0.1))
    x = np.stack([x1.ravel(), x2.ravel()], axis=1)
    y = np.sin(x[:, :1]) - np.cos(x[:, 1:])
    shapes = ((2, width), (1, width), (width, 1), (1, 1))
    parameters = [rng.normal(0, 0.1, (seeds, *shape)) for shape in shapes]
    order = np.tile(np.arange(len(x)), (seeds, 1))
    for _epoch in range(epochs):
        order = rng.permuted(order, axis=1)
        for start in range(0, len(x), BATCH):
            rows = order[:, start : start + BATCH]
            for parameter, gradient in zip(parameters, _gradients(x[rows], y[rows], *parameters), strict=True):
                parameter -= rate * gradient
    w1, b1, w2, b2 = parameters
    return np.array([np.mean((np.maximum(x @ w1[k] + b1[k], 0) @ w2[k] + b2[k] - y) ** 2) for k in range(seeds)])


def _gradients(x, y, w1, b1, w2, b2):
    """Of the summed squared error of a batch x (seeds, rows, 2), y (seeds, rows, 1)."""
    z = x @ w1 + b1
    hidden = np.maximum(z, 0)
    error = 2 * (hidden @ w2 + b2 - y)
    below = (error @ w2.transpose(0, 2, 1)) * (z > 0)
    sums = below.sum(axis=1, keepdims=True), error.sum(axis=1, keepdims=True)
    return x.transpose(0, 2, 1) @ below, sums[0], hidden.transpose(0, 2, 1) @ error, sums[1]
