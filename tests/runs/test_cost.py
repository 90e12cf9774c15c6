"""The price of a run, where it does not depend on the machine."""

import tracemalloc

import numpy as np
import pytest

from datasets import Dataset, Split
from mlp import Spec
from mlp.engine.network import layer_sizes
from mlp.engine.training import advance, start
from mlp.parts.activations import HIDDEN
from mlp.parts.optimizers import OPTIMIZERS
from mlp.runs import cost

PLAIN = Spec(batch_size=0, epochs=10)


def price(spec, rows=1000):
    return cost.seconds(spec, (2, *spec.hidden, 1), rows, rows)


def test_a_batch_larger_than_the_data_costs_no_more_than_all_rows_at_once():
    for figure in (cost.seconds, cost.memory):
        huge, all_rows = (figure(PLAIN.but(batch_size=size), (2, 20, 1), 1000, 1000) for size in (1_000_000, 1000))
        assert huge == all_rows


@pytest.mark.parametrize("field", ["epochs", "replicates"])
def test_more_costs_more(field):
    assert price(PLAIN.but(**{field: 100})) > price(PLAIN.but(**{field: 10}))


@pytest.mark.parametrize("batch_size", [0, 10])
def test_rows_held_out_are_only_measured(batch_size):
    spec, sizes = PLAIN.but(batch_size=batch_size), (2, 20, 1)
    half = cost.seconds(spec.but(held_out=0.5), sizes, 100_000, 100_000)
    assert half == pytest.approx(cost.seconds(spec, sizes, 50_000, 100_000))


def test_data_with_too_few_samples_has_a_price_too():
    assert price(PLAIN.but(sample_every=500), rows=3) > 0


def test_the_price_of_known_runs():
    """Times that one core took, measured when the model was made: far off, it would be another model."""
    width, final = Spec(epochs=1, replicates=10), Spec(epochs=1, hidden=(100, 80, 50, 30, 10))
    assert 0.052 / 3 < price(width, 10_000) < 0.052 * 3
    assert 0.077 / 3 < price(final, 10_000) < 0.077 * 3
    wide = Spec(epochs=1, hidden=(2048,), batch_size=10_000)
    assert 0.15 / 3 < price(wide, 10_000) < 0.15 * 3


def test_every_activation_and_optimizer_has_its_cost():
    assert cost.ACTIVATION.keys() == HIDDEN.keys()
    assert cost.OPTIMIZER.keys() == OPTIMIZERS.keys()
    assert all(cost.OPTIMIZER[name][2] == optimizer.memory for name, optimizer in OPTIMIZERS.items())


MEMORY = {
    "a wide batch": {"hidden": (300,), "batch_size": 1000},
    "a wide batch of GELUs": {"hidden": (200, 100), "batch_size": 1000, "activation": "gelu"},
    "many seeds": {"hidden": (20,), "batch_size": 500, "replicates": 40},
    "dropout": {"hidden": (200, 200), "batch_size": 600, "dropout": 0.5},
    "float64": {"hidden": (300,), "batch_size": 1000, "dtype": "float64", "activation": "tanh"},
    "many weights": {"hidden": (500, 500), "batch_size": 10, "sample_every": 50},
    "Adam's memory": {"hidden": (400, 400), "batch_size": 10, "optimizer": "adam", "sample_every": 50},
    "snapshots": {
        "hidden": (200, 200),
        "batch_size": 40,
        "snapshots": tuple(range(20)),
        "epochs": 20,
        "sample_every": 50,
    },
    "images": {"features": 784, "hidden": (64,), "batch_size": 64},
    "images, all seeds at once": {"features": 784, "hidden": (30,), "batch_size": 0, "replicates": 10},
    "images in their order": {"features": 784, "hidden": (30,), "batch_size": 100, "shuffle": "never"},
    "rows held out": {"features": 60, "hidden": (10,), "batch_size": 20, "replicates": 10, "held_out": 0.4},
    "rows held out, all at once": {"features": 60, "hidden": (10,), "batch_size": 0, "replicates": 10, "held_out": 0.4},
    "images held out": {"features": 784, "hidden": (30,), "batch_size": 64, "replicates": 5, "held_out": 0.3},
}


@pytest.mark.parametrize("name", MEMORY)
def test_the_memory_of_a_run_is_estimated_within_a_factor_of_two(name):
    settings = {"epochs": 2, "evaluate_every": 50, "learning_rate": 1e-6, **MEMORY[name]}
    features = settings.pop("features", 2)
    spec, data = Spec(**settings), random_data(features)
    estimated = cost.memory(spec, layer_sizes(spec, data), 2000, 2000)
    measured = peak(spec, data)
    assert measured > 2_000_000, "large enough to tell arrays from odds and ends"
    assert measured / 2 < estimated < measured * 2, f"{estimated:,.0f} bytes estimated, {measured:,.0f} measured"


def random_data(features, rows=2000):
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, (rows, features), np.uint8) if features >= 64 else rng.random((rows, features))
    return Dataset("random", Split(x, rng.random((rows, 2))), scale=1 / 255 if features >= 64 else 1.0)


def peak(spec, data):
    """The most bytes that a run has at a time."""
    tracemalloc.start()
    try:
        advance(spec, data, start(spec, data), spec.epochs)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_what_is_left_follows_the_estimate_first_and_then_the_pace():
    assert cost.remaining(estimate=40, share=0, wall=0) == 40
    assert cost.remaining(40, share=0.5, wall=20) == pytest.approx(20)
    assert cost.remaining(4, share=0.5, wall=20) == pytest.approx(20, rel=0.1)
    assert cost.remaining(4, share=0, wall=8) > 4, "slow from the start"
    assert cost.remaining(4, share=1, wall=8) == 0
