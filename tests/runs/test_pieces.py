"""Pieces of runs against the runs themselves: fewer seeds, fewer epochs, pieces beside each other, bit for bit."""

import numpy as np
import pytest

from datasets import load
from mlp.engine.training import advance, start
from mlp.runs.pieces import beside, piece, seeds_served
from tests.runs.by_hand import SPEC, direct, same

WHOLE = SPEC.but(replicates=4, epochs=30, evaluate_every=4, snapshots=(0, 7, 12))
SOME_DIVERGE = WHOLE.but(learning_rate=0.05, snapshots=tuple(range(31)))
UNLIKE = {
    "the same": {},
    "dropout, adam": {"dropout": 0.2, "optimizer": "adam"},
    "loss of each batch": {"running_loss": True},
    "thresholds": {"schedule": "thresholds", "thresholds": ((1.0, 0.0005),)},
    "full batch": {"batch_size": 0},
}


def alone(spec, replicates):
    """The history of a slice of a run's replicates, trained without the others."""
    data = load(spec.dataset, **dict(spec.data))
    return advance(spec, data, start(spec, data, replicates), spec.epochs).history


@pytest.mark.parametrize("changes", UNLIKE.values(), ids=UNLIKE)
def test_seeds_trained_one_after_the_other_are_those_trained_side_by_side(changes):
    spec = WHOLE.but(**changes)
    same(beside(spec, [alone(spec, slice(0, 1)), alone(spec, slice(1, 4))]), direct(spec).history)


def test_a_piece_that_ended_early_because_it_diverged_fits_too():
    spec = SOME_DIVERGE
    diverged = direct(spec).history.diverged
    assert (diverged >= 0).any(), "the test needs some that diverge"
    assert (diverged < 0).any(), "and some that do not"
    order = [alone(spec, slice(seed, seed + 1)) for seed in range(4)]
    same(beside(spec, order), direct(spec).history)


def test_a_diverged_network_has_no_weights_from_that_epoch_on():
    """Whether others train on beside it or not, that is all there is to know of it."""
    overflowing = {"hidden": (), "batch_size": 0, "learning_rate": 10.0}  # its losses do before its weights
    history = direct(SOME_DIVERGE.but(**overflowing)).history
    for seed, gone in enumerate(history.diverged):
        known = [epoch for epoch, weights in history.snapshots.items() if np.isfinite(weights[seed]).any()]
        assert known == list(range(gone))


def test_seeds_that_are_not_there_yet_are_no_numbers():
    history = beside(WHOLE, [alone(WHOLE, slice(0, 1))])
    assert history.curves["train_loss"].shape == (9, 4)
    assert np.isfinite(history.final("train_loss")).tolist() == [True, False, False, False]
    assert np.isfinite(history.snapshots[30]).all(axis=1).tolist() == [True, False, False, False]
    assert history.diverged.tolist() == [-1] * 4


@pytest.mark.parametrize(
    "changes",
    [
        {"replicates": 1},
        {"replicates": 3, "snapshots": (7,)},
        {"epochs": 12, "snapshots": (0, 7)},
        {"epochs": 12, "snapshots": ()},
        {"epochs": 12, "snapshots": (), "learning_rate": 0.05},
    ],
)
def test_a_smaller_run_is_a_piece_of_a_larger_one(changes):
    spec = WHOLE.but(**changes)
    whole = WHOLE.but(learning_rate=spec.learning_rate)
    history = direct(whole).history
    assert seeds_served(spec, whole, history.diverged) == spec.replicates
    same(piece(history, spec), direct(spec).history)


@pytest.mark.parametrize(
    ("changes", "of"),
    [
        ({"epochs": 31}, {}),  # more
        ({"epochs": 10, "snapshots": ()}, {}),  # not measured then
        ({"epochs": 8, "snapshots": ()}, {}),  # no weights of then
        ({"snapshots": (3,)}, {}),
        ({"seed": 1}, {}),
        ({"epochs": 12, "snapshots": ()}, {"schedule": "cosine"}),  # another rate from the first epoch on
    ],
)
def test_what_a_run_lacks_is_not_taken_from_it(changes, of):
    whole = WHOLE.but(**of)
    assert seeds_served(whole.but(**changes), whole, np.full(4, -1)) == 0


def test_more_seeds_than_there_are_take_what_there_is():
    assert seeds_served(WHOLE.but(replicates=9), WHOLE, np.full(4, -1)) == 4


def test_seeds_that_all_diverged_would_have_ended_earlier_alone():
    assert seeds_served(WHOLE.but(replicates=1), WHOLE, np.array([9, -1, -1, -1])) == 0
    assert seeds_served(WHOLE.but(replicates=1, epochs=12, snapshots=()), WHOLE, np.array([29, -1, -1, -1])) == 1
