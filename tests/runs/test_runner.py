import gc
import multiprocessing
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, CancelledError, ThreadPoolExecutor

import numpy as np
import pytest

from datasets import load
from mlp import Spec
from mlp.history import CANCELLED, FINISHED, RUNNING
from mlp.runs.jobs import FAILED, QUEUED
from mlp.runs.pool import WorkerPool
from mlp.runs.runner import Runner, RunnerBusy
from mlp.runs.store import Store
from mlp.runs.worker import run_chunk
from tests.runs.by_hand import LONG, SPEC, ByHand, direct, same


@pytest.fixture
def by_hand():
    return ByHand()


@pytest.fixture
def runner(by_hand):
    with Runner(load, executor=by_hand, workers=2) as runner:
        yield runner


def test_a_run_in_chunks_is_the_run_in_one_go(runner, by_hand):
    ticket = runner.submit(SPEC)
    assert (ticket.history, ticket.epoch, ticket.progress, ticket.done) == (None, 0, 0, False)
    chunks = 0
    while not ticket.done:
        assert ticket.status == RUNNING
        before, rows = ticket.history, ticket.history and len(ticket.history.epochs)
        by_hand.step()
        chunks += 1
        assert before is None or (before is not ticket.history and len(before.epochs) == rows)
    assert chunks >= 4
    assert (ticket.status, ticket.epoch, ticket.progress, ticket.error) == (FINISHED, 40, 1, None)
    assert ticket.seconds > 0
    same(ticket.history, direct(SPEC).history)


@pytest.mark.parametrize(
    "changes",
    [
        {"evaluate_every": 7},
        {"schedule": "thresholds", "thresholds": ((1.0, 0.0005), (0.5, 0.0001)), "evaluate_every": 4},
        {"learning_rate": 50.0, "epochs": 90},  # diverges
        {"optimizer": "adam", "replicates": 1, "dropout": 0.2},
    ],
)
def test_chunks_change_no_bit_whatever_is_measured(runner, by_hand, changes):
    spec = SPEC.but(**changes)
    ticket = runner.submit(spec)
    while not ticket.done:
        by_hand.step()
    same(ticket.history, direct(spec).history)
    assert ticket.progress == 1


def test_first_comes_the_start_then_an_epoch_then_longer_chunks(runner, by_hand):
    ticket, epochs = runner.submit(LONG), []
    for _ in range(4):
        by_hand.step()
        epochs.append(ticket.epoch)
    assert epochs[:2] == [0, 1]
    assert 1 < epochs[2] <= 9 < epochs[3]


def test_a_slow_run_gets_short_chunks(runner, by_hand, monkeypatch):
    def slow(*arguments):
        state, _ = run_chunk(*arguments)
        return state, 0.1 * arguments[-1]

    monkeypatch.setattr("mlp.runs.runner.run_chunk", slow)
    ticket, epochs = runner.submit(LONG), []
    for _ in range(5):
        by_hand.step()
        epochs.append(ticket.epoch)
    assert epochs == [0, 1, 3, 5, 7]


def test_what_travels_stays_small(runner, by_hand):
    ticket = runner.submit(SPEC)
    by_hand.step(3)
    state = by_hand.waiting[0][2][2]
    assert list(state.history.epochs) == [ticket.epoch]
    assert state.history.snapshots == {}
    assert list(ticket.history.epochs) == list(range(ticket.epoch + 1))


def test_runs_share_the_workers_fairly(runner, by_hand):
    tickets = [runner.submit(LONG.but(seed=seed)) for seed in range(3)]
    assert len(by_hand.waiting) == 2  # no more than there are workers
    assert [ticket.status for ticket in tickets] == [RUNNING, RUNNING, QUEUED]
    by_hand.step(6)
    assert [ticket.epoch for ticket in tickets] == [1, 1, 1]


def test_equal_specs_share_one_run(runner, by_hand):
    one, other = runner.submit(SPEC), runner.submit(SPEC.but(hidden=[4.0]))
    by_hand.step(2)
    assert len(by_hand.waiting) == 1
    assert one.history is other.history


def test_cancelling_keeps_the_history_and_stops_the_run(runner, by_hand, tmp_path):
    ticket = runner.submit(LONG)
    by_hand.step(2)
    ticket.cancel()
    assert (ticket.status, ticket.done, ticket.epoch) == (CANCELLED, True, 1)
    assert ticket.history.ended == [CANCELLED, CANCELLED]
    by_hand.step()
    assert not by_hand.waiting
    assert ticket.epoch == 1
    ticket.cancel()
    assert ticket.wait(0)


def test_a_run_cancelled_before_it_began_has_no_history(runner, by_hand):
    _, _, ticket = (tickets := [runner.submit(LONG.but(seed=seed)) for seed in range(3)])
    ticket.cancel()
    assert (ticket.status, ticket.history) == (CANCELLED, None)
    by_hand.step(4)
    assert len(by_hand.waiting) == 2
    assert [each.epoch for each in tickets[:2]] == [1, 1]


def test_one_visitor_cancels_and_the_other_sees_nothing_of_it(runner, by_hand):
    one, other = runner.submit(SPEC), runner.submit(SPEC)
    by_hand.step(2)
    one.cancel()
    while not other.done:
        by_hand.step()
    assert (one.status, one.epoch) == (CANCELLED, 1)
    same(other.history, direct(SPEC).history)


def test_a_run_wanted_again_before_it_stopped_goes_on(runner, by_hand):
    ticket = runner.submit(SPEC)
    by_hand.step(2)
    ticket.cancel()
    again = runner.submit(SPEC)
    assert len(by_hand.waiting) == 1
    by_hand.step()
    assert again.epoch > 1


def test_a_visitor_who_goes_away_lets_go_of_the_run(runner, by_hand):
    ticket = runner.submit(LONG)
    by_hand.step()
    del ticket
    gc.collect()
    by_hand.step()
    assert not by_hand.waiting


def test_finished_runs_come_from_the_store(by_hand, tmp_path):
    with Runner(load, Store(tmp_path), by_hand) as runner:
        ticket = runner.submit(SPEC)
        while not ticket.done:
            by_hand.step()
        stopped = runner.submit(LONG)
        by_hand.step()
        stopped.cancel()
        by_hand.step()
    with Runner(load, Store(tmp_path), by_hand) as runner:
        stored = runner.submit(SPEC)
        assert (stored.status, stored.epoch, stored.progress) == (FINISHED, 40, 1)
        assert stored.seconds == ticket.seconds
        same(stored.history, ticket.history)
        assert stored.wait(0)
        assert runner.submit(LONG).status == RUNNING


def test_there_is_a_limit_to_what_is_taken(by_hand):
    with Runner(load, executor=by_hand, workers=1, most=3) as runner:
        tickets = [runner.submit(SPEC.but(seed=seed)) for seed in range(3)]
        with pytest.raises(RunnerBusy, match="3 runs"):
            runner.submit(SPEC.but(seed=3))
        assert runner.submit(SPEC.but(seed=1)).status == QUEUED  # shared, so no new one
        tickets.pop()  # gives room
        gc.collect()
        assert runner.submit(SPEC.but(seed=3)).status == QUEUED


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (SPEC.but(dataset="nonsense"), "data set must be one of"),
        (SPEC.but(data={"step": -1}), "step must be"),
        (SPEC.but(data={"name": "iris"}), "unexpected TypeError"),
        (SPEC.but(shift=2), "shift must be 0"),
        (SPEC.but(hidden=(2048,) * 16), "at most 50,000,000 weights"),
    ],
)
def test_bad_settings_fail_with_one_sentence(runner, by_hand, spec, says):
    ticket = runner.submit(spec)
    by_hand.step()
    assert (ticket.status, ticket.done, ticket.history) == (FAILED, True, None)
    assert says in ticket.error
    assert "Traceback" not in ticket.error
    assert runner.submit(spec).status == RUNNING  # another try, since what was wrong may have been put right


@pytest.mark.parametrize(
    ("error", "says"), [(MemoryError(), "more memory"), (BrokenExecutor("killed"), "killed 4 times in a row")]
)
def test_a_run_too_big_for_the_machine_fails(by_hand, error, says):
    def load(name, **options):
        raise error

    with Runner(load, executor=by_hand) as runner:
        ticket = runner.submit(SPEC)
        while not ticket.done:
            by_hand.step()
    assert ticket.status == FAILED
    assert says in ticket.error


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_run_too_big_for_a_worker_ends_and_takes_no_other_with_it():
    pool = WorkerPool(1, memory=300 * 2**20)
    with Runner(load, executor=pool, workers=1) as runner:
        big = runner.submit(Spec(hidden=(2048, 2048), batch_size=10_000, replicates=10))
        small = runner.submit(SPEC)
        assert big.wait(20)
        assert small.wait(20)
    pool.stop()
    assert (big.status, small.status) == (FAILED, FINISHED)
    assert big.error == "the run needs more memory than there is; try fewer seeds or smaller layers"


def test_trouble_when_a_chunk_arrives_ends_only_that_run(runner, by_hand, monkeypatch):
    one, other = runner.submit(SPEC), runner.submit(SPEC.but(seed=1))
    monkeypatch.setattr("mlp.runs.standing.joined", lambda *_: 1 / 0)
    by_hand.step()
    monkeypatch.undo()
    assert one.status == FAILED
    while not other.done:
        by_hand.step()
    assert other.status == FINISHED


def test_runs_whose_workers_were_killed_go_on_from_their_last_chunk(runner, by_hand):
    specs = [SPEC.but(seed=seed) for seed in range(3)]
    tickets = [runner.submit(spec) for spec in specs]
    by_hand.step(7)
    epochs = [ticket.epoch for ticket in tickets]
    by_hand.break_down()
    assert [ticket.epoch for ticket in tickets] == epochs
    while not all(ticket.done for ticket in tickets):
        by_hand.step()
    for ticket, spec in zip(tickets, specs, strict=True):
        same(ticket.history, direct(spec).history)


def test_a_run_that_kills_its_workers_takes_no_other_down(runner, by_hand):
    poison = SPEC.but(seed=666)
    tickets = [runner.submit(spec) for spec in (SPEC, poison, SPEC.but(seed=1))]
    while not all(ticket.done for ticket in tickets):
        if any(work[2][1] == poison for work in by_hand.waiting):
            by_hand.break_down()
        else:
            by_hand.step()
    assert [ticket.status for ticket in tickets] == [FINISHED, FAILED, FINISHED]
    assert "killed 4 times" in tickets[1].error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(24, "Too many open files"), "the run stopped because of an unexpected OSError"),
        (BrokenExecutor("for good"), "its worker was killed 4 times in a row, perhaps for want of memory"),
    ],
)
def test_an_executor_that_takes_no_work_fails_the_run(runner, by_hand, monkeypatch, error, says):
    def refuse(*work):
        raise error

    monkeypatch.setattr(by_hand, "submit", refuse)
    ticket = runner.submit(SPEC)
    assert (ticket.status, ticket.error) == (FAILED, says)


def test_an_executor_that_was_shut_down_cancels_the_run():
    executor = ThreadPoolExecutor(1)
    with Runner(load, executor=executor) as runner:
        executor.shutdown()
        ticket = runner.submit(SPEC)
    assert (ticket.status, ticket.error) == (CANCELLED, None)


@pytest.mark.parametrize("error", [BrokenExecutor, CancelledError])
def test_closing_under_a_worker_is_no_trouble_worth_a_word(by_hand, caplog, error):
    with Runner(load, executor=by_hand) as runner:
        ticket = runner.submit(LONG)
    by_hand.break_down(error)
    assert not by_hand.waiting
    assert (ticket.status, ticket.error) == (CANCELLED, None)
    assert not caplog.records


def test_work_that_the_executor_cancels_is_a_cancelled_run(runner, by_hand, caplog):
    ticket = runner.submit(LONG)
    by_hand.break_down(CancelledError)
    assert (ticket.status, ticket.error) == (CANCELLED, None)
    assert not by_hand.waiting
    assert not caplog.records


def test_closing_cancels_and_takes_no_more(by_hand):
    with Runner(load, executor=by_hand) as runner:
        ticket = runner.submit(LONG)
        by_hand.step(3)
    by_hand.step()
    assert not by_hand.waiting
    assert (ticket.status, ticket.history.status) == (CANCELLED, CANCELLED)
    with pytest.raises(RuntimeError, match="closed"):
        runner.submit(SPEC)


def test_waiting_ends_with_the_run_or_the_time_or_the_wish(by_hand):
    with ThreadPoolExecutor(2) as threads, Runner(load, executor=threads) as runner:
        assert runner.submit(SPEC).wait(20)
        ticket = runner.submit(LONG)
        assert not ticket.wait(0.01)
        threading.Timer(0.1, ticket.cancel).start()
        assert ticket.wait(20)
        assert ticket.status == CANCELLED


def test_many_visitors_at_once(tmp_path):
    specs = [SPEC.but(seed=seed, epochs=15) for seed in range(6)]
    seen = []

    def visit(order):
        tickets = [runner.submit(specs[place]) for place in order]
        tickets.pop().cancel()
        seen.extend((ticket.wait(20), ticket.status, ticket.spec, ticket.history) for ticket in tickets)

    with ThreadPoolExecutor(2) as threads, Runner(load, Store(tmp_path), threads, workers=2) as runner:
        orders = [np.random.default_rng(visitor).permutation(6) for visitor in range(8)]
        visitors = [threading.Thread(target=visit, args=[order]) for order in orders]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
    assert len(seen) == 40
    wanted = {spec: direct(spec).history for spec in specs}
    for done, status, spec, history in seen:
        assert (done, status) == (True, FINISHED)
        same(history, wanted[spec])


def until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def test_killed_processes_change_no_bit():
    specs = [SPEC.but(epochs=2000, seed=seed) for seed in range(2)]
    with Runner(load, workers=2) as runner:
        tickets = [runner.submit(spec) for spec in specs]
        until(lambda: tickets[0].epoch > 1)
        for process in multiprocessing.active_children():
            process.kill()
        assert not tickets[0].done
        assert all(ticket.wait(30) for ticket in tickets)
    until(lambda: not multiprocessing.active_children())
    for ticket, spec in zip(tickets, specs, strict=True):
        same(ticket.history, direct(spec).history)
