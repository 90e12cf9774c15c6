"""The surface y = sin(x1) - cos(x2) of the first document: a square grid, and random points to validate on."""

import numpy as np

from datasets.dataset import DataError, Dataset, Split

MOST_POINTS = 250_000


def surface(x):
    """sin(x1) - cos(x2) of points (rows, 2) as targets (rows, 1)."""
    return np.sin(x[:, :1]) - np.cos(x[:, 1:])


def load(step=0.1, low=-5.0, high=5.0, noise=0.0, points=1000, seed=0):
    """Train on the grid arange(low, high, step) squared, validate on `points` uniform ones.

    `noise` is the standard deviation added to the training targets; `seed` draws it and the validation points.
    """
    if not (high > low and step > 0 and noise >= 0 and 1 <= points <= MOST_POINTS):
        raise DataError(
            "surface needs low < high, step > 0, noise >= 0 and at least 1 point, "
            f"got low={low}, high={high}, step={step}, noise={noise}, points={points}"
        )
    if ((high - low) / step) ** 2 > MOST_POINTS:
        raise DataError(f"surface allows a grid of {MOST_POINTS} points, got step={step} over {high - low}")
    rng = np.random.default_rng(seed)
    axis = np.arange(low, high, step)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    validation = rng.uniform(low, high, (int(points), 2))
    targets = surface(grid) + noise * rng.standard_normal((len(grid), 1))
    return Dataset(
        name="surface",
        train=Split(grid, targets),
        validation=Split(validation, surface(validation)),
        features=("x1", "x2"),
        source=f"computed: {len(grid)} grid points, {len(validation)} random points to validate on",
    )
