"""What is left of the runs of a page, with a clock and a model of costs that are made up."""

import pytest

import datasets
from mlp import Spec
from mlp.history import CANCELLED, FINISHED, RUNNING
from mlp.runs import cost, machine
from mlp.runs.jobs import Report
from mlp.runs.pace import learn
from pages.shared.runs import prices
from pages.shared.runs.countdown import countdown_for, trained

SPEC = Spec(epochs=60)


@pytest.fixture(autouse=True)
def made_up(monkeypatch, tmp_path):
    """Two processors, and a second for each epoch; nothing learnt yet."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.setattr(machine, "processors", lambda root="/": 2)
    monkeypatch.setattr(cost, "seconds", lambda spec, *sizes: float(spec.epochs))


def runs(count):
    return {str(seed): SPEC.but(seed=seed) for seed in range(count)}


def test_nothing_is_counted_without_data(monkeypatch):
    monkeypatch.setattr(prices, "loaded", lambda spec: datasets.load("no such data"))
    assert countdown_for({"a": Report(SPEC)}) is None


def test_what_is_left_follows_how_the_runs_go_on(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("pages.shared.runs.countdown.monotonic", lambda: now[0])
    reports = {label: Report(spec, RUNNING, seeds=range(1)) for label, spec in runs(4).items()}
    countdown = countdown_for(reports)
    assert countdown.words(reports) == "about 2 min left"
    now[0] = 20.0
    half = {label: Report(report.spec, RUNNING, epoch=30, seeds=range(1)) for label, report in reports.items()}
    assert countdown.words(half) == "about 24 s left", "it took 20 s, the estimate was 60"
    done = {**half, "0": Report(SPEC, CANCELLED, epoch=1)}
    assert countdown.words(done) != countdown.words(half)
    assert countdown_for({"0": Report(SPEC, FINISHED)}) is None


def test_the_first_seed_of_many_takes_more_than_its_part():
    spec = SPEC.but(replicates=10)  # an epoch takes a second, however many seeds are trained side by side
    assert trained(Report(spec)) == 0
    assert trained(Report(spec, RUNNING, epoch=30, seeds=range(1))) == 0.25
    assert trained(Report(spec, RUNNING, epoch=30, seeds=range(1, 10))) == 0.75
    assert trained(Report(SPEC, RUNNING, epoch=30, seeds=range(1))) == 0.5


def test_a_countdown_goes_on_as_long_as_the_runs_are_the_same():
    reports = {label: Report(spec, RUNNING) for label, spec in runs(2).items()}
    countdown = countdown_for(reports)
    assert countdown_for(reports, countdown) is countdown
    assert countdown_for({"0": reports["0"]}, countdown) is not countdown
    ended = {label: report.ended(CANCELLED) for label, report in reports.items()}
    assert countdown_for(ended, countdown) is None
    assert countdown_for({}, countdown) is None


def test_what_is_left_starts_from_what_is_there_already(monkeypatch):
    monkeypatch.setattr("pages.shared.runs.countdown.monotonic", lambda: 0.0)
    learn(1, 2)
    assert countdown_for({"a": Report(SPEC, RUNNING, epoch=45, seeds=range(1))}).words(
        {"a": Report(SPEC, RUNNING, epoch=45, seeds=range(1))}
    ) == ("about 30 s left")
