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

    The arrays are read-only views of those given, because one copy serves everything that runs in a process.
    Raises DataError unless x and y are such arrays with equally many rows.
    """

    x: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "x", _read_only(self.x))
        object.__setattr__(self, "y", _read_only(self.y))
        if self.x.ndim != 2 or self.y.ndim not in (1, 2):
            shapes = f"{self.x.shape} and {self.y.shape}"
            raise DataError(f"x must be (rows, features) and y (rows, outputs) or (rows,), got the shapes {shapes}")
        if len(self.x) != len(self.y):
            raise DataError(f"x and y must have equally many rows, got {len(self.x)} and {len(self.y)}")

    def __len__(self):
        return len(self.x)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Named data in up to three splits, with what is needed to name and draw it.

    x may be stored as uint8 (images): the network's input is `x * scale`. Labels count the classes from 0.
    Raises DataError where a split's y are no such labels, or no targets (rows, outputs) if there are no classes.
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

    def __post_init__(self):
        for split in filter(None, (self.train, self.validation, self.test)):
            (_check_labels if self.classes else _check_targets)(split.y, len(self.classes))

    @property
    def task(self):
        return "classification" if self.classes else "regression"


def _read_only(array):
    view = np.asarray(array).view()
    view.setflags(write=False)
    return view


def _check_labels(y, classes):
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise DataError(f"labels must be whole numbers (rows,), got {y.dtype} of the shape {y.shape}")
    if len(y) and not 0 <= y.min() <= y.max() < classes:
        raise DataError(f"labels must be from 0 to {classes - 1}, one for each class, got {y.min()} to {y.max()}")


def _check_targets(y, classes):
    if y.ndim != 2:
        raise DataError(f"targets must be (rows, outputs) where there are no classes, got the shape {y.shape}")


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
