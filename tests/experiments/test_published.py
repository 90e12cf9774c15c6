"""One real run of every experiment, held to the figures measured independently over many seeds.

The images need the real files, in the folder that MLP_EXPLORER_REAL_DATA names.
"""

import os
from pathlib import Path

import numpy as np
import pytest

import datasets
from mlp.experiments import EXPERIMENTS
from mlp.runs.runner import Runner

REAL = os.environ.get("MLP_EXPLORER_REAL_DATA")
needs_real_data = pytest.mark.skipif(not REAL, reason="MLP_EXPLORER_REAL_DATA names no folder with MNIST and hanzi")
SURFACE_RUNS = {
    "width 10": (0.018, 0.613), "width 20": (0.014, 0.219), "width 50": (0.011, 0.051), "width 100": (0.0096, 0.0234),
    "depth 1": (0.014, 0.219), "depth 2": (0.0022, 0.046), "depth 3": (0.0015, 0.0061), "depth 4": (0.0009, 0.0084),
}  # fmt: skip


@pytest.fixture(scope="module")
def runner():
    if REAL:
        os.environ["MLP_EXPLORER_MNIST"] = str(Path(REAL) / "mnist")
        os.environ["MLP_EXPLORER_HANZI"] = str(Path(REAL) / "hanzi" / "train.zip")
    with Runner(datasets.load) as runner:
        yield runner


def submitted(runner, name, preset, replicates, **data):
    """label -> Ticket of a preset's runs."""
    return {
        label: runner.submit(spec.but(replicates=replicates, data={**dict(spec.data), **data}, snapshots=()))
        for label, spec in EXPERIMENTS[name].runs(preset).items()
    }


def finished(tickets):
    """label -> History, once all runs are done."""
    assert all(ticket.wait(400) for ticket in tickets.values())
    assert [ticket.error for ticket in tickets.values()] == [None] * len(tickets)
    return {label: ticket.history for label, ticket in tickets.items()}


def histories(*arguments, **data):
    """label -> History of a preset's runs, as `submitted` takes it."""
    return finished(submitted(*arguments, **data))


@pytest.mark.parametrize("name", ["surface-width", "surface-depth"])
def test_surface_sweeps(runner, name):
    runs = histories(runner, name, "published", replicates=30)
    for label, history in runs.items():
        low, high = SURFACE_RUNS[label]
        assert low <= np.median(history.final("train_loss")) <= high, label
    verdict = EXPERIMENTS[name].claims[0].judge(runs)
    assert verdict["ends"]["holds"] == 30
    assert verdict["chain"]["holds"] < 30


def test_surface_fit(runner):
    summed = histories(runner, "surface-fit", "published", replicates=5)["sum"]
    assert 1.2e-4 <= np.median(summed.final("train_loss")) <= 2.7e-4
    assert 1.2e-4 <= np.median(summed.final("validation_loss")) <= 2.8e-4
    mean = histories(runner, "surface-fit", "mean", replicates=2)["mean"]
    assert mean.final("train_loss").min() > 2.7e-4


def test_sine(runner):
    published = histories(runner, "sine", "published", replicates=5)["published"]
    corrected = histories(runner, "sine", "corrected", replicates=5)["corrected"]
    assert 0.0065 <= np.median(published.final("train_loss")) <= 0.0092
    assert np.median(corrected.final("train_loss")) < 1.2e-4


def test_sine_explodes_from_a_rate_of_0_05_unless_it_is_clipped(runner):
    runs = histories(runner, "sine", "explosion", replicates=3)
    assert (runs["rate 0.015"].diverged < 0).all()
    assert (runs["rate 0.1"].diverged >= 0).all()
    assert (runs["rate 0.05, clipped"].final("train_loss") < 0.01).all()
    assert (runs["rate 0.1, clipped"].final("train_loss") > 100).all()


def test_iris(runner):
    (history,) = histories(runner, "iris", "published", replicates=10).values()
    at_390 = history.epochs.tolist().index(390)
    printed, real = history.curves["running_loss"][at_390], history.curves["train_loss"][at_390]
    accuracy = history.final("train_accuracy")
    assert (np.isclose(accuracy, 0.96) | np.isclose(accuracy, 0.9667, atol=1e-4)).sum() >= 9
    assert (printed > 0.39).all()
    assert (printed < 1.12).all()
    assert 6 < np.median(real / printed) < 8.5


@needs_real_data
def test_mnist(runner):
    tickets = submitted(runner, "mnist", "corrected", replicates=10, source="idx")
    tickets |= submitted(runner, "mnist", "he", replicates=5, source="idx")
    tickets |= submitted(runner, "mnist", "adam", replicates=1, source="idx")
    corrected, he, adam = (np.median(history.final("test_accuracy")) for history in finished(tickets).values())
    assert 0.79 <= corrected <= 0.83
    assert he >= 0.89
    assert adam >= 0.975


@needs_real_data
@pytest.mark.parametrize(("preset", "least"), [("every-sample", 0.80), ("shifts", 0.91), ("big", 0.97)])
def test_hanzi(runner, preset, least):
    (history,) = histories(runner, "hanzi", preset, replicates=1, source="folder").values()
    assert history.final("test_accuracy")[0] >= least
