"""The surface y = sin(x1) - cos(x2) of the first document: a square grid, and random points to validate on."""

import numpy as np

from datasets.dataset import DataError, Dataset, Split, check, generator

FARTHEST = 100.0  # from the origin, on either axis
MOST_POINTS = 250_000


def surface(x):
    """sin(x1) - cos(x2) of points (rows, 2) as targets (rows, 1)."""
    return np.sin(x[:, :1]) - np.cos(x[:, 1:])


def load(step=0.1, low=-5.0, high=5.0, noise=0.0, points=1000, seed=0):
    """Train on the grid arange(low, high, step) squared, validate on `points` uniform ones.

    `noise` is the standard deviation added to the training targets; `seed` draws it and the validation points.
    """
    check("low", low, -FARTHEST, FARTHEST)
    check("high", high, low, FARTHEST)
    check("noise", noise, 0, 10)
    check("points", points, 1, MOST_POINTS, whole=True)
    rng = generator(seed)
    grid = _grid(low, high, step)
    validation = rng.uniform(low, high, (points, 2))
    targets = surface(grid) + noise * rng.standard_normal((len(grid), 1))
    return Dataset(
        name="surface",
        train=Split(grid, targets),
        validation=Split(validation, surface(validation)),
        features=("x1", "x2"),
        source=f"computed: {len(grid)} grid points, {points} random points to validate on",
    )


def _grid(low, high, step):
    check("step", step, 0.001, FARTHEST)
    axis = np.arange(low, high, step)
    if not 1 <= len(axis) ** 2 <= MOST_POINTS:
        raise DataError(f"step must make a grid of 1 to {MOST_POINTS} points, got {step} from {low} to {high}")
    return np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
