"""Runs that stop and go on: checkpoints, visitors who leave, more seeds than before."""

import logging
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

from datasets import load
from mlp.engine import training
from mlp.history import CANCELLED, FINISHED, RUNNING
from mlp.runs import archive, jobs
from mlp.runs.jobs import PATIENCE
from mlp.runs.runner import Runner
from mlp.runs.store import Store
from mlp.runs.worker import run_chunk
from tests.runs.by_hand import LONG, SPEC, ByHand, direct, same

ROOT = Path(__file__).parents[2]
SEEDS = SPEC.but(replicates=3, dropout=0.2, optimizer="adam", learning_rate=0.01)
SERVER = """
import sys
import time

from datasets import load
from mlp.runs import archive, jobs
from mlp.runs.runner import Runner
from mlp.runs.store import Store
from tests.runs.test_going_on import ENOUGH

archive.EVERY = jobs.CHUNK = 0  # one epoch at a time: no processor is so fast that the runs end before they are kept
runner = Runner(load, Store(sys.argv[1]), workers=2)
tickets = [runner.submit(spec) for spec in ENOUGH]
time.sleep(600)
"""
ENOUGH = [SEEDS.but(epochs=500, seed=seed) for seed in range(2)]  # for a server to be in the middle of them


@pytest.fixture
def by_hand():
    return ByHand()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """The time for leases, which passes when a test says so."""
    clock = Clock()
    monkeypatch.setattr(jobs, "monotonic", clock)
    return clock


def finish(ticket, by_hand):
    while not ticket.done:
        by_hand.step()
    return ticket


def trained(monkeypatch):
    """A list that grows by the seeds of every chunk that is trained from here on."""
    seeds = []

    def counted(load, spec, state, replicates, epochs):
        seeds.append((replicates.start, replicates.stop))
        return run_chunk(load, spec, state, replicates, epochs)

    monkeypatch.setattr("mlp.runs.runner.run_chunk", counted)
    return seeds


@pytest.mark.parametrize("held_out", [0, 0.3])
@pytest.mark.parametrize("steps", range(1, 8))
def test_a_run_goes_on_in_another_process_and_gives_the_same_bits(store, by_hand, steps, held_out):
    spec = SEEDS.but(held_out=held_out)
    with Runner(load, store, by_hand, workers=1) as runner:
        ticket = runner.submit(spec)
        by_hand.step(steps)
        before = ticket.report
    by_hand.waiting.clear()
    with Runner(load, Store(store.folder), by_hand, workers=1) as runner:
        training._program.cache_clear()
        again = runner.submit(spec)
        assert (again.epoch, again.progress, again.report.seeds) == (before.epoch, before.progress, before.seeds)
        same(again.history, before.history)
        same(finish(again, by_hand).history, direct(spec).history)
        assert again.seconds > before.seconds
    assert not store.is_begun(spec), "what ended needs no checkpoint"


def test_a_live_run_is_kept_now_and_then(store, by_hand, monkeypatch):
    times = iter(range(0, 10_000, 3))  # three seconds from one look to the next
    monkeypatch.setattr(archive.time, "monotonic", lambda: next(times))
    runner = Runner(load, store, by_hand, workers=1)
    ticket = runner.submit(LONG.but(replicates=1))
    by_hand.step()
    assert not store.is_begun(ticket.spec)
    by_hand.step(3)
    standing = store.begun(ticket.spec)
    assert 0 < standing.epoch <= ticket.epoch
    runner.close()
    assert store.begun(ticket.spec).epoch == ticket.epoch, "and at the end"


def test_what_was_stopped_goes_on(store, by_hand):
    with Runner(load, store, by_hand) as runner:
        ticket = runner.submit(LONG)
        by_hand.step(4)
        ticket.cancel()
        by_hand.step()
        assert not by_hand.waiting
        again = runner.submit(LONG)
        assert again.epoch >= ticket.epoch > 0
        assert again.status == RUNNING


def test_what_was_stopped_may_begin_anew(store, by_hand):
    with Runner(load, store, by_hand) as runner:
        for flying in (True, False):
            ticket = runner.submit(LONG)
            by_hand.step(3)
            ticket.cancel()
            if not flying:
                by_hand.step()
            again = runner.submit(LONG, anew=True)
            assert (again.epoch, again.history) == (0, None)
            while by_hand.waiting[0][2][2] is not None:  # the chunk that was under way
                by_hand.step()
            by_hand.step()
            assert (again.epoch, again.status) == (0, RUNNING)
            again.cancel()
            by_hand.step()


def test_a_run_that_others_want_does_not_begin_anew(by_hand):
    with Runner(load, executor=by_hand) as runner:
        other = runner.submit(LONG)
        by_hand.step(3)
        assert runner.submit(LONG, anew=True).epoch == other.epoch > 0


def test_a_damaged_checkpoint_is_none(store, by_hand, caplog):
    with Runner(load, store, by_hand) as runner:
        _ticket = runner.submit(SEEDS)
        by_hand.step(3)
    [path] = store.folder.glob("*.checkpoint")
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("state/rates.npy", b"\x93NUMPY")
    with caplog.at_level(logging.WARNING), Runner(load, store, ByHand()) as runner:
        assert runner.submit(SEEDS).history is None
    assert "damaged" in caplog.text


@pytest.mark.parametrize(("there", "goes_on"), [(True, True), (False, False)])
def test_a_run_that_only_vanished_visitors_want_is_put_away(store, by_hand, clock, there, goes_on):
    with Runner(load, store, by_hand) as runner:
        gone, other = runner.submit(LONG, there=lambda: False), runner.submit(LONG, there=lambda: there)
        by_hand.step(3)
        clock.now += PATIENCE - 1
        by_hand.step()
        assert by_hand.waiting, "a connection may be lost for a moment"
        clock.now += 2
        by_hand.step()
        assert bool(by_hand.waiting) == goes_on
        assert gone.lapsed == other.lapsed == (not goes_on)


def test_a_visitor_who_comes_back_finds_the_run_where_it_was(store, by_hand, clock):
    with Runner(load, store, by_hand) as runner:
        ticket = runner.submit(LONG, there=lambda: False)
        by_hand.step(3)
        clock.now += PATIENCE + 1
        by_hand.step()
        assert (ticket.lapsed, ticket.status) == (True, CANCELLED)
        again = runner.submit(LONG)
        assert again.epoch == ticket.epoch > 0


def test_one_who_cancels_has_not_lapsed(by_hand):
    with Runner(load, executor=by_hand) as runner:
        ticket = runner.submit(LONG)
        ticket.cancel()
        by_hand.step()
        assert not ticket.lapsed


def test_the_first_seed_comes_first_everywhere(by_hand):
    with Runner(load, executor=by_hand, workers=2) as runner:
        tickets = [runner.submit(SEEDS.but(seed=seed)) for seed in range(4)]
        while min(ticket.report.seeds.start for ticket in tickets) == 0:
            assert max(ticket.report.progress for ticket in tickets) < 0.7, "no other seeds end before a first one"
            by_hand.step()
        history = next(ticket.history for ticket in tickets if ticket.epoch == 0)
        assert np.isfinite(history.final("train_loss")).tolist() == [True, False, False]
        for seed, ticket in enumerate(tickets):
            same(finish(ticket, by_hand).history, direct(SEEDS.but(seed=seed)).history)


def test_weights_are_shown_of_whole_seeds_only(by_hand):
    """A picture of a seed and epoch is drawn once and kept, so there must be no weights that others replace later."""
    with Runner(load, executor=by_hand) as runner:
        ticket = runner.submit(SEEDS)
        while not ticket.report.seeds.start:
            assert np.isnan(ticket.history.snapshots[0][1:]).all() if ticket.history else True
            by_hand.step()
        by_hand.step(2)
        assert ticket.epoch > 0
        assert list(ticket.history.snapshots) == [0, 7, 40]
        for weights in ticket.history.snapshots.values():
            assert np.isfinite(weights).all(axis=1).tolist() == [True, False, False]


def test_what_is_looked_at_comes_before_the_background(by_hand):
    with Runner(load, executor=by_hand, workers=1) as runner:
        behind = [runner.submit(LONG.but(seed=seed), rank=jobs.BACKGROUND) for seed in range(2)]
        by_hand.step()
        ahead = runner.submit(LONG.but(seed=2))
        by_hand.step(6)
        assert ahead.epoch > 0
        assert [ticket.epoch for ticket in behind] == [0, 0]
        looked_at = runner.submit(LONG.but(seed=1))
        by_hand.step(6)
        assert looked_at.epoch > 0
        assert behind[0].epoch == 0
        ahead.cancel()
        looked_at.cancel()
        by_hand.step(4)
        assert behind[0].epoch > 0


def test_more_seeds_train_only_the_new_ones(store, by_hand, monkeypatch):
    with Runner(load, store, by_hand) as runner:
        finish(runner.submit(SEEDS), by_hand)
        seeds = trained(monkeypatch)
        more = runner.submit(SEEDS.but(replicates=5))
        assert more.progress == 3 / 5
        assert np.isfinite(more.history.final("train_loss")).sum() == 3, "the old curves are there meanwhile"
        same(finish(more, by_hand).history, direct(SEEDS.but(replicates=5)).history)
        assert set(seeds) == {(3, 5)}


@pytest.mark.parametrize("changes", [{"replicates": 2}, {"epochs": 7, "snapshots": (0,)}])
def test_fewer_seeds_or_epochs_train_nothing(store, by_hand, changes):
    with Runner(load, store, by_hand) as runner:
        finish(runner.submit(SEEDS), by_hand)
        fewer = SEEDS.but(**changes)
        assert fewer in store
        ticket = runner.submit(fewer)
        assert (ticket.status, len(by_hand.waiting)) == (FINISHED, 0)
        same(ticket.history, direct(fewer).history)


def test_a_result_is_loaded_once_for_all_who_look(store, by_hand):
    with Runner(load, store, by_hand) as runner:
        one = finish(runner.submit(SPEC), by_hand)
        assert runner.submit(SPEC).history is one.history
        del one
        one, other = runner.submit(SPEC), runner.submit(SPEC)
        assert one.history is other.history


def until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def test_what_a_killed_server_had_begun_goes_on_to_the_same_bits(store, by_hand):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen([sys.executable, "-c", SERVER, store.folder], env=environment)
    try:
        until(lambda: all((standing := store.begun(spec)) and standing.epoch for spec in ENOUGH))
    finally:
        server.kill()
        server.wait()
    with Runner(load, store, by_hand) as runner:
        for ticket in [runner.submit(spec) for spec in ENOUGH]:
            assert ticket.progress > 0
            same(finish(ticket, by_hand).history, direct(ticket.spec).history)
