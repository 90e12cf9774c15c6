"""Every initializer's distribution, from many draws: its limits, its mean and its spread, by its own formula."""

from math import sqrt

import numpy as np
import pytest

from mlp import Spec
from mlp.engine.network import initialize, layers
from mlp.parts.initializers import BIAS_INITIALIZERS, INITIALIZERS

FAN_IN, FAN_OUT, SCALE = 50, 200, 0.3

# name: (lowest, highest, mean, standard deviation) of a weight between FAN_IN inputs and FAN_OUT outputs
UNIFORM = 1 / sqrt(12)  # the standard deviation on (0, 1)
XAVIER = sqrt(6 / (FAN_IN + FAN_OUT))
EXPECTED = {
    "normal": (-np.inf, np.inf, 0, SCALE),
    "uniform": (-SCALE, SCALE, 0, 2 * SCALE * UNIFORM),
    "fan_in": (0, 1 / FAN_IN, 0.5 / FAN_IN, UNIFORM / FAN_IN),
    "he": (-np.inf, np.inf, 0, sqrt(2 / FAN_IN)),
    "xavier_normal": (-np.inf, np.inf, 0, sqrt(2 / (FAN_IN + FAN_OUT))),
    "xavier_uniform": (-XAVIER, XAVIER, 0, 2 * XAVIER * UNIFORM),
    "zeros": (0, 0, 0, 0),
    "slightly_negative": (-0.1, 0, -0.05, 0.1 * UNIFORM),
}
ALL = INITIALIZERS | {name: draw for name, draw in BIAS_INITIALIZERS.items() if draw}


def test_every_initializer_is_tested():
    assert EXPECTED.keys() == ALL.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_initializers_draw_what_their_papers_say(name):
    lowest, highest, mean, deviation = EXPECTED[name]
    drawn = ALL[name](np.random.default_rng(0), (FAN_IN, FAN_OUT), FAN_IN, FAN_OUT, SCALE)
    assert drawn.shape == (FAN_IN, FAN_OUT)
    assert lowest <= drawn.min() <= drawn.max() <= highest
    assert drawn.mean() == pytest.approx(mean, abs=4 * deviation / sqrt(drawn.size))
    assert drawn.std() == pytest.approx(deviation, rel=0.05)
    if np.isfinite(highest):  # drawn all the way to the limits
        assert drawn.max() - drawn.min() >= 0.99 * (highest - lowest)
    elif deviation:
        assert (abs(drawn - mean) > 2 * deviation).mean() == pytest.approx(0.0455, rel=0.2)  # the tails of a normal


def drawn(**settings):
    """[(weights, biases)] of a network with layers of 50, 200 and 30 units."""
    spec = Spec(hidden=(200,), init_scale=SCALE, **settings)
    return layers(initialize(spec, (50, 200, 30), np.random.default_rng(0)), (50, 200, 30))


def test_each_layer_is_drawn_for_its_own_inputs():
    for weights, _ in drawn(initializer="he"):
        assert weights.std() == pytest.approx(sqrt(2 / len(weights)), rel=0.05)
    for weights, biases in drawn(initializer="fan_in"):  # "same": the biases too
        for values in (weights, biases):
            assert 0 <= values.min() < values.max() <= 1 / len(weights)
            assert values.max() > 0.9 / len(weights)


@pytest.mark.parametrize(("name", "lowest", "highest"), [("zeros", 0, 0), ("slightly_negative", -0.1, -1e-6)])
def test_biases_may_be_drawn_otherwise(name, lowest, highest):
    for _, biases in drawn(bias_initializer=name):
        assert lowest <= biases.min() <= biases.max() <= highest
        assert name == "zeros" or len(set(biases)) == len(biases)


def test_a_shared_bias_is_drawn_once():
    for _, biases in drawn(biases="shared"):
        assert len(set(biases)) == 1
