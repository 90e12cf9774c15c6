"""Vectorised numpy as most would write it: small functions, and a new array for every result."""

import numpy as np


def relu(x):
    return np.maximum(0, x)


def relu_derivative(x):
    return (x > 0).astype(x.dtype)


def gradients(layers, x, y):
    """[(weights, bias)] gradients of the summed squared errors for a batch x (rows, features), y (rows, outputs)."""
    activations, sums = [x], []
    for w, b in layers:
        sums.append(np.dot(activations[-1], w) + b)
        activations.append(relu(sums[-1]))

    result = []
    delta = 2 * (sums[-1] - y)
    for i in reversed(range(len(layers))):
        result.insert(0, (np.dot(activations[i].T, delta), np.sum(delta, axis=0)))
        if i > 0:
            delta = np.dot(delta, layers[i][0].T) * relu_derivative(sums[i - 1])
    return result


def prepare(layers, x, y, batch, learning_rate, rng):
    def train(epochs):
        nonlocal layers
        for _ in range(epochs):
            for rows in rng.permutation(len(x)).reshape(-1, batch):
                moves = gradients(layers, x[rows], y[rows])
                layers = [
                    (w - learning_rate * dw, b - learning_rate * db)
                    for (w, b), (dw, db) in zip(layers, moves, strict=True)
                ]
        return layers

    return train
