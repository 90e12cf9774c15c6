"""The sine curve of the fourth document."""

import numpy as np
import pytest

import datasets
from datasets import DataError


def test_uniform_points_and_an_even_grid():
    data = datasets.load("sine")
    x = data.train.x
    assert x.shape == data.train.y.shape == data.validation.x.shape == data.validation.y.shape == (200, 1)
    assert np.array_equal(data.train.y, np.sin(x))
    assert np.abs(x).max() <= np.pi
    assert x.std() == pytest.approx(2 * np.pi / 12**0.5, rel=0.15)
    assert np.ptp(np.diff(data.validation.x[:, 0])) < 1e-12
    assert data.validation.x[0, 0] == -np.pi
    assert data.validation.x[-1, 0] == np.pi


def test_noise_is_added_to_the_training_targets_alone():
    data = datasets.load("sine", samples=5000, noise=0.2)
    assert (data.train.y - np.sin(data.train.x)).std() == pytest.approx(0.2, rel=0.05)
    assert np.array_equal(data.validation.y, np.sin(data.validation.x))


@pytest.mark.parametrize("wrong", [{"samples": 0}, {"samples": 1e9}, {"samples": 200.0}, {"noise": np.nan}])
def test_options_out_of_range_are_refused(wrong):
    with pytest.raises(DataError, match=r"^(samples|noise) must be a (whole )?number from .*, got"):
        datasets.load("sine", **wrong)
