"""Surfaces as heights and pictures: the right way round, on the right scale."""

import io

import numpy as np
import pytest
from PIL import Image

import datasets
from mlp import Spec
from mlp.engine.evaluation import predict
from mlp.engine.training import start
from pages.shared.surface.plot import fitted_heights, grid, picture, true_heights


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), int)


def test_true_heights_are_those_of_the_formula():
    x1, x2, _rows = grid(points=5)
    np.testing.assert_allclose(true_heights(5), np.sin(x1) - np.cos(x2), atol=1e-12)


def test_each_network_has_its_own_surface():
    spec, data = Spec(hidden=(3,), init_scale=1, replicates=2), datasets.load("surface")
    parameters = start(spec, data).parameters
    heights = fitted_heights(spec, data, parameters, points=5)
    assert heights.shape == (2, 5, 5)
    corner = predict(spec, data, parameters, np.array([[5.0, -2.5]]))[:, 0, 0]  # the largest x1, the second x2
    np.testing.assert_allclose(heights[:, 4, 1], corner, rtol=1e-5)
    assert corner[0] != corner[1]


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_bears_networks_that_exploded(dark):
    heights = true_heights().astype("float32")
    heights[3:9] = np.nan
    heights[20:25] = np.inf
    assert Image.open(io.BytesIO(picture(heights, "exploded", dark))).size == (440, 378)
