import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import threadpoolctl

from mlp.runs import kernel
from mlp.runs.worker import WorkerPool

ROOT = Path(__file__).parents[2]

SERVER = """
# without `if __name__ == "__main__"`: workers that imported this again would start workers themselves
import multiprocessing
import time

from datasets import load
from mlp import Spec
from mlp.runs.runner import Runner

runner = Runner(load, workers=2)
tickets = [runner.submit(Spec(data={"step": 0.5}, epochs=100_000, seed=seed)) for seed in range(2)]
while not all(ticket.epoch for ticket in tickets):
    time.sleep(0.01)
print(*[process.pid for process in multiprocessing.active_children()], flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(tmp_path):
    """(process, ids of its two workers, each in the middle of a run, file of its error messages)."""
    (tmp_path / "server.py").write_text(SERVER)
    ids, errors = tmp_path / "ids", tmp_path / "errors"
    with open(ids, "w") as out, open(errors, "w") as err:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, tmp_path / "server.py"]
        process = subprocess.Popen(command, stdout=out, stderr=err, env=environment, start_new_session=True)
    try:
        until(lambda: ids.read_text().endswith("\n"), "the workers do not start")
        yield process, [int(pid) for pid in ids.read_text().split()], errors
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(true, else_says, seconds=10):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, else_says
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc, as Linux has it")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_server_that_ends_leaves_no_worker(server, how):
    process, workers, errors = server
    assert len(workers) == 2
    process.send_signal(how)
    until(lambda: not any(is_there(pid) for pid in workers), "the workers outlive their server")
    assert "run failed" not in errors.read_text()


def is_there(pid):
    """Whether the process exists; one that ended and that nobody asked about has no command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except OSError:
        return False


def test_a_worker_computes_on_one_thread_and_leaves_ctrl_c_alone():
    pool = WorkerPool(1)
    assert [each["num_threads"] for each in pool.submit(threadpoolctl.threadpool_info).result(20)] == [1]
    assert pool.submit(signal.getsignal, signal.SIGINT).result(20) == signal.SIG_IGN
    pool.stop()


def test_a_worker_runs_the_chosen_kernel(monkeypatch):
    monkeypatch.setenv(kernel.VARIABLE, "")  # so that what the pool sets is undone
    monkeypatch.delenv(kernel.VARIABLE)
    monkeypatch.setattr(kernel, "choice", lambda: kernel.Choice("Haswell", "Nehalem", "an old one, but there"))
    pool = WorkerPool(1)
    assert pool.submit(os.getenv, kernel.VARIABLE).result(20) == "Nehalem"
    pool.stop()


def test_a_pool_stops_in_the_middle_of_its_work():
    pool = WorkerPool(1)
    pool.submit(os.getpid).result(20)
    future = pool.submit(time.sleep, 600)
    began = time.monotonic()
    pool.stop()
    assert future.exception(5)
    assert time.monotonic() - began < 5
    assert not multiprocessing.active_children()


def test_a_pool_that_did_nothing_stops():
    WorkerPool(1).stop()
