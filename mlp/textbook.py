"""The network as a reader would write it: start here.

One class, plain numpy, nothing tuned. The engine (engine/forward.py, engine/backward.py) computes the same
numbers faster, and the tests hold it to this file.
"""

import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))  # 1 / (1 + exp(-z)) without overflow


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def gelu(z):
    return z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def gelu_slope(z):
    u = np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))
    return (1 + u) / 2 + z / 2 * (1 - u**2) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)


# name: (activation, its derivative), both functions of the sum z
ACTIVATIONS = {
    "identity": (lambda z: z, lambda z: np.ones_like(z)),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1, 0.01)),
    "elu": (lambda z: np.where(z > 0, z, np.expm1(z)), lambda z: np.where(z > 0, 1, np.exp(z))),
    "gelu": (gelu, gelu_slope),
    "softplus": (lambda z: np.logaddexp(z, 0), sigmoid),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "softmax": (softmax, None),
}

# name: (loss of each row, its derivative by the output); the cross-entropies' derivatives are by the last sum z
LOSSES = {
    "mse": (lambda a, y: ((a - y) ** 2).mean(axis=1), lambda a, y: 2 * (a - y) / y.shape[1]),
    "half_mse": (lambda a, y: ((a - y) ** 2).mean(axis=1) / 2, lambda a, y: (a - y) / y.shape[1]),
    "half_squares": (lambda a, y: ((a - y) ** 2).sum(axis=1) / 2, lambda a, y: a - y),
    "huber": (
        lambda a, y: np.where(abs(a - y) < 1, (a - y) ** 2 / 2, abs(a - y) - 0.5).mean(axis=1),
        lambda a, y: np.clip(a - y, -1, 1) / y.shape[1],
    ),
    "binary_cross_entropy": (
        lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)).mean(axis=1),
        lambda a, y: (a - y) / y.shape[1],
    ),
    "categorical_cross_entropy": (lambda a, y: -(y * np.log(a)).sum(axis=1), lambda a, y: a - y),
}


class Network:
    """weights[l] is (units before, units), biases[l] is (units,); x and y hold one sample in each row."""

    def __init__(self, weights, biases, activation="relu", output="identity", loss="mse"):
        self.weights, self.biases = [w.copy() for w in weights], [b.copy() for b in biases]
        self.activations = [activation] * (len(weights) - 1) + [output]
        self.loss = loss

    def forward(self, x):
        """The sums z and the activations a of every layer; a[0] is the input, a[-1] the prediction."""
        z, a = [], [x]
        for w, b, name in zip(self.weights, self.biases, self.activations, strict=True):
            z.append(a[-1] @ w + b)
            a.append(ACTIVATIONS[name][0](z[-1]))
        return z, a

    def losses(self, x, y):
        """The loss of each row."""
        return LOSSES[self.loss][0](self.forward(x)[1][-1], y)

    def gradients(self, x, y):
        """The gradients of the summed loss by every weight matrix and every bias vector."""
        z, a = self.forward(x)
        error = LOSSES[self.loss][1](a[-1], y)
        if not self.loss.endswith("cross_entropy"):
            error = error * ACTIVATIONS[self.activations[-1]][1](z[-1])
        by_weights, by_biases = [], []
        for layer in reversed(range(len(self.weights))):
            by_weights.insert(0, a[layer].T @ error)
            by_biases.insert(0, error.sum(axis=0))
            if layer > 0:
                error = error @ self.weights[layer].T * ACTIVATIONS[self.activations[layer - 1]][1](z[layer - 1])
        return by_weights, by_biases

    def step(self, x, y, learning_rate):
        """One step of gradient descent down the summed loss of these rows."""
        by_weights, by_biases = self.gradients(x, y)
        for w, gradient in zip(self.weights, by_weights, strict=True):
            w -= learning_rate * gradient
        for b, gradient in zip(self.biases, by_biases, strict=True):
            b -= learning_rate * gradient
