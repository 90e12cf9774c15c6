"""scikit-learn's MLPRegressor with plain SGD, one epoch per partial_fit."""

import numpy as np
from sklearn.neural_network import MLPRegressor


class Shuffling(np.random.RandomState):
    """The random state that MLPRegressor shuffles the rows with, in the order of the given generator."""

    def __init__(self, rng):
        super().__init__()
        self.rng = rng

    def shuffle(self, rows):
        rows[...] = rows[self.rng.permutation(len(rows))]


def prepare(layers, x, y, batch, learning_rate, rng):
    model = MLPRegressor(
        hidden_layer_sizes=[len(b) for _, b in layers[:-1]],
        solver="sgd",
        learning_rate_init=2 * batch * learning_rate,  # its loss is half the mean of the batch's squared errors
        batch_size=batch,
        alpha=0,
        momentum=0,
    )
    y = y.ravel()
    model.partial_fit(x[:batch], y[:batch])  # makes the arrays that the given layers then fill
    for (w, b), own_w, own_b in zip(layers, model.coefs_, model.intercepts_, strict=True):
        own_w[...], own_b[...] = w, b
    model.set_params(random_state=Shuffling(rng))

    def train(epochs):
        for _ in range(epochs):
            model.partial_fit(x, y)
        return list(zip(model.coefs_, model.intercepts_, strict=True))

    return train
