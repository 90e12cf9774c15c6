"""Iris as the tutorial trains it: one flower at a time, one hidden layer of sigmoids, half of the squared errors."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def prepare(layers, x, y, learning_rate):
    """`train(epochs) -> layers`, over the flowers x (rows, 4) and one-hot y (rows, 3) in their order."""
    (w1, b1), (w2, b2) = [(w.copy(), b.copy()) for w, b in layers]

    def train(epochs):
        nonlocal w1, b1, w2, b2
        for _ in range(epochs):
            for flower, target in zip(x, y, strict=True):
                hidden = sigmoid(np.dot(flower, w1) + b1)
                output = sigmoid(np.dot(hidden, w2) + b2)
                output_error = (output - target) * output * (1 - output)
                hidden_error = np.dot(w2, output_error) * hidden * (1 - hidden)
                w2 = w2 - learning_rate * np.outer(hidden, output_error)
                b2 = b2 - learning_rate * output_error
                w1 = w1 - learning_rate * np.outer(flower, hidden_error)
                b1 = b1 - learning_rate * hidden_error
        return [(w1, b1), (w2, b2)]

    return train
