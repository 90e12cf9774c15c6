"""Whether networks that share one product keep the bits that each has alone: this machine's BLAS is asked."""

import functools

import numpy as np

from mlp.engine.products import ROWS, cuts, pieces, piecewise_product
from mlp.parts.tape import play


@functools.lru_cache
def same_bits(replicates, features, units, dtype):
    """Whether this machine's product of all networks at once rounds each as it does alone, tried on random numbers."""
    rows = cuts(ROWS, units)[0].stop
    rng = np.random.default_rng(0)
    x = rng.random((rows, features)).astype(dtype)
    alone = [rng.standard_normal((features, units)).astype(dtype) for _ in range(replicates)]
    errors = [rng.standard_normal((rows, units)).astype(dtype) for _ in range(replicates)]
    forward = _product_of(x, np.concatenate(alone, axis=1), units)
    backward = np.concatenate(errors, axis=1).T @ x
    return all(
        np.array_equal(forward[:, i * units : (i + 1) * units], _product_of(x, alone[i], units))
        and np.array_equal(backward[i * units : (i + 1) * units], errors[i].T @ x)
        for i in range(replicates)
    )


def _product_of(x, weights, units):
    out, part = np.empty((2, len(x), weights.shape[1]), x.dtype)
    play(piecewise_product(x, weights, out, part, pieces(len(weights), units)))
    return out
