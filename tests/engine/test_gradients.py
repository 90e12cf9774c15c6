"""The gradient of every combination of parts, against central differences in float64 and against the textbook.

One step of plain gradient descent at learning rate 1 moves the weights by exactly their gradient.
"""

from dataclasses import replace

import numpy as np
import pytest

from mlp import Spec
from mlp.engine.evaluation import predict
from mlp.engine.network import blocks, layer_sizes, layers, weight_mask
from mlp.engine.training import advance, start
from mlp.parts.activations import HIDDEN
from mlp.parts.losses import LOSSES
from mlp.parts.regularizers import penalty
from mlp.textbook import Network
from tests.conftest import tiny

PAIRS = [(name, loss.fused or output) for name, loss in LOSSES.items() for output in ("identity", "sigmoid", "gelu")]
PAIRS = sorted({(loss, output) for loss, output in PAIRS})


def data_for(loss):
    return tiny(outputs=3, classes=LOSSES[loss].fused is not None)


def spec_for(**settings):
    defaults = {"hidden": (4, 3), "dtype": "float64", "init_scale": 0.7, "learning_rate": 1.0, "batch_size": 0}
    return Spec(**{**defaults, "epochs": 1, "shuffle": False, "seed": 3, **settings})


def analytic(spec, data):
    """(parameters before, gradient), both flat."""
    before = start(spec, data)
    after = advance(spec, data, before, 1)
    return before.parameters[0], before.parameters[0] - after.parameters[0]


def objective(spec, data, parameters):
    """What training makes small: the reduced loss plus the penalties."""
    loss = LOSSES[spec.loss]
    y = np.eye(3)[data.train.y] if data.classes else data.train.y
    a = predict(spec, data, parameters[None], data.train.x)[0]
    z = {"sigmoid": lambda: np.log(a / (1 - a)), "softmax": lambda: np.log(a)}.get(spec.output, lambda: a)()
    rows = loss.value(z, a, y)
    return getattr(np, spec.reduction)(rows) + penalty(spec, parameters, weight_mask(layer_sizes(spec, data)))


def numeric(spec, data, parameters, at, step=1e-6):
    moved = np.repeat(parameters[None], 2, axis=0)
    moved[0, at] += step
    moved[1, at] -= step
    return (objective(spec, data, moved[0]) - objective(spec, data, moved[1])) / (2 * step)


def real_parameters(spec, data):
    """Numbers of the flat parameters that are weights or biases, not the columns that carry the ones."""
    marks = np.zeros(len(weight_mask(layer_sizes(spec, data))))
    for weights, biases in layers(marks, layer_sizes(spec, data)):
        weights[...] = biases[...] = 1
    return np.flatnonzero(marks)


@pytest.mark.parametrize("penalties", [{}, {"l1": 0.05, "l2": 0.1}], ids=["plain", "l1+l2"])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_gradient_is_the_central_difference(loss, output, activation, reduction, penalties):
    data = data_for(loss)
    spec = spec_for(loss=loss, output=output, activation=activation, reduction=reduction, **penalties)
    parameters, gradient = analytic(spec, data)
    for at in real_parameters(spec, data):
        expected = numeric(spec, data, parameters, at)
        assert gradient[at] == pytest.approx(expected, rel=1e-6, abs=3e-9), f"parameter {at}"


def test_what_is_no_parameter_never_moves():
    data = data_for("mse")
    spec = spec_for(activation="softplus", l1=0.1, l2=0.1, optimizer="adam", epochs=5)
    before = start(spec, data)
    after = advance(spec, data, before, 5)
    others = np.setdiff1d(np.arange(before.parameters.shape[1]), real_parameters(spec, data))
    assert len(others) > 0
    np.testing.assert_array_equal(before.parameters[0, others], after.parameters[0, others])


@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_gradient_is_the_textbooks(loss, output, activation):
    data = data_for(loss)
    spec = spec_for(loss=loss, output=output, activation=activation)
    parameters, gradient = analytic(spec, data)
    sizes = layer_sizes(spec, data)
    weights, biases = zip(*layers(parameters, sizes), strict=True)
    y = np.eye(3)[data.train.y] if data.classes else data.train.y
    by_weights, by_biases = Network(weights, biases, activation, output, loss).gradients(data.train.x, y)
    for (w, b), expected_w, expected_b in zip(layers(gradient, sizes), by_weights, by_biases, strict=True):
        np.testing.assert_allclose(w, expected_w, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(b, expected_b, rtol=1e-10, atol=1e-13)


def test_one_shared_bias_feels_the_sum_of_its_units():
    data = data_for("mse")
    _, alone = analytic(spec_for(bias_initializer="zeros", activation="tanh"), data)
    _, shared = analytic(spec_for(bias_initializer="zeros", activation="tanh", biases="shared"), data)
    sizes = layer_sizes(spec_for(), data)
    for (w, b), (shared_w, shared_b) in zip(layers(alone, sizes), layers(shared, sizes), strict=True):
        np.testing.assert_allclose(shared_w, w, rtol=1e-12)
        np.testing.assert_allclose(shared_b, np.full_like(b, b.sum()), rtol=1e-12)


@pytest.mark.parametrize(("setting", "limit"), [("clip_value", 0.02), ("clip_norm", 0.1)])
def test_clipping_limits_the_gradient(setting, limit):
    data = data_for("mse")
    _, free = analytic(spec_for(), data)
    _, clipped = analytic(spec_for(**{setting: limit}), data)
    if setting == "clip_value":
        np.testing.assert_allclose(clipped, np.clip(free, -limit, limit), rtol=1e-12, atol=1e-15)
    else:
        np.testing.assert_allclose(clipped, free * limit / np.linalg.norm(free), rtol=1e-12, atol=1e-15)


def shared_by_hand(data, spec):
    """(weight gradients, one bias gradient a layer) of the textbook's network whose layers share a bias each."""
    weights, biases = zip(*layers(start(spec, data).parameters[0], layer_sizes(spec, data)), strict=True)
    by_weights, by_biases = Network(weights, biases, spec.activation).gradients(data.train.x, data.train.y)
    return by_weights, [b.sum() for b in by_biases]


def length(by_weights, by_biases):
    return np.sqrt(sum((w**2).sum() for w in by_weights) + sum(b**2 for b in by_biases))


@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
def test_a_shared_bias_counts_once_in_the_gradients_norm(optimizer):
    data = data_for("mse")
    spec = spec_for(biases="shared", optimizer=optimizer)
    curves = advance(spec, data, start(spec, data), 1).history.curves
    assert curves["gradient_norm"][1, 0] == pytest.approx(length(*shared_by_hand(data, spec)), rel=1e-9)


def test_a_shared_bias_counts_once_where_the_norm_is_clipped():
    data = data_for("mse")
    spec = spec_for(biases="shared", clip_norm=0.1)
    _, clipped = analytic(spec, data)
    by_weights, by_biases = shared_by_hand(data, spec)
    shrunk = 0.1 / length(by_weights, by_biases)
    assert shrunk < 1
    for (w, b), expected, one in zip(layers(clipped, layer_sizes(spec, data)), by_weights, by_biases, strict=True):
        np.testing.assert_allclose(w, shrunk * expected, rtol=1e-9)
        np.testing.assert_allclose(b, np.full_like(b, shrunk * one), rtol=1e-9)


@pytest.mark.parametrize(
    "schedule",
    [
        {"schedule": "thresholds", "thresholds": ((1e9, 0.0),)},
        {"schedule": "thresholds", "thresholds": ((1e9, 1e-40),)},
        {"schedule": "exponential", "gamma": 1e-6},
    ],
)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_norm_is_the_gradients_even_where_the_rate_vanishes(schedule, dtype):
    """The rate is 0 or next to it in the last of these epochs, so that the weights before it are those after it."""
    data = data_for("mse")
    spec = spec_for(learning_rate=1e-12, epochs=80, dtype=dtype, **schedule)
    state = advance(spec, data, start(spec, data), 80)
    weights, biases = zip(*layers(state.parameters[0].astype(float), layer_sizes(spec, data)), strict=True)
    by_weights, by_biases = Network(weights, biases, "relu").gradients(data.train.x, data.train.y)
    expected = length(by_weights, [np.linalg.norm(b) for b in by_biases])
    assert state.history.curves["gradient_norm"][-1, 0] == pytest.approx(expected, rel=1e-5)


def test_gradient_norm_is_recorded():
    data = data_for("mse")
    spec = spec_for(learning_rate=0.5, reduction="mean")
    parameters, moved = analytic(spec, data)
    history = advance(spec, data, start(spec, data), 1).history
    assert np.isnan(history.curves["gradient_norm"][0, 0])
    assert history.curves["gradient_norm"][1, 0] == pytest.approx(np.linalg.norm(moved) / 0.5, rel=1e-9)
    assert history.curves["train_loss"][0, 0] == pytest.approx(objective(spec, data, parameters), rel=1e-9)


def test_hand_computed_step():
    """One tanh unit by hand.

    w1 = 0.5, b1 = 0, w2 = 2, b2 = 1, x = 1, y = 0.  a = tanh 0.5 = 0.46211716, prediction 2 a + 1 = 1.92423431.
    mse: error 2 * 1.92423431 = 3.84846863; dw2 = 3.84846863 a = 1.77844338, db2 = 3.84846863.
    Through tanh: 3.84846863 * 2 * (1 - a^2) = 6.05323886 for dw1 and db1.
    """
    from datasets import Dataset, Split

    data = Dataset("one", Split(np.array([[1.0]]), np.array([[0.0]])))
    spec = spec_for(hidden=(1,), activation="tanh", learning_rate=0.1)
    state = start(spec, data)
    parameters = state.parameters.copy()
    first, second = blocks(parameters[0], (1, 1, 1))
    first[:, 0], second[:, 0] = [0.5, 0.0], [2.0, 1.0]
    after = advance(spec, data, replace(state, parameters=parameters), 1).parameters[0]
    first, second = blocks(after, (1, 1, 1))
    np.testing.assert_allclose(first[:, 0], [0.5 - 0.605323886, -0.605323886], rtol=1e-8)
    np.testing.assert_allclose(second[:, 0], [2 - 0.177844338, 1 - 0.384846863], rtol=1e-8)
