"""JAX: an epoch is one compiled lax.scan over the batches, in the order numpy shuffled the rows."""

import jax
import jax.numpy as jnp
import numpy as np


def loss(layers, x, y):
    *hidden, (weights, bias) = layers
    for w, b in hidden:
        x = jax.nn.relu(x @ w + b)
    return jnp.sum((x @ weights + bias - y) ** 2)


def epoch(layers, x, y, learning_rate):
    """Layers after one pass over x (steps, batch, features) and y (steps, batch, outputs)."""

    def step(layers, rows):
        gradients = jax.grad(loss)(layers, *rows)
        return jax.tree.map(lambda p, g: p - learning_rate * g, layers, gradients), None

    return jax.lax.scan(step, layers, (x, y))[0]


def prepare(layers, x, y, batch, learning_rate, rng):
    layers = jax.tree.map(jnp.asarray, layers)
    compiled = jax.jit(epoch)

    def train(epochs):
        nonlocal layers
        for _ in range(epochs):
            order = rng.permutation(len(x)).reshape(-1, batch)
            layers = compiled(layers, x[order], y[order], learning_rate)
        return jax.tree.map(np.asarray, layers)  # waits for the result

    return train
