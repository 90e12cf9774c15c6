"""Every loss and its error against the textbook's, on small and on large differences."""

import numpy as np
import pytest

from mlp import textbook
from mlp.parts.activations import OUTPUT
from mlp.parts.losses import LOSSES
from mlp.parts.tape import play


def outputs(loss):
    """Sums, activations and targets (rows, 3) that suit the loss; differences to both sides of huber's corner."""
    rng = np.random.default_rng(1)
    z = rng.normal(0, 2, (40, 3))
    a = np.empty_like(z)
    play(OUTPUT[loss.fused or "identity"].forward(z, a))
    return z, a, np.eye(3)[rng.integers(0, 3, 40)] if loss.fused else rng.normal(0, 2, (40, 3))


@pytest.mark.parametrize("name", LOSSES)
def test_values_are_the_textbooks(name):
    z, a, y = outputs(LOSSES[name])
    np.testing.assert_allclose(LOSSES[name].value(z, a, y), textbook.LOSSES[name][0](a, y), rtol=1e-9)


@pytest.mark.parametrize("name", LOSSES)
def test_errors_are_the_textbooks(name):
    _, a, y = outputs(LOSSES[name])
    error = np.empty_like(a)
    play(LOSSES[name].error(a, y, error))
    np.testing.assert_allclose(error * LOSSES[name].factor(3), textbook.LOSSES[name][1](a, y), rtol=1e-12)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "categorical_cross_entropy"])
def test_cross_entropies_stay_finite_where_the_output_saturates(name):
    z, y = np.array([[-800.0, 0.0, 800.0]]), np.array([[1.0, 0.0, 0.0]])
    expected = 1600 if name.startswith("categorical") else (800 + np.log(2) + 800) / 3
    assert LOSSES[name].value(z, None, y)[0] == pytest.approx(expected)


def test_only_half_squares_are_summed_over_a_data_set():
    assert {name: loss.reduced(6.0, 3) for name, loss in LOSSES.items()} == {
        name: 6.0 if name == "half_squares" else 2.0 for name in LOSSES
    }
