"""Prices at their limits, on a machine and with a model that are made up."""

import pytest

import datasets
from mlp import Spec
from mlp.experiments import EXPERIMENTS
from mlp.history import CANCELLED, FINISHED
from mlp.runs import cost, machine
from mlp.runs.jobs import Report
from mlp.runs.pace import pace
from pages.shared.runs import prices

SPEC = Spec(epochs=60)
GB = 10**9


@pytest.fixture(autouse=True)
def made_up(monkeypatch, tmp_path):
    """Two processors, a second for each epoch, a GB for each seed and 5 GB for each worker; nothing learnt yet."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.setattr(machine, "processors", lambda root="/": 2)
    monkeypatch.setattr(prices, "memory_share", lambda: 5 * GB)
    monkeypatch.setattr(cost, "seconds", lambda spec, *sizes: float(spec.epochs))
    monkeypatch.setattr(cost, "memory", lambda spec, *sizes: spec.replicates * GB)


def runs(count, **changes):
    return {str(seed): SPEC.but(seed=seed, **changes) for seed in range(count)}


def test_runs_share_the_processors():
    assert prices.together(runs(1)) == 60
    assert prices.together(runs(2)) == 60
    assert prices.together(runs(6)) == 180
    assert prices.longest_epoch({**runs(2), "long": SPEC}) == 1


def test_no_price_without_data(monkeypatch):
    monkeypatch.setattr(prices, "loaded", lambda spec: datasets.load("no such data"))
    assert prices.together(runs(1)) is None
    assert prices.words(None, runs(1), runs(1)) == "1 run × 1 seed"


def test_the_limits_are_half_an_hour_and_half_a_minute():
    assert (prices.LONGEST, prices.LONGEST_EPOCH) == (1800, 30)


def test_the_price_names_runs_seeds_time_and_much_memory(monkeypatch):
    assert prices.words(59.5, runs(3), runs(4)) == "4 runs × 1 seed, 1 cached, about 60 s, 3 GB of memory"
    assert prices.words(600, runs(9), runs(9)).endswith("about 10 min, 4 GB of memory"), "two for each worker"
    monkeypatch.setattr(prices, "memory", lambda spec: prices.NAMED - 1)
    assert prices.words(0.1, runs(1), runs(1)) == "1 run × 1 seed, about 1 s"


def test_a_run_beyond_the_memory_is_refused():
    assert prices.too_large(runs(10, replicates=5)) is None
    refusal = prices.too_large({**runs(2), "large": SPEC.but(replicates=6)})
    assert "6 GB" in refusal
    assert "5 GB" in refusal


def test_no_run_is_refused_where_the_memory_is_unknown(monkeypatch):
    monkeypatch.setattr(prices, "memory_share", lambda: None)
    assert prices.too_large(runs(1, replicates=400)) is None


def test_sizes_in_words():
    assert [prices.size(count) for count in (1, 10**8, 10**9, 158 * GB)] == ["1 MB", "100 MB", "1 GB", "158 GB"]


class Ended:
    def __init__(self, epoch):
        self.epochs = [0, epoch]


def test_prices_learn_from_runs_that_finished_here():
    prices.take_in(Report(SPEC, FINISHED, Ended(60), 60, seconds=120))
    assert prices.seconds(SPEC) == 120
    prices.take_in(Report(SPEC, CANCELLED, Ended(60), 60, seconds=600))
    prices.take_in(Report(SPEC, FINISHED, Ended(1), 1, seconds=600))
    assert pace() == 2, "neither what was stopped nor what diverged tells"
    prices.take_in(Report(SPEC, FINISHED, Ended(60), 60, seconds=120))
    assert pace() == 2, "what was learnt is no part of the model"


@pytest.mark.parametrize(("price", "starts"), [(5, True), (5.1, False), (None, False)])
def test_what_nobody_asked_for_starts_only_if_it_is_cheap_or_published(price, starts, monkeypatch):
    monkeypatch.setattr(prices, "together", lambda todo: price)
    published = EXPERIMENTS["surface-width"].runs()
    assert prices.may_start_unasked(published)
    assert prices.may_start_unasked({label: spec.but(epochs=31) for label, spec in published.items()}) == starts
