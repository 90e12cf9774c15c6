"""The contract of every data set: by name, options checked, splits shared and read-only."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import datasets
from datasets import DataError, Split
from datasets.dataset import check, generator
from datasets.sources import sine

COMPUTED = ("surface", "sine", "iris")
RANDOM = ("surface", "sine")


def test_every_data_set_names_its_options_and_their_defaults():
    assert {*COMPUTED, "mnist"} <= set(datasets.names())
    assert datasets.options("surface")["step"] == 0.1
    assert all("seed" in datasets.options(name) for name in RANDOM)


@pytest.mark.parametrize("name", COMPUTED)
def test_a_data_set_is_loaded_once_and_never_changed(name):
    data = datasets.load(name)
    assert data is datasets.load(name, **datasets.options(name))
    assert data.name == name
    assert data.source
    assert bool(data.classes) == (name == "iris")
    with pytest.raises(ValueError, match="read-only"):
        data.train.x[0] = 0


@pytest.mark.parametrize("name", ["nonsense", "", "../surface", "__init__"])
def test_unknown_names_are_refused(name):
    with pytest.raises(DataError, match=r"data set must be one of .*surface"):
        datasets.load(name)


def test_unknown_options_are_refused_by_name():
    with pytest.raises(DataError, match=r"surface has the options step, .* got speed"):
        datasets.load("surface", speed=3)
    with pytest.raises(DataError, match=r"iris has no options, got seed"):
        datasets.load("iris", seed=3)


@pytest.mark.parametrize("value", [None, [1], {"a": 1}, b"1"])
def test_options_are_numbers_or_texts(value):
    with pytest.raises(DataError, match="noise must be a number or a text"):
        datasets.load("surface", noise=value)


@pytest.mark.parametrize("seed", [-1, 1.5, 1.0, True, "1", 2**32, np.nan])
@pytest.mark.parametrize("name", RANDOM)
def test_a_seed_is_a_whole_number_that_is_not_negative(name, seed):
    datasets.load(name, seed=1)
    with pytest.raises(DataError, match="seed must be a whole number from 0 to 4294967295, got"):
        datasets.load(name, seed=seed)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, "x", "1", True, 10.1, -0.1, 10**400])
def test_check_refuses_what_is_no_number_in_range(value):
    with pytest.raises(DataError, match="noise must be a number from 0 to 10, got"):
        check("noise", value, 0, 10)


def test_check_takes_both_ends_and_numpy_numbers_and_quotes_briefly():
    for value in (0, 10, 0.5, np.float64(3), np.int64(3)):
        check("noise", value, 0, 10)
    with pytest.raises(DataError) as caught:
        check("noise", "x" * 10_000, 0, 10)
    assert len(str(caught.value)) < 120


def test_the_same_seed_draws_the_same_numbers():
    assert generator(3).random() == generator(3).random() != generator(4).random()


def test_only_data_sets_with_a_choice_have_a_best_source():
    assert datasets.best_source("surface") is None
    assert datasets.best_source("mnist") in ("idx", "kaggle", "digits")


def test_a_burst_of_visitors_reads_the_data_once(monkeypatch):
    def slow(rows, seed):
        time.sleep(0.05)
        return Split(np.zeros((rows, 1)), np.zeros((rows, 1)))

    monkeypatch.setattr(sine, "load", slow)
    datasets._load.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(lambda _: datasets.load("sine", rows=3, seed=0), range(4)))
    datasets._load.cache_clear()
    assert all(data is loaded[0] for data in loaded)
