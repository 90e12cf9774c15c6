"""JAX: the compiled epoch of jax_scan, vmapped over stacked networks, each with its own order of the rows."""

import jax
import jax.numpy as jnp
import numpy as np

from bench.baselines.jax_scan import epoch


def prepare(layers, x, y, batch, learning_rate, rng):
    """`layers` have a leading axis of networks; network k shuffles by the k-th generator that `rng` spawns."""
    generators = rng.spawn(len(layers[0][0]))
    layers = jax.tree.map(jnp.asarray, layers)
    compiled = jax.jit(jax.vmap(epoch, in_axes=(0, 0, 0, None)))

    def train(epochs):
        nonlocal layers
        for _ in range(epochs):
            order = np.stack([generator.permutation(len(x)).reshape(-1, batch) for generator in generators])
            layers = compiled(layers, x[order], y[order], learning_rate)
        return jax.tree.map(np.asarray, layers)  # waits for the results

    return train
