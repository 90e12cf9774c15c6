"""Whole short runs: against the textbook, however they are cut, however many networks run side by side."""

import sys
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import datasets
from datasets import Dataset, Split
from mlp import Spec, SpecError
from mlp.engine import groups, training
from mlp.engine.epochs import replay
from mlp.engine.evaluation import predict
from mlp.engine.network import layer_sizes, layers
from mlp.engine.program import Program
from mlp.engine.training import advance, generators, start
from mlp.parts.losses import LOSSES
from mlp.parts.optimizers import OPTIMIZERS
from mlp.textbook import Network
from tests.conftest import tiny


def trained(spec, data):
    return advance(spec, data, start(spec, data), spec.epochs)


def same_bits(a, b):
    """Whether two states agree in every bit of their weights and curves."""
    np.testing.assert_array_equal(a.parameters, b.parameters)
    assert a.history.curves.keys() == b.history.curves.keys()
    for name in a.history.curves:
        np.testing.assert_array_equal(a.history.curves[name], b.history.curves[name], err_msg=name)


def textbook_run(spec, data):
    """The same run in the textbook's words: the same initial weights and the same order of the rows."""
    sizes = layer_sizes(spec, data)
    weights, biases = zip(*layers(start(spec, data).parameters[0], sizes), strict=True)
    network = Network(weights, biases, spec.activation, spec.output, spec.loss)
    x, y = data.train.x, np.eye(sizes[-1])[data.train.y] if data.classes else data.train.y
    rng = generators(spec)[0].order
    curve = [network.losses(x, y).mean()]
    order = np.arange(len(x)) if spec.shuffle == "never" else rng.permutation(len(x))
    for epoch in range(spec.epochs):
        order = rng.permutation(len(x)) if spec.shuffle == "always" and epoch else order
        size = spec.batch_size or len(x)
        for first in range(0, len(x), size):
            batch = order[first : first + size]
            rate = spec.learning_rate / (len(batch) if spec.reduction == "mean" else 1)
            network.step(x[batch], y[batch], rate)
        curve.append(network.losses(x, y).mean())
    return curve, network


@pytest.mark.parametrize("shuffle", ["always", "once", "never"])
@pytest.mark.parametrize("batch_size", [0, 1, 3, 7])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize(
    ("activation", "output", "loss"),
    [
        ("relu", "identity", "mse"),
        ("tanh", "sigmoid", "huber"),
        ("elu", "sigmoid", "binary_cross_entropy"),
        ("gelu", "softmax", "categorical_cross_entropy"),
    ],
)
def test_a_run_is_the_textbooks(activation, output, loss, reduction, batch_size, shuffle):
    data = tiny(outputs=3, classes=loss.endswith("entropy"))
    spec = Spec(
        hidden=(6, 5), activation=activation, output=output, loss=loss, reduction=reduction, batch_size=batch_size,
        shuffle=shuffle, learning_rate=0.05, init_scale=0.5, epochs=12, dtype="float64", seed=11,
    )  # fmt: skip
    state = trained(spec, data)
    curve, network = textbook_run(spec, data)
    np.testing.assert_allclose(state.history.curves["train_loss"][:, 0], curve, rtol=1e-10)
    for (w, b), expected_w, expected_b in zip(
        layers(state.parameters[0], layer_sizes(spec, data)), network.weights, network.biases, strict=True
    ):
        np.testing.assert_allclose(w, expected_w, rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(b, expected_b, rtol=1e-10, atol=1e-12)


SETTINGS_THAT_REMEMBER = [
    {},
    {"batch_size": 0},
    {"shuffle": "never", "batch_size": 3},
    {"shuffle": "once", "batch_size": 3},
    {"optimizer": "adam", "dropout": 0.3, "schedule": "step"},
    {"optimizer": "nesterov", "schedule": "thresholds", "thresholds": ((0.2, 0.01), (0.1, 0.001))},
    {"optimizer": "rmsprop", "sample_every": 3, "batch_size": 1, "running_loss": True},
    {"optimizer": "momentum", "biases": "shared", "clip_norm": 0.5, "l2": 0.01, "activation": "gelu"},
]


@pytest.mark.parametrize("settings", SETTINGS_THAT_REMEMBER)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_run_may_be_cut_anywhere(settings, dtype, regression):
    spec = Spec(**{"hidden": (5, 4), "batch_size": 2, "learning_rate": 0.02, "epochs": 9, "dtype": dtype, **settings})
    spec = spec.but(replicates=3, snapshots=(0, 4), evaluate_every=2)
    whole = trained(spec, regression)
    state = start(spec, regression)
    for chunk in (1, 3, 0, 1, 100):
        state = advance(spec, regression, state, chunk)
    same_bits(whole, state)
    assert state.done
    assert list(state.history.epochs) == [0, 2, 4, 6, 8, 9]
    assert sorted(state.history.snapshots) == [0, 4, 9]
    np.testing.assert_array_equal(state.history.snapshots[9], state.parameters)


@pytest.mark.parametrize("cuts", [[100], [1] * 100, [1, 3, 96]])
def test_a_run_ends_where_its_last_replicate_diverged_however_it_is_cut(cuts):
    data = tiny(outputs=1, rows=40)
    spec = Spec(hidden=(30,), init_scale=1.0, learning_rate=0.05, epochs=100, evaluate_every=7, replicates=5)
    whole = trained(spec, data)
    assert whole.done
    last = whole.history.diverged.max()
    assert whole.history.diverged.min() >= 0
    assert list(whole.history.epochs) == [0, last]
    state = start(spec, data)
    for epochs in cuts:
        state = advance(spec, data, state, epochs)
    same_bits(whole, state)
    assert (state.epoch, list(state.history.snapshots)) == (last, [last])
    assert advance(spec, data, state, 1) is state


def test_threads_do_not_touch_each_others_numbers(regression):
    spec = Spec(hidden=(8,), batch_size=1, learning_rate=0.02, epochs=40)
    alone, together = trained(spec, regression), threading.Barrier(4)

    def train():
        state = start(spec, regression)
        together.wait()
        while not state.done:
            state = advance(spec, regression, state, 5)
        return state

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            for future in [pool.submit(train) for _ in range(4)]:
                same_bits(alone, future.result())
    finally:
        sys.setswitchinterval(interval)


def alone_is_beside(spec, data, replicates):
    """Replicate 0 alone has the bits of replicate 0 beside others."""
    alone, beside = trained(spec, data), trained(spec.but(replicates=replicates), data)
    np.testing.assert_array_equal(alone.parameters[0], beside.parameters[0])
    for name, curve in beside.history.curves.items():
        np.testing.assert_array_equal(alone.history.curves[name][:, 0], curve[:, 0], err_msg=name)
    assert not np.array_equal(beside.parameters[0], beside.parameters[1])


@pytest.mark.parametrize("settings", SETTINGS_THAT_REMEMBER)
@pytest.mark.parametrize("cache", [1, 2_000, 4_000])
def test_groups_that_fit_the_cache_change_no_bits(settings, cache, regression, monkeypatch):
    spec = Spec(**{"hidden": (5, 4), "batch_size": 2, "learning_rate": 0.02, "epochs": 5, **settings}, replicates=5)
    together = trained(spec, regression)
    training._program.cache_clear()
    monkeypatch.setattr(groups, "CACHE", cache)
    same_bits(together, trained(spec, regression))
    training._program.cache_clear()


def test_groups_are_as_large_as_the_cache_allows_and_alike():
    def sizes(replicates, network_bytes):
        return [part.stop - part.start for part in groups.groups(replicates, network_bytes)]

    assert sizes(16, groups.CACHE // 16) == [16]
    assert sizes(16, groups.CACHE // 16 + 1) == [8, 8]
    assert sizes(10, groups.CACHE // 4) == [3, 3, 4]
    assert sizes(3, 2 * groups.CACHE) == [1, 1, 1]
    assert groups.groups(10, groups.CACHE // 5) == [slice(0, 5), slice(5, 10)]


@pytest.mark.parametrize("settings", SETTINGS_THAT_REMEMBER)
def test_replicates_do_not_touch_each_other(settings, regression):
    spec = Spec(**{"hidden": (5, 4), "batch_size": 2, "learning_rate": 0.02, "epochs": 5, **settings})
    for replicates in (2, 5):
        alone_is_beside(spec, regression, replicates)


@pytest.mark.parametrize("hidden", [(10,), (50,), (20, 20, 20, 20), (100, 80, 50, 30, 10), ()])
def test_replicates_on_the_surface(hidden):
    spec = Spec(hidden=hidden, data={"step": 0.5}, epochs=2, snapshots=())
    alone_is_beside(spec, datasets.load("surface", step=0.5), 10)


@pytest.mark.parametrize("batch_size", [0, 32])
@pytest.mark.parametrize("replicates", [2, 4, 10])
@pytest.mark.parametrize("hidden", [(10,), (20,), (50, 12)])
def test_replicates_on_images(hidden, replicates, batch_size):
    rng = np.random.default_rng(0)
    images = Split(rng.integers(0, 256, (700, 784), dtype=np.uint8), rng.integers(0, 10, 700))
    data = Dataset("noise", images, classes=tuple("0123456789"), image_shape=(28, 28), scale=1 / 255)
    spec = Spec(
        hidden=hidden, output="softmax", loss="categorical_cross_entropy", reduction="mean", learning_rate=0.1,
        initializer="he", batch_size=batch_size, epochs=3, shift=1 if batch_size else 0,
    )  # fmt: skip
    alone_is_beside(spec, data, replicates)


@pytest.mark.parametrize("shuffle", ["always", "once"])
def test_shuffled_orders_differ_between_replicates_and_seeds(shuffle, regression):
    spec = Spec(initializer="zeros", hidden=(), batch_size=1, learning_rate=0.1, epochs=1, replicates=2)
    spec = spec.but(shuffle=shuffle)
    state = trained(spec, regression)
    assert not np.array_equal(state.parameters[0], state.parameters[1])
    other = trained(spec.but(seed=1), regression)
    assert not np.array_equal(state.parameters[0], other.parameters[0])


def test_the_loss_falls_for_every_optimizer(regression):
    for optimizer in OPTIMIZERS:
        spec = Spec(hidden=(8,), optimizer=optimizer, learning_rate=0.003, batch_size=0, epochs=60, init_scale=0.5)
        loss = trained(spec, regression).history.curves["train_loss"][:, 0]
        assert loss[-1] < loss[0] / 2, optimizer


def test_one_diverging_replicate_does_not_spoil_the_others():
    data = tiny(outputs=1, rows=40)
    spec = Spec(hidden=(30,), initializer="normal", init_scale=1.0, learning_rate=0.006, epochs=60, replicates=40)
    history = trained(spec, data).history
    gone = history.diverged >= 0
    assert 0 < gone.sum() < 40, "the test wants some of both"
    assert set(history.ended) == {"diverged", "finished"}
    final = history.final("train_loss")
    assert np.isnan(final[gone]).all()
    assert np.isfinite(final[~gone]).all()
    for replicate in np.flatnonzero(gone):
        curve = history.curves["train_loss"][:, replicate]
        assert np.isfinite(curve[: history.diverged[replicate]]).all()
        assert np.isnan(curve[history.diverged[replicate] :]).all()


def test_a_run_ends_when_every_replicate_diverged(regression):
    state = trained(Spec(learning_rate=1000, epochs=500, replicates=2, evaluate_every=7), regression)
    assert state.done
    assert state.epoch == state.history.epochs[-1] == max(state.history.diverged) < 500
    assert state.history.ended == ["diverged", "diverged"]
    assert state.epoch in state.history.snapshots


@pytest.mark.parametrize("replicates", [1, 4])
@pytest.mark.parametrize("settings", [{}, {"optimizer": "adam", "dropout": 0.2, "l2": 0.1, "clip_norm": 1}])
def test_a_step_allocates_nothing_of_a_layers_size(settings, replicates, monkeypatch):
    """In 100 steps, less memory comes and goes than one layer of one network has (numpy casts through 8 kB)."""
    monkeypatch.setattr(groups, "CACHE", 10**9)
    data = tiny(outputs=1, rows=1000)
    spec = Spec(hidden=(400, 400), batch_size=10, replicates=replicates, shuffle=False, epochs=9, **settings)
    program = Program(spec, data, generators(spec))
    program.epoch.train(np.full(replicates, 1e-6))
    (epoch,) = program.epoch.epochs
    forward, backward, update = epoch.step(10)
    tracemalloc.start()
    replay(epoch.whole, forward.tape, backward.tape, update.tape)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * 400 * 4


def test_running_loss_is_measured_right_after_each_update():
    """One row, no hidden layer: after the update the loss is the next epoch's loss before it."""
    data = Dataset("one", Split(np.array([[1.0]]), np.array([[2.0]])))
    spec = Spec(hidden=(), loss="half_squares", batch_size=1, learning_rate=0.1, epochs=3, running_loss=True)
    curves = trained(spec, data).history.curves
    np.testing.assert_allclose(curves["running_loss"][1:], curves["train_loss"][1:], rtol=1e-6)
    assert np.isnan(curves["running_loss"][0]).all()


@pytest.mark.parametrize("sample_every", [1, 3])
@pytest.mark.parametrize("shuffle", ["always", "never"])
@pytest.mark.parametrize("loss", [loss for loss in LOSSES if LOSSES[loss].fused is None])
def test_running_loss_is_reduced_like_the_loss(loss, shuffle, sample_every):
    """All rows alike and next to no training: the loss after each update is that of the rows trained on."""
    x, y = np.ones((12, 2)), np.full((12, 3), 2.0)
    data = Dataset("alike", Split(x, y))
    spec = Spec(loss=loss, batch_size=5, shuffle=shuffle, sample_every=sample_every, learning_rate=1e-12, epochs=1)
    curves = trained(spec.but(running_loss=True), data).history.curves
    share = 1 if LOSSES[loss].averaged else 12 // sample_every / 12
    np.testing.assert_allclose(curves["running_loss"][1], share * curves["train_loss"][1], rtol=1e-5)


def test_dead_relus_are_counted(regression):
    spec = Spec(hidden=(4, 3), initializer="zeros", bias_initializer="slightly_negative", epochs=1)
    dead = start(spec, regression).history.curves["dead_relus"]
    np.testing.assert_array_equal(dead, np.ones((1, 1, 2)))
    alive = start(spec.but(initializer="normal", init_scale=5.0, hidden=(40,)), regression).history
    assert alive.curves["dead_relus"][0, 0, 0] < 0.5
    assert "dead_relus" not in start(spec.but(activation="tanh"), regression).history.curves


def test_accuracy_is_the_share_of_right_answers(classification):
    spec = Spec(hidden=(), output="softmax", loss="categorical_cross_entropy", initializer="zeros", epochs=200)
    spec = spec.but(learning_rate=0.2)
    history = trained(spec, classification).history
    assert history.curves["train_accuracy"][0, 0] == (classification.train.y == 0).mean()
    assert history.curves["train_accuracy"][-1, 0] > history.curves["train_accuracy"][0, 0]


def test_what_does_not_suit_the_data_is_refused(regression):
    with pytest.raises(SpecError, match="shift must be 0"):
        start(Spec(shift=1), regression)
    with pytest.raises(SpecError, match="hidden must be layers with at most"):
        start(Spec(hidden=(2048,) * 16), regression)
    with pytest.raises(SpecError, match="sample_every must be at most 7"):
        start(Spec(sample_every=8), regression)
    with pytest.raises(SpecError, match="evaluate_every must be such that"):
        start(Spec(epochs=100_000, replicates=400), regression)


@pytest.mark.parametrize(
    ("loss", "output"), [("categorical_cross_entropy", "softmax"), ("binary_cross_entropy", "sigmoid")]
)
def test_a_cross_entropy_is_refused_where_there_are_no_classes(loss, output, regression, classification):
    with pytest.raises(SpecError, match=r"loss must be one of mse, .*huber for data without classes, got '.*entropy'"):
        start(Spec(loss=loss, output=output), regression)
    start(Spec(loss=loss, output=output), classification)


@pytest.mark.parametrize(
    ("name", "shape", "message"),
    [
        ("x", (3,), r"x must be of the shape \(rows, 3\), got \(3,\)"),
        ("x", (0, 3), r"x must be .* got \(0, 3\)"),
        ("x", (5, 2), r"x must be .* got \(5, 2\)"),
        ("parameters", (142,), r"parameters must be of the shape \(replicates, 126\), got \(142,\)"),
        ("parameters", (1, 5), r"parameters must be .* got \(1, 5\)"),
        ("parameters", (0, 126), r"parameters must be .* got \(0, 126\)"),
    ],
)
def test_predict_names_the_shapes_that_it_takes(name, shape, message, regression):
    arrays = {"parameters": np.zeros((1, 126)), "x": np.zeros((2, 3))}
    assert predict(Spec(), regression, **arrays).shape == (1, 2, 2)
    with pytest.raises(ValueError, match=message):
        predict(Spec(), regression, **(arrays | {name: np.zeros(shape)}))
