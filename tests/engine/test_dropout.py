"""Dropout: which units it leaves out, and that what is left is scaled up to be the same on average."""

import numpy as np
import pytest

from mlp import Spec
from mlp.engine.program import Program
from mlp.engine.training import advance, generators, start
from mlp.parts.tape import play
from tests.conftest import tiny

ROWS, UNITS = 200, 50


def dropped(share):
    """(hidden activations, what is passed on of them), both (rows, units + 1), of one batch."""
    data = tiny(rows=ROWS)
    spec = Spec(hidden=(UNITS,), activation="sigmoid", dropout=share, batch_size=ROWS, shuffle="never")
    (epoch,) = Program(spec, data, generators(spec)).epoch.epochs
    forward, _, _ = epoch.step(ROWS)
    epoch.whole[0][0]()
    play(forward.tape)
    return forward.hidden.layers[0], forward.passed.layers[0]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_share_of_the_units_is_left_out_and_the_others_are_scaled_up(share):
    hidden, passed = dropped(share)
    kept = passed[:, :-1] != 0
    assert kept.mean() == pytest.approx(1 - share, abs=0.02)
    np.testing.assert_allclose(passed[:, :-1][kept], hidden[:, :-1][kept] / (1 - share), rtol=1e-6)
    assert len(np.unique(kept, axis=0)) > ROWS / 2, "each row leaves out others"


def test_the_column_of_ones_is_never_left_out():
    hidden, passed = dropped(0.9)
    np.testing.assert_array_equal(hidden[:, -1], passed[:, -1])


def test_nothing_is_left_out_where_networks_are_measured(regression):
    spec = Spec(hidden=(8,), learning_rate=1e-12, epochs=3)
    losses = [
        advance(each, regression, start(each, regression), 3).history.curves["train_loss"]
        for each in (spec, spec.but(dropout=0.5))
    ]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-6)


def test_errors_go_back_through_kept_units_alone(regression):
    """Where nearly all is left out, most weights of the first layer do not move in one step."""
    spec = Spec(hidden=(40,), activation="sigmoid", batch_size=1, sample_every=7, dropout=0.9, epochs=1)
    before = start(spec, regression)
    after = advance(spec, regression, before, 1)
    moved = (before.parameters != after.parameters)[0, : 4 * 41].reshape(4, 41)[:, :-1].any(axis=0)
    assert 0 < moved.sum() < 15
