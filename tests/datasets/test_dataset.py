"""What may be a Split and a Dataset, and that the arrays they are made of stay their owner's."""

import numpy as np
import pytest

from datasets import DataError, Dataset, Split


def test_a_split_is_read_only_and_leaves_the_callers_arrays_alone():
    x, y = np.zeros((4, 2)), np.zeros((4, 1))
    split = Split(x, y)
    for array in (split.x, split.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    x[0], y[0] = 1, 1
    assert np.shares_memory(split.x, x)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ((4,), (4, 1), r"x must be \(rows, features\) .* got the shapes \(4,\) and \(4, 1\)"),
        ((4, 2), (4, 1, 1), r"y \(rows, outputs\) or \(rows,\), got the shapes \(4, 2\) and \(4, 1, 1\)"),
        ((4, 2), (3, 1), "x and y must have equally many rows, got 4 and 3"),
    ],
)
def test_arrays_that_are_no_rows_are_refused(x, y, message):
    with pytest.raises(DataError, match=message):
        Split(np.zeros(x), np.zeros(y))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([-1, 0, 1], "labels must be from 0 to 2, one for each class, got -1 to 1"),
        ([1, 2, 3], "labels must be from 0 to 2, .* got 1 to 3"),
        ([0.0, 1.0, 2.0], r"labels must be whole numbers \(rows,\), got float64 of the shape \(3,\)"),
        ([[0], [1], [2]], r"labels must be whole numbers .* got int64 of the shape \(3, 1\)"),
    ],
)
@pytest.mark.parametrize("place", ["train", "validation", "test"])
def test_labels_that_name_no_class_are_refused(labels, message, place):
    x, classes = np.zeros((3, 2)), ("a", "b", "c")
    good, bad = Split(x, np.array([0, 1, 2])), Split(x, np.array(labels))
    with pytest.raises(DataError, match=message):
        Dataset("bad", **({"train": good} | {place: bad}), classes=classes)
    assert Dataset("good", good, test=good, classes=classes).classes == classes


def test_targets_without_classes_have_outputs():
    with pytest.raises(DataError, match=r"targets must be \(rows, outputs\) .* got the shape \(3,\)"):
        Dataset("bad", Split(np.zeros((3, 2)), np.zeros(3)))
