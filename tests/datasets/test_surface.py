"""The surface of the first document."""

import numpy as np
import pytest

import datasets
from datasets import DataError


def test_the_published_grid_and_validation_points():
    data = datasets.load("surface")
    x, y = data.train.x, data.train.y
    assert x.shape == (10_000, 2)
    assert y.shape == (10_000, 1)
    assert np.allclose(np.unique(x[:, 0]), np.arange(-50, 50) / 10)
    assert np.allclose(x[:3], [[-5, -5], [-5, -4.9], [-5, -4.8]])  # x2 runs fastest
    assert np.allclose(y[:, 0], np.sin(x[:, 0]) - np.cos(x[:, 1]))
    assert data.validation.x.shape == (1000, 2)
    assert np.abs(data.validation.x).max() <= 5
    assert data.validation.x.std() == pytest.approx(10 / 12**0.5, rel=0.05)  # uniform


def test_noise_is_added_to_the_training_targets_alone():
    clean, noisy = datasets.load("surface"), datasets.load("surface", noise=0.5)
    assert (noisy.train.y - clean.train.y).std() == pytest.approx(0.5, rel=0.03)
    assert np.array_equal(noisy.validation.y, clean.validation.y)


def test_a_seed_draws_the_validation_points_and_not_the_grid():
    one, two = datasets.load("surface", seed=1), datasets.load("surface", seed=2)
    assert np.array_equal(one.train.x, two.train.x)
    assert not np.array_equal(one.validation.x, two.validation.x)


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": 1e-12},
        {"step": 0},
        {"step": 0.01},  # a million points
        {"step": np.nan},
        {"step": "0.1"},
        {"noise": "x"},
        {"noise": -1},
        {"noise": np.inf},
        {"points": 1e9},
        {"points": 10**9},
        {"points": 0},
        {"points": 2.5},
        {"low": -np.inf},
        {"low": np.nan},
        {"low": 5.0},
        {"high": -5.0},
        {"high": 1e308},
        {"low": 0.0, "high": 1e-300, "step": 1e-303},
    ],
)
def test_options_out_of_range_are_refused_in_one_sentence(wrong):
    with pytest.raises(DataError, match=r"^(step|noise|points|low|high) must .*, got [^\n]*$"):
        datasets.load("surface", **wrong)
