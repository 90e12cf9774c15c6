"""Back-propagation as tutorials write it: one sample at a time, gradients added up over the batch.

The structure is that of network.py in Nielsen's "Neural Networks and Deep Learning".
"""

import numpy as np

from bench.baselines.naive import relu, relu_derivative


def backprop(weights, biases, x, y):
    """The gradients of (y_hat - y)^2 for one sample x (features,): a list of matrices and a list of vectors."""
    activations, sums = [x], []
    for w, b in zip(weights, biases, strict=True):
        sums.append(np.dot(w, activations[-1]) + b)
        activations.append(relu(sums[-1]))

    weight_gradients = [np.zeros(w.shape) for w in weights]
    bias_gradients = [np.zeros(b.shape) for b in biases]
    delta = 2 * (sums[-1] - y)
    for i in reversed(range(len(weights))):
        weight_gradients[i] = np.outer(delta, activations[i])
        bias_gradients[i] = delta
        if i > 0:
            delta = np.dot(weights[i].T, delta) * relu_derivative(sums[i - 1])
    return weight_gradients, bias_gradients


def update(weights, biases, samples, learning_rate):
    """The weights and biases after one step on a batch of samples (x, y)."""
    weight_totals = [np.zeros(w.shape) for w in weights]
    bias_totals = [np.zeros(b.shape) for b in biases]
    for x, y in samples:
        weight_gradients, bias_gradients = backprop(weights, biases, x, y)
        weight_totals = [total + g for total, g in zip(weight_totals, weight_gradients, strict=True)]
        bias_totals = [total + g for total, g in zip(bias_totals, bias_gradients, strict=True)]
    weights = [w - learning_rate * g for w, g in zip(weights, weight_totals, strict=True)]
    biases = [b - learning_rate * g for b, g in zip(biases, bias_totals, strict=True)]
    return weights, biases


def prepare(layers, x, y, batch, learning_rate, rng):
    weights = [w.T for w, _ in layers]
    biases = [b for _, b in layers]

    def train(epochs):
        nonlocal weights, biases
        for _ in range(epochs):
            for rows in rng.permutation(len(x)).reshape(-1, batch):
                samples = [(x[i], y[i]) for i in rows]
                weights, biases = update(weights, biases, samples, learning_rate)
        return [(w.T, b) for w, b in zip(weights, biases, strict=True)]

    return train
