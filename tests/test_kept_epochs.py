"""Which epochs' weights a run keeps: early ones densest, and no more than a stored result has room for."""

import itertools

import pytest

from mlp.engine.network import parameter_count
from mlp.frames import MOST, ROOM, kept_epochs

DIGITS, WIDE = (784, 10, 10), (784, 256, 128, 12)


@pytest.mark.parametrize("epochs", [1, 10, 35, 350, 100_000])
@pytest.mark.parametrize("sizes", [(1, 2, 1), DIGITS, WIDE, (784, 2048, 2048, 10)])
@pytest.mark.parametrize("replicates", [1, 10, 400])
def test_first_and_last_epoch_are_kept_and_no_more_than_fit(epochs, sizes, replicates):
    kept = kept_epochs(epochs, sizes, replicates)
    assert kept == tuple(sorted(set(kept)))
    assert (kept[0], kept[-1]) == (0, epochs)
    assert len(kept) <= MOST
    assert len(kept) == 2 or len(kept) * replicates * parameter_count(sizes) <= ROOM


def test_small_networks_keep_all_of_the_beginning_and_ever_fewer_later():
    kept = kept_epochs(350, DIGITS, 10)
    assert kept[:21] == tuple(range(21))
    gaps = [later - earlier for earlier, later in itertools.pairwise(kept)]
    assert gaps == sorted(gaps)
    assert len(kept) > 50


def test_wide_networks_keep_few():
    assert len(kept_epochs(35, WIDE, 3)) == 11


@pytest.mark.parametrize("replicates", [10, 40, 400])
def test_more_seeds_keep_some_of_the_epochs_of_fewer_so_that_these_serve(replicates):
    assert set(kept_epochs(350, DIGITS, replicates)) <= set(kept_epochs(350, DIGITS, 10))


def test_a_shorter_run_is_part_of_a_longer_one():
    assert set(kept_epochs(100, DIGITS, 10)) <= set(kept_epochs(350, DIGITS, 10))
