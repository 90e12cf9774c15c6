"""What pages say of seeds: what dots are, which diverged, how large a share of all seeds may be."""

import numpy as np

from mlp import Spec
from mlp.history import FINISHED, History
from mlp.runs.jobs import Report
from pages.shared.seeds import diverged, dots_explained, share


def report(*gone):
    curve = np.where(np.array(gone) < 0, 1.0, np.nan)[None]
    return Report(Spec(), FINISHED, History(np.array([5]), {"train_loss": curve}, {}, np.array(gone), FINISHED))


def test_dots_are_explained_and_the_missing_named():
    assert dots_explained({"a": report(-1, -1)}).endswith("the upright line is their median.")
    words = dots_explained({"a": report(-1, 2, 7), "b": report(3, -1), "c": report(-1), "d": Report(Spec())})
    assert words.endswith("Diverged, so without a dot: a: 2 of 3 at epochs 2 to 7; b: 1 of 2 at epoch 3.")


def test_a_network_is_diverged_from_that_epoch_on():
    history = report(-1, 3).history
    assert [diverged(history, 1, epoch) for epoch in (2, 3, 4)] == ["", *["diverged at epoch 3"] * 2]
    assert diverged(history, 0, 9) == ""


def test_a_share_is_given_with_its_interval():
    assert share(4, 10) == "4 of 10 (17% to 69%)"
