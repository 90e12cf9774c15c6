"""y = sin(x) on [-pi, pi], the curve of the fourth document: random points, and an even grid to validate on."""

import numpy as np

from datasets.dataset import Dataset, Split, check, generator


def load(samples=200, noise=0.0, seed=0):
    """Train on `samples` uniform points, validate on an even grid of 200 without noise.

    `noise` is the standard deviation added to the training targets; `seed` draws it and the points.
    """
    check("samples", samples, 1, 10_000, whole=True)
    check("noise", noise, 0, 10)
    rng = generator(seed)
    x = rng.uniform(-np.pi, np.pi, (samples, 1))
    targets = np.sin(x) + noise * rng.standard_normal((samples, 1))
    even = np.linspace(-np.pi, np.pi, 200)[:, None]
    return Dataset(
        name="sine",
        train=Split(x, targets),
        validation=Split(even, np.sin(even)),
        features=("x",),
        source=f"computed: {samples} random points, 200 even ones to validate on",
    )
