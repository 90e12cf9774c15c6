"""What every source of data gives: a Dataset of up to three Splits, and the one error for bad data."""

from dataclasses import dataclass

import numpy as np


class DataError(ValueError):
    """A file or an option that cannot be used; its message is one sentence meant for the reader."""


@dataclass(frozen=True)
class Split:
    """Rows of data: x (rows, features), y (rows, outputs) floats or (rows,) integer classes."""

    x: np.ndarray
    y: np.ndarray

    def __len__(self):
        return len(self.x)


@dataclass(frozen=True)
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
