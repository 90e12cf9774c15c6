"""Gradient times input of every output, against central differences in float64."""

import numpy as np
import pytest

from mlp import Spec
from mlp.engine.attribution import gradient_times_input
from mlp.engine.network import layer_sizes, layers
from mlp.engine.training import untrained
from mlp.parts.activations import HIDDEN
from mlp.textbook import Network
from tests.conftest import tiny

ROWS, OUTPUTS, STEP = 4, 3, 1e-6
X = np.random.default_rng(5).standard_normal((ROWS, 3))


def spec_for(**settings):
    return Spec(**{"init_scale": 0.7, "dtype": "float64", "hidden": (5, 4), "replicates": 2, "seed": 3, **settings})


def scores(spec, data, parameters, x):
    """The outputs' sums (rows, outputs) of one network, by the textbook."""
    weights, biases = zip(*layers(parameters, layer_sizes(spec, data)), strict=True)
    return Network(weights, biases, spec.activation, "identity", "mse").forward(x * data.scale)[1][-1]


def by_differences(spec, data, parameters, output):
    """x dz/dx (rows, features) of one network."""
    found = np.empty_like(X)
    for feature in range(X.shape[1]):
        move = STEP * np.eye(X.shape[1])[feature]
        up, down = (scores(spec, data, parameters, X + sign * move)[:, output] for sign in (1, -1))
        found[:, feature] = X[:, feature] * (up - down) / (2 * STEP)
    return found


@pytest.mark.parametrize("output", range(OUTPUTS))
@pytest.mark.parametrize("hidden", [(5,), (5, 4), (4, 4, 4)])
@pytest.mark.parametrize("activation", HIDDEN)
def test_it_is_the_slope_of_every_output_whatever_the_network(activation, hidden, output):
    spec, data = spec_for(activation=activation, hidden=hidden), tiny(outputs=OUTPUTS)
    parameters = untrained(spec, data)
    shares = gradient_times_input(spec, data, parameters, X, np.full(ROWS, output))
    for replicate in range(2):
        truth = by_differences(spec, data, parameters[replicate], output)
        assert np.abs(truth).max() > 1e-3
        np.testing.assert_allclose(shares[replicate], truth, atol=1e-7)


def test_the_score_is_meant_not_the_share_that_softmax_makes_of_it():
    spec = spec_for(output="softmax", loss="categorical_cross_entropy")
    data = tiny(outputs=OUTPUTS, classes=True)
    parameters = untrained(spec, data)
    shares = gradient_times_input(spec, data, parameters, X, np.array([0, 1, 2, 1]))
    truth = [by_differences(spec, data, parameters[1], output) for output in range(OUTPUTS)]
    np.testing.assert_allclose(shares[1], [truth[0][0], truth[1][1], truth[2][2], truth[1][3]], atol=1e-7)


def test_inputs_of_any_unit_have_the_same_share():
    spec, data = spec_for(), tiny(outputs=OUTPUTS)
    bytes_of_it = type(data)("tiny", data.train, scale=1 / 255)
    parameters, output = untrained(spec, data), np.zeros(ROWS, int)
    np.testing.assert_allclose(
        gradient_times_input(spec, bytes_of_it, parameters, X * 255, output),
        gradient_times_input(spec, data, parameters, X, output),
    )


def test_without_biases_the_shares_add_up_to_the_score():
    spec, data = spec_for(activation="relu", bias_initializer="zeros"), tiny(outputs=OUTPUTS)
    parameters = untrained(spec, data)
    shares = gradient_times_input(spec, data, parameters, X, np.full(ROWS, 2))
    np.testing.assert_allclose(shares[0].sum(axis=1), scores(spec, data, parameters[0], X)[:, 2])
