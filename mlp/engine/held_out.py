"""Rows held out: each replicate keeps another random part of the training rows from training, to be judged by it."""

from dataclasses import replace

import numpy as np

from mlp.settings import SpecError


def rows_held_out(spec, data, rng):
    """Which training rows a replicate holds out (rows,), true or false: the same share of every class.

    Equally many whatever the random numbers, and never all of a class. Raises SpecError if the spec does not suit the
    data.
    """
    held = np.zeros(len(data.train), bool)
    for rows in _kinds(data):
        count = min(round(spec.held_out * len(rows)), len(rows) - 1)
        held[rng.choice(rows, count, replace=False)] = True
    _check(spec, data, held)
    return held


def _kinds(data):
    """The numbers of the training rows of each class; all of them where there are no classes."""
    y = data.train.y
    return [np.flatnonzero(y == label) for label in np.unique(y)] if data.classes else [np.arange(len(y))]


def _check(spec, data, held):
    if data.test is not None and len(data.test):
        raise SpecError("held_out", "0 for data that have a test split already", spec.held_out)
    if not held.any():
        allowed = f"0, or so large that it holds out one of {len(held)} rows"
        raise SpecError("held_out", f"{allowed} (a share of each class)" if data.classes else allowed, spec.held_out)


def without(data, held):
    """The data with the rows held out (rows,) as the test split in place of training rows; the order stays."""
    train, test = (replace(data.train, x=data.train.x[rows], y=data.train.y[rows]) for rows in (~held, held))
    return replace(data, train=train, test=test)
