"""Penalties and clipping by hand, on gradients to both sides of every limit."""

import numpy as np
import pytest

from mlp import Spec
from mlp.parts.regularizers import penalty, shapers
from mlp.parts.tape import play

W = np.array([2.0, -3.0, 0.0, 5.0])
MASK = np.array([1.0, 1.0, 1.0, 0.0])  # the last is a bias


def shaped(g, **settings):
    """The gradient g as the optimizer sees it."""
    g = np.array(g, float)
    play(shapers(Spec(**settings), np.broadcast_to(W, g.shape).copy(), g, MASK))
    return g


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [1, 1, 1, 1]),
        ({"l1": 0.5}, [1.5, 0.5, 1, 1]),
        ({"l2": 0.5}, [2, -0.5, 1, 1]),
        ({"l1": 1, "l2": 0.5, "clip_value": 2}, [2, -1.5, 1, 1]),
    ],
)
def test_penalties_pull_weights_towards_zero_and_leave_biases(settings, expected):
    np.testing.assert_allclose(shaped([1, 1, 1, 1], **settings), expected)


def test_penalties_are_what_their_gradients_say():
    spec = Spec(l1=0.3, l2=0.7)
    assert penalty(spec, W, MASK) == pytest.approx(0.3 * 5 + 0.7 / 2 * (4 + 9))


def test_values_are_clipped_at_both_limits():
    np.testing.assert_array_equal(shaped([3, -3, 0.5, -0.5], clip_value=1), [1, -1, 0.5, -0.5])


@pytest.mark.parametrize(("limit", "expected"), [(2.5, [1.5, -2, 0, 0]), (5, [3, -4, 0, 0]), (100, [3, -4, 0, 0])])
def test_only_longer_gradients_are_scaled_to_the_limit(limit, expected):
    np.testing.assert_allclose(shaped([3, -4, 0, 0], clip_norm=limit), expected)


def test_each_network_is_scaled_by_its_own_length():
    both = shaped([[3, -4, 0, 0], [0.3, -0.4, 0, 0]], clip_norm=1)
    np.testing.assert_allclose(both, [[0.6, -0.8, 0, 0], [0.3, -0.4, 0, 0]])


def test_values_are_clipped_before_the_norm():
    np.testing.assert_allclose(shaped([30, -4, 0, 0], clip_value=3, clip_norm=1), np.array([1, -1, 0, 0]) / np.sqrt(2))
