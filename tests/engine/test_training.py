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
from mlp.engine.epochs import replay
from mlp.engine.network import layer_sizes, layers
from mlp.engine.program import Program
from mlp.engine.training import advance, generators, start
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.schedules import SCHEDULES
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
    for _ in range(spec.epochs):
        order = rng.permutation(len(x)) if spec.shuffle else np.arange(len(x))
        size = spec.batch_size or len(x)
        for first in range(0, len(x), size):
            batch = order[first : first + size]
            rate = spec.learning_rate / (len(batch) if spec.reduction == "mean" else 1)
            network.step(x[batch], y[batch], rate)
        curve.append(network.losses(x, y).mean())
    return curve, network


@pytest.mark.parametrize("shuffle", [True, False])
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
    {"shuffle": False, "batch_size": 3},
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


def test_shuffled_orders_differ_between_replicates_and_seeds(regression):
    spec = Spec(initializer="zeros", hidden=(), batch_size=1, learning_rate=0.1, epochs=1, replicates=2)
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
def test_a_step_allocates_nothing_of_a_layers_size(settings, replicates):
    """In 100 steps, less memory comes and goes than one layer of one network has (numpy casts through 8 kB)."""
    data = tiny(outputs=1, rows=1000)
    spec = Spec(hidden=(400, 400), batch_size=10, replicates=replicates, shuffle=False, epochs=9, **settings)
    program = Program(spec, data, generators(spec))
    program.epoch.train(np.full(replicates, 1e-6))
    forward, backward, update = program.epoch.steps[10]
    tracemalloc.start()
    replay(program.epoch.whole, forward.tape, backward.tape, update.tape)
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


def rates(**settings):
    spec = Spec(learning_rate=1.0, epochs=10, **settings)
    schedule, rate = SCHEDULES[spec.schedule], np.ones(1)
    losses = iter([1.0, 0.4, 0.6, 0.05, 0.3, 0.3])
    seen = []
    for epoch in range(6):
        rate = schedule(spec, epoch, rate, np.array([next(losses)]))
        seen.append(float(rate[0]))
    return seen


def test_schedules_by_hand():
    assert rates(schedule="constant") == [1] * 6
    assert rates(schedule="step", gamma=0.5, every=2) == [1, 1, 0.5, 0.5, 0.25, 0.25]
    assert rates(schedule="exponential", gamma=0.5) == [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]
    assert rates(schedule="cosine")[5] == pytest.approx(0.5)
    assert rates(schedule="thresholds", thresholds=((0.5, 0.1), (0.1, 0.01))) == [1, 0.1, 0.1, 0.01, 0.01, 0.01]


def test_what_does_not_suit_the_data_is_refused(regression):
    with pytest.raises(SpecError, match="shift must be 0"):
        start(Spec(shift=1), regression)
    with pytest.raises(SpecError, match="hidden must be layers with at most"):
        start(Spec(hidden=(2048,) * 16), regression)
    with pytest.raises(SpecError, match="sample_every must be at most 7"):
        start(Spec(sample_every=8), regression)
    with pytest.raises(SpecError, match="evaluate_every must be such that"):
        start(Spec(epochs=100_000, replicates=400), regression)
