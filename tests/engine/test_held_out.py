"""Rows held out: others for each replicate, never trained on, and measured as the test split."""

import numpy as np
import pytest

from datasets import Dataset, Split
from mlp import Spec, SpecError
from mlp.engine import groups, training
from mlp.engine.evaluation import predict
from mlp.engine.training import advance, generators, seen_by, start
from tests.conftest import tiny
from tests.engine.test_training import alone_is_beside, same_bits, textbook_run, trained

KINDS = [
    {"batch_size": 0},
    {"batch_size": 0, "sample_every": 2},
    {"batch_size": 1, "shuffle": "never", "running_loss": True},
    {"batch_size": 3, "shuffle": "once"},
    {"batch_size": 4, "sample_every": 2, "optimizer": "adam", "dropout": 0.3},
]


def flowers(rows=30, features=4):
    """Three classes of which the rows are all different."""
    rng = np.random.default_rng(1)
    split = Split(rng.standard_normal((rows, features)), np.repeat([0, 1, 2], rows // 3))
    return Dataset("flowers", split, classes=("a", "b", "c"))


def pictures(rows=260):
    """Images, which the engine keeps as bytes, more of them than it takes at a time."""
    rng = np.random.default_rng(2)
    split = Split(rng.integers(0, 256, (rows, 144), np.uint8), rng.integers(0, 3, rows))
    return Dataset("pictures", split, classes=("a", "b", "c"), image_shape=(12, 12), scale=1 / 255)


def spec_of(**settings):
    common = {"hidden": (5,), "output": "softmax", "loss": "categorical_cross_entropy", "learning_rate": 0.05}
    return Spec(**{**common, "init_scale": 0.5, "epochs": 4, "held_out": 0.3, **settings})


def row_set(x):
    return set(map(bytes, np.ascontiguousarray(x)))


def test_each_replicate_holds_out_other_rows_the_same_share_of_every_class():
    data, spec = flowers(), spec_of(replicates=8)
    splits = [seen_by(spec, data, replicate) for replicate in range(8)]
    for seen in splits:
        assert np.bincount(seen.train.y).tolist() == [7, 7, 7]
        assert np.bincount(seen.test.y).tolist() == [3, 3, 3]
        assert row_set(seen.train.x) | row_set(seen.test.x) == row_set(data.train.x)
        assert (np.diff(seen.train.y) >= 0).all(), "the order stays"
    assert len({frozenset(row_set(seen.test.x)) for seen in splits}) == 8
    again = seen_by(spec.but(replicates=3), data, 2)
    np.testing.assert_array_equal(again.test.x, splits[2].test.x)
    other = seen_by(spec.but(seed=1), data, 2)
    assert row_set(other.test.x) != row_set(splits[2].test.x)


def test_targets_that_are_no_classes_are_held_out_as_one():
    data = tiny(rows=10)
    seen = seen_by(Spec(held_out=0.25), data, 0)
    assert (len(seen.train), len(seen.test)) == (8, 2)
    assert row_set(seen.train.x) | row_set(seen.test.x) == row_set(data.train.x)
    assert seen.validation is data.validation


def test_no_class_is_held_out_as_a_whole():
    data = Dataset("rare", Split(np.arange(8.0)[:, None], np.array([0] * 6 + [1, 1])), classes=("often", "seldom"))
    seen = seen_by(spec_of(held_out=0.9), data, 0)
    assert np.bincount(seen.train.y).tolist() == [1, 1]


def test_without_a_share_all_rows_are_trained_on():
    data = flowers()
    assert seen_by(Spec(), data, 0) is data
    assert "test_loss" not in trained(spec_of(held_out=0), data).history.curves


@pytest.mark.parametrize("settings", KINDS)
def test_initial_weights_and_other_random_numbers_stay_as_they_were(settings):
    data = flowers()
    own, all_rows = (start(spec_of(replicates=3, held_out=share, **settings), data) for share in (0.3, 0))
    np.testing.assert_array_equal(own.parameters, all_rows.parameters)
    assert own.generators == all_rows.generators


def test_what_is_held_out_comes_from_a_stream_behind_the_others():
    own = generators(Spec(seed=5, replicates=2))[1]
    streams = own.initial, own.order, own.dropout, own.shift, own.held_out
    seeds = np.random.SeedSequence(5).spawn(2)[1].spawn(5)
    for stream, seed in zip(streams, seeds, strict=True):
        assert stream.random() == np.random.default_rng(seed).random()


@pytest.mark.parametrize("data", [flowers(), pictures()], ids=["flowers", "pictures"])
@pytest.mark.parametrize("settings", KINDS)
def test_a_run_is_one_on_the_data_that_each_replicate_sees(settings, data):
    """The first replicate's weights are those of a run without the held-out rows, so none of them was trained on."""
    spec = spec_of(dtype="float64", **settings)
    if "running_loss" in settings:
        spec = spec.but(output="sigmoid", loss="half_squares")
    ours, plain = trained(spec, data), trained(spec.but(held_out=0), seen_by(spec, data, 0))
    np.testing.assert_allclose(ours.parameters, plain.parameters, rtol=1e-9, atol=1e-12)
    assert ours.history.curves.keys() == plain.history.curves.keys()
    assert "test_accuracy" in ours.history.curves
    for name, curve in plain.history.curves.items():
        np.testing.assert_allclose(ours.history.curves[name], curve, rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("settings", [{"batch_size": 0}, {"batch_size": 4}, {"batch_size": 1, "shuffle": "never"}])
def test_a_run_is_the_textbooks(settings):
    data, spec = flowers(), spec_of(dtype="float64", reduction="mean", activation="tanh", **settings)
    seen = seen_by(spec, data, 0)
    curve, network = textbook_run(spec.but(held_out=0), seen)
    curves = trained(spec, data).history.curves
    np.testing.assert_allclose(curves["train_loss"][:, 0], curve, rtol=1e-10)
    expected = network.losses(seen.test.x, np.eye(3)[seen.test.y]).mean()
    np.testing.assert_allclose(curves["test_loss"][-1, 0], expected, rtol=1e-10)


@pytest.mark.parametrize("settings", KINDS)
def test_curves_are_what_each_network_makes_of_its_own_rows(settings):
    data, spec = flowers(), spec_of(replicates=4, hidden=(6,), learning_rate=0.01, loss="mse", output="sigmoid")
    state = trained(spec.but(**settings), data)
    for replicate in range(4):
        seen = seen_by(spec, data, replicate)
        for name, split in (("train", seen.train), ("test", seen.test)):
            outputs = predict(spec.but(replicates=1), data, state.parameters[[replicate]], split.x)[0]
            right = (outputs.argmax(axis=1) == split.y).mean()
            loss = ((outputs - np.eye(3)[split.y]) ** 2).mean()
            assert state.history.final(f"{name}_accuracy")[replicate] == right
            assert state.history.final(f"{name}_loss")[replicate] == pytest.approx(loss, rel=1e-5)


@pytest.mark.parametrize("data", [flowers(), pictures()], ids=["flowers", "pictures"])
@pytest.mark.parametrize("settings", [*KINDS[:2], KINDS[3], KINDS[4]])
def test_bits_are_the_same_beside_others(settings, data):
    for replicates in (2, 5):
        alone_is_beside(spec_of(**settings), data, replicates)


@pytest.mark.parametrize("settings", [KINDS[0], KINDS[3], KINDS[4]])
@pytest.mark.parametrize("replicates", [slice(1, 5), slice(3, None)])
def test_a_slice_of_the_replicates_has_their_own_rows_however_it_is_cut(settings, replicates):
    data, spec = flowers(), spec_of(replicates=5, **settings)
    whole, part = trained(spec, data), start(spec, data, replicates)
    for epochs in (1, 2, 10):
        part = advance(spec, data, part, epochs)
        training._program.cache_clear()
    np.testing.assert_array_equal(part.parameters, whole.parameters[replicates])
    for name, curve in whole.history.curves.items():
        np.testing.assert_array_equal(part.history.curves[name], curve[:, replicates], err_msg=name)


def test_slices_under_way_at_a_time_keep_their_own_rows():
    data, spec = flowers(), spec_of(replicates=4)
    parts = [start(spec, data, slice(first, first + 2)) for first in (0, 2)]
    for _ in range(spec.epochs):
        parts = [advance(spec, data, part, 1) for part in parts]
    whole = trained(spec, data)
    np.testing.assert_array_equal(np.concatenate([part.parameters for part in parts]), whole.parameters)


def test_groups_that_fit_the_cache_change_no_bits(monkeypatch):
    data, spec = flowers(), spec_of(replicates=5, batch_size=4)
    together = trained(spec, data)
    training._program.cache_clear()
    monkeypatch.setattr(groups, "CACHE", 1)
    same_bits(together, trained(spec, data))
    training._program.cache_clear()


def test_data_with_a_test_split_of_their_own_are_refused():
    train = flowers().train
    data = Dataset("split already", train, test=train, classes=("a", "b", "c"))
    with pytest.raises(SpecError, match=r"held_out must be 0 for data that have a test split already, got 0.3"):
        start(spec_of(), data)


def test_a_share_that_holds_nothing_out_is_refused():
    with pytest.raises(SpecError, match=r"held_out must be 0, or so large that it holds out one of 30 rows .* 0.01"):
        start(spec_of(held_out=0.01), flowers())
    with pytest.raises(SpecError, match=r"sample_every must be at most 21"):
        start(spec_of(sample_every=22), flowers())
