"""The iris page's figures, from runs of a few epochs."""

import numpy as np
import pytest

import datasets
from mlp.engine.training import advance, start
from mlp.experiments.iris import EXPERIMENT
from mlp.history import FINISHED, History
from mlp.runs.jobs import Report
from pages.shared.iris import views as iris_views


@pytest.fixture(scope="module")
def reports():
    return {label: trained(spec.but(epochs=3, replicates=2, snapshots=())) for label, spec in EXPERIMENT.runs().items()}


def trained(spec):
    data = datasets.load("iris", **dict(spec.data))
    return Report(spec, FINISHED, advance(spec, data, start(spec, data), 3).history, 3)


def test_every_run_split_and_seed_has_a_dot(reports):
    table = iris_views.accuracy_table(reports)
    assert table.groupby("run").size().to_dict() == {
        "in order: flowers seen": 2,
        "shuffled: flowers seen": 2,
        "held out: flowers seen": 2,
        "held out: new flowers": 2,
    }
    assert table["value"].between(0, 1).all()


def test_the_network_is_drawn_with_the_flowers_that_its_seed_saw(reports):
    report = reports["held out"]
    for seed in range(2):
        network = (report.spec, 3, seed, report.history.snapshots[3][seed])
        data = iris_views.flowers(network)
        shares = iris_views.shares(network, data)
        for split, share, name in zip((data.train, data.test), shares, ("train", "test"), strict=True):
            right = (share.argmax(axis=1) == split.y).mean()
            assert right == report.history.final(f"{name}_accuracy")[seed]
        assert len(iris_views.points(data, shares, 0, 1)) == 150
    assert not np.array_equal(data.test.x, iris_views.flowers((report.spec, 3, 0, None)).test.x)
    assert iris_views.flowers(None) is datasets.load("iris")


def test_no_runs_no_dots():
    assert iris_views.accuracy_table({}).empty


def test_the_ratio_says_how_many_times_the_printed_loss_is_too_low():
    curves = {"train_loss": np.array([[8.0, 6.0, 7.0]]), "running_loss": np.array([[2.0, 1.0, 1.0]])}
    assert iris_views.ratio(History(np.array([1]), curves)) == "6.0 ×"
    gone = {"train_loss": np.full((1, 3), np.nan), "running_loss": np.zeros((1, 3))}
    assert iris_views.ratio(History(np.array([1]), gone)) == ""
