"""Every activation and its slope against the textbook's, and the sum whose activation is 1."""

import numpy as np
import pytest

from mlp import textbook
from mlp.parts.activations import HIDDEN, OUTPUT
from mlp.parts.tape import play

SUMS = np.concatenate([np.linspace(-30, 30, 601), [-700.0, -1e-9, 1e-9, 700.0]])


def activated(name, z):
    a = np.empty_like(z)
    play(OUTPUT[name].forward(z, a))
    return a


@pytest.mark.parametrize("name", HIDDEN)
def test_activations_are_the_textbooks(name):
    np.testing.assert_allclose(activated(name, SUMS), textbook.ACTIVATIONS[name][0](SUMS), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("name", HIDDEN)
def test_slopes_are_the_textbooks(name):
    z = np.linspace(-6, 6, 121)[1::2]  # no 0, where some have a corner
    slope, units = np.empty_like(z), np.ones_like(z)
    play(HIDDEN[name].slope(z, activated(name, z), slope, units))
    np.testing.assert_allclose(slope, textbook.ACTIVATIONS[name][1](z), rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("name", HIDDEN)
def test_the_column_of_ones_stays_ones_and_has_no_slope(name):
    one = np.full(3, HIDDEN[name].one)
    np.testing.assert_allclose(activated(name, one), 1, rtol=1e-12)
    slope = np.empty_like(one)
    play(HIDDEN[name].slope(one, activated(name, one), slope, np.zeros_like(one)))
    np.testing.assert_allclose(slope, 0, atol=1e-15)


@pytest.mark.parametrize("shape", [(5, 4), (3, 5, 4)])
def test_softmax_gives_probabilities_and_never_overflows(shape):
    z = np.random.default_rng(0).normal(0, 3000, shape)
    expected = textbook.softmax(z.reshape(-1, 4)).reshape(shape)
    np.testing.assert_allclose(activated("softmax", z), expected, rtol=1e-12, atol=1e-300)
