"""Workers that die, hang, or fill their memory at the worst moment: each costs the work it had, and nothing else."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, CancelledError
from multiprocessing.connection import Connection

import numpy as np
import pytest
import threadpoolctl

from mlp.runs import kernel
from mlp.runs.pool import WorkerPool
from mlp.runs.process import _Process

SOON = 20  # seconds in which even a busy machine answers
PROMPT = 10  # seconds in which a pool stops, whatever its workers do
MB = 2**20

posix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals as POSIX has them")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")


@pytest.fixture
def started():
    """started(workers, memory) -> WorkerPool, stopped at the end whatever happens."""
    pools = []
    yield lambda *limits: pools.append(WorkerPool(*limits)) or pools[-1]
    for pool in pools:
        pool.stop()


@pytest.fixture
def pool(started):
    return started(1)


# What the workers do


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def die_within_the_answer():
    def half(connection, data):
        os.write(connection.fileno(), data[: len(data) // 2])
        die()

    Connection._send = half
    return bytes(10_000_000)


def at_it():
    with open(os.environ["AT_IT"], "a") as file:
        file.write("at it\n")


def pause_within_the_answer():
    def half(connection, data):
        os.write(connection.fileno(), data[: len(data) // 2])
        at_it()
        time.sleep(600)

    Connection._send = half
    return bytes(10_000_000)


def pause():
    at_it()
    os.kill(os.getpid(), signal.SIGSTOP)


def compute():
    at_it()
    while True:
        np.ones((1000, 1000)) @ np.ones((1000, 1000))


def fail(error):
    raise error


def print_and_answer():
    print("what is printed is no answer", flush=True)
    return "an answer"


def keep(megabytes):
    """Fill memory for longer than this piece of work."""
    keep.array = np.ones(megabytes * MB, np.uint8)
    return os.getpid()


def take(megabytes):
    return int(np.ones(megabytes * MB, np.uint8)[-1])


class Unreadable:
    """Can be sent but not be read."""

    def __reduce__(self):
        return fail, (LookupError("it was sent, but what it names is gone"),)


# A worker at work


def test_a_worker_computes_on_one_thread_and_leaves_ctrl_c_alone(pool):
    assert [each["num_threads"] for each in pool.submit(threadpoolctl.threadpool_info).result(SOON)] == [1]
    assert pool.submit(signal.getsignal, signal.SIGINT).result(SOON) == signal.SIG_IGN


def test_a_worker_runs_the_chosen_kernel(monkeypatch, pool):
    monkeypatch.setenv(kernel.VARIABLE, "")  # so that what the pool sets is undone
    monkeypatch.delenv(kernel.VARIABLE)
    monkeypatch.setattr(kernel, "choice", lambda: kernel.Choice("Haswell", "Nehalem", "an old one, but there"))
    assert pool.submit(os.getenv, kernel.VARIABLE).result(SOON) == "Nehalem"


@posix
def test_ctrl_c_is_blocked_before_a_worker_runs_a_line(pool):
    blocked = pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result(SOON)
    assert signal.SIGINT in blocked


def test_large_answers_and_named_arguments(pool):
    answer = pool.submit(np.full, 3 * MB, fill_value=0.5).result(SOON)
    assert (answer.shape, answer.dtype, answer.min(), answer.max()) == ((3 * MB,), np.float64, 0.5, 0.5)


def test_an_error_comes_back_with_the_place_it_happened_at(pool):
    error = pool.submit(fail, EOFError("no more rows")).exception(SOON)
    assert (type(error), str(error)) == (EOFError, "no more rows")
    assert "in fail" in error.__notes__[0]


def test_what_cannot_travel_breaks_no_worker(pool):
    before = pool.submit(os.getpid).result(SOON)
    assert isinstance(pool.submit(threading.Lock).exception(SOON), TypeError)
    assert isinstance(pool.submit(len, threading.Lock()).exception(SOON), TypeError)
    assert isinstance(pool.submit(len, Unreadable()).exception(SOON), LookupError)
    assert isinstance(pool.submit(Unreadable).exception(SOON), LookupError)
    assert pool.submit(os.getpid).result(SOON) == before


def test_what_a_worker_prints_is_no_answer(pool):
    assert pool.submit(print_and_answer).result(SOON) == "an answer"


def test_no_more_processes_than_work_and_no_more_than_allowed(started):
    pool = started(2)
    assert not multiprocessing.active_children()
    for _ in range(5):
        pool.submit(len, "work").result(SOON)
        eventually(lambda: range(pool._idle), 1)
    assert len(multiprocessing.active_children()) == 1
    many = [pool.submit(time.sleep, 0.05) for _ in range(8)]
    assert [future.result(SOON) for future in many] == [None] * 8
    assert len(multiprocessing.active_children()) == 2


def test_work_that_nobody_wants_any_more_is_not_done(pool):
    busy, unwanted, wanted = pool.submit(time.sleep, 0.3), pool.submit(die), pool.submit(len, "wanted")
    assert unwanted.cancel()
    assert (busy.result(SOON), wanted.result(SOON)) == (None, 6)


# A worker that dies


@posix
@pytest.mark.parametrize("death", [die, die_within_the_answer])
def test_a_worker_that_dies_costs_its_own_work_only(started, death):
    pool = started(2)
    before = pool.submit(os.getpid).result(SOON)
    beside, broken, waiting = pool.submit(time.sleep, 600), pool.submit(death), pool.submit(os.getpid)
    assert isinstance(broken.exception(SOON), BrokenExecutor)
    assert waiting.result(SOON) not in (before, os.getpid())
    assert beside.running()


@posix
def test_a_worker_that_died_while_idle_is_replaced_unnoticed(pool):
    pid = pool.submit(os.getpid).result(SOON)
    os.kill(pid, signal.SIGKILL)
    multiprocessing.active_children()[0].join(SOON)
    assert pool.submit(os.getpid).result(SOON) != pid


def test_a_process_that_cannot_be_started_costs_its_work_only(pool, monkeypatch):
    def too_many_files(process):
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(_Process, "start", too_many_files)
        assert isinstance(pool.submit(len, "work").exception(SOON), OSError)
    assert pool.submit(len, "work").result(SOON) == 4


# The end


@posix
@pytest.mark.parametrize("work", [compute, pause, pause_within_the_answer])
def test_a_pool_stops_whatever_its_workers_do(started, work, tmp_path, monkeypatch):
    monkeypatch.setenv("AT_IT", str(tmp_path / "at_it"))
    (tmp_path / "at_it").touch()
    pool = started(2)
    futures = [pool.submit(work) for _ in range(4)]
    eventually((tmp_path / "at_it").read_text, len("at it\n") * 2)
    pids = [process.pid for process in multiprocessing.active_children()]
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < PROMPT
    assert all(future.done() for future in futures)
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(0)
    assert not any(process.pid in pids for process in multiprocessing.active_children())


@posix
def test_a_pool_stops_while_it_sends_work_to_a_worker_that_does_not_read(pool):
    os.kill(pool.submit(os.getpid).result(SOON), signal.SIGSTOP)
    future = pool.submit(len, bytes(10_000_000))
    time.sleep(0.2)
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < PROMPT
    with pytest.raises(CancelledError):
        future.result(SOON)


def test_a_pool_stops_while_a_worker_is_being_started(pool, monkeypatch):
    starting, go_on, start = threading.Event(), threading.Event(), _Process.start

    def slow(process):
        starting.set()
        assert go_on.wait(2 * SOON)
        start(process)

    monkeypatch.setattr(_Process, "start", slow)
    future = pool.submit(len, "work")
    assert starting.wait(SOON)
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < PROMPT
    go_on.set()
    with pytest.raises(CancelledError):
        future.result(SOON)
    assert not multiprocessing.active_children()


def eventually(those, count):
    deadline = time.monotonic() + SOON
    while len(found := those()) < count:
        assert time.monotonic() < deadline, f"{found} instead of {count}"
        time.sleep(0.02)
    return found


def test_a_pool_that_was_stopped_takes_no_work(pool):
    pool.stop()
    pool.stop()
    with pytest.raises(RuntimeError, match="no more work"):
        pool.submit(len, "work")


def test_a_pool_stops_from_within_what_it_calls_back(pool):
    called = threading.Event()
    pool.submit(len, "work").add_done_callback(lambda _future: (pool.stop(), called.set()))
    assert called.wait(PROMPT)


def test_a_shut_down_pool_does_what_it_took():
    with WorkerPool(1) as pool:
        futures = [pool.submit(len, "work") for _ in range(3)]
    assert [future.result(0) for future in futures] == [4, 4, 4]
    assert not multiprocessing.active_children()


def test_a_pool_is_shut_down_without_what_did_not_begin(started):
    pool = started(1)
    begun, waiting = pool.submit(time.sleep, 0.5), pool.submit(die)
    eventually(lambda: [begun] * begun.running(), 1)
    pool.shutdown(cancel_futures=True)
    assert begun.result(0) is None
    with pytest.raises(CancelledError):
        waiting.result(0)


# Memory


@linux
def test_too_large_a_piece_of_work_is_a_memory_error(started):
    pool = started(1, 300 * MB)
    assert isinstance(pool.submit(take, 400).exception(SOON), MemoryError)
    assert pool.submit(take, 100).result(SOON) == 1


@linux
def test_what_earlier_work_left_in_memory_is_not_held_against_the_next(started):
    pool = started(1, 300 * MB)
    first = pool.submit(keep, 150).result(SOON)
    assert pool.submit(os.getpid).result(SOON) == first
    assert pool.submit(take, 150).result(SOON) == 1
    assert pool.submit(os.getpid).result(SOON) != first


@linux
def test_by_default_a_worker_has_its_share_of_the_machine(started, monkeypatch):
    import resource

    monkeypatch.setattr("mlp.runs.machine.memory", lambda: 4000 * MB)
    monkeypatch.setattr("mlp.runs.machine.processors", lambda: 3)
    pool = started(1)
    assert pool.submit(resource.getrlimit, resource.RLIMIT_DATA).result(SOON)[0] == 1000 * MB


@linux
def test_a_stricter_limit_stands(started, monkeypatch):
    import resource

    limits = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (8000 * MB, limits[1]))
    try:
        pool = started(1, 9000 * MB)
        assert pool.submit(resource.getrlimit, resource.RLIMIT_DATA).result(SOON)[0] == 8000 * MB
        pool.stop()
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, limits)


@linux
def test_where_the_machine_runs_out_of_memory_workers_go_first(pool):
    assert pool.submit(read, "/proc/self/oom_score_adj").result(SOON) == "1000\n"


def read(path):
    with open(path) as file:
        return file.read()
