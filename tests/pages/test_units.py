"""Weights as pictures, and what a unit speaks for."""

import io

import numpy as np
from PIL import Image

from pages.shared.images.units import spoken_for, weight_picture


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png))).astype(int)


def test_red_for_positive_blue_for_negative_white_for_zero():
    weights = np.zeros((28, 28))
    weights[0, :2] = 2, -2
    picture = pixels(weight_picture(weights, 2.0))
    red, blue, white = picture[0, 0], picture[0, 1], picture[1, 1]
    assert red[0] > red[2] + 50
    assert blue[2] > blue[0] + 50
    assert white.min() > 240


def test_one_scale_for_all_units():
    half = pixels(weight_picture(np.full((28, 28), 1.0), 2.0))[0, 0]
    full = pixels(weight_picture(np.full((28, 28), 2.0), 2.0))[0, 0]
    assert half[1] > full[1]


def test_a_unit_speaks_for_two_classes_and_against_one():
    assert spoken_for(np.array([0.1, -3.0, 2.0, 1.0]), "abcd") == "for c, d; against b"
