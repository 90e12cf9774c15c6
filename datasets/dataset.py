"""What every source of data gives: a Dataset of up to three Splits, and the one error for bad data."""

from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

HIGHEST_SEED = 2**32 - 1


class DataError(ValueError):
    """A file or an option that cannot be used; its message is one sentence meant for the reader."""


@dataclass(frozen=True, eq=False)
class Split:
    """Rows of data: x (rows, features), y (rows, outputs) floats or (rows,) integer classes.

    The arrays are read-only, because one copy serves everything that runs in a process.
    """

    x: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        self.x.setflags(write=False)
        self.y.setflags(write=False)

    def __len__(self):
        return len(self.x)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Named data in up to three splits, with what is needed to name and draw it.

    x may be stored as uint8 (images): the network's input is `x * scale`.
    """

    name: str
    train: Split
    validation: Split | None = None
    test: Split | None = None
    features: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()  # empty for regression
    image_shape: tuple[int, int] | None = None
    scale: float = 1.0
    source: str = ""  # where it comes from, in words for the reader

    @property
    def task(self):
        return "classification" if self.classes else "regression"


def check(option, value, low, high, whole=False):
    """Raise DataError unless the value of an option is a number, a whole one if asked, from `low` to `high`."""
    right = isinstance(value, Integral if whole else Real) and not isinstance(value, bool)
    if not (right and low <= value <= high):
        kind = "a whole number" if whole else "a number"
        raise DataError(f"{option} must be {kind} from {low} to {high}, got {value!r:.60}")


def generator(seed):
    """A random generator, the same for the same seed; raises DataError unless that is a whole number of 32 bits."""
    check("seed", seed, 0, HIGHEST_SEED, whole=True)
    return np.random.default_rng(seed)


def parts(**counts):
    """'500 images to train, 100 to test' of train=500, validate=0, test=100."""
    there = [f"{count:,} to {use}" for use, count in counts.items() if count]
    return ", ".join(there).replace(" to ", " images to ", 1)
