"""The iris flowers of the third document."""

import numpy as np
import pytest

import datasets
from datasets import DataError


def test_all_flowers_in_published_order():
    data = datasets.load("iris")
    assert data.train.x.shape == (150, 4)
    assert np.array_equal(data.train.x[0], [5.1, 3.5, 1.4, 0.2])  # raw centimetres of the first flower
    assert np.array_equal(data.train.y, np.repeat([0, 1, 2], 50))
    assert data.validation is data.test is None
    assert data.classes == ("setosa", "versicolor", "virginica")
    assert data.features[0] == "sepal length (cm)"


def test_a_stratified_share_is_held_out():
    everything, data = datasets.load("iris"), datasets.load("iris", held_out=0.3, seed=4)
    assert np.array_equal(data.train.y, np.repeat([0, 1, 2], 35))
    assert np.array_equal(data.test.y, np.repeat([0, 1, 2], 15))
    together = np.concatenate([data.train.x, data.test.x])
    assert np.array_equal(np.sort(together, axis=0), np.sort(everything.train.x, axis=0))
    assert not np.array_equal(data.test.x, datasets.load("iris", held_out=0.3, seed=5).test.x)


@pytest.mark.parametrize("share", [-0.1, 0.91, np.nan, "a third", True])
def test_shares_out_of_range_are_refused(share):
    with pytest.raises(DataError, match=r"held_out must be a number from 0 to 0.9, got"):
        datasets.load("iris", held_out=share)
