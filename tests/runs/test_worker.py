"""A process that has workers ends, however it ends and whatever they do, and leaves none of them behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMPT = 10  # seconds

RUNNER = """
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

# Like a web server, it ends in good order when it is told to.
POOL = """
import multiprocessing
import os
import pathlib
import signal
import sys
import time

from mlp.runs.pool import WorkerPool
from tests.runs.test_pool import {work}

signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
pool = WorkerPool(2)
futures = [pool.submit({work}) for _ in range(2)]
while pathlib.Path(os.environ["AT_IT"]).read_text().count("\\n") < 2:
    time.sleep(0.01)
print(*[process.pid for process in multiprocessing.active_children()], flush=True)
time.sleep(600)
"""


@pytest.fixture
def started(tmp_path):
    """started(script) -> (process, ids of its two workers, file of its error messages)."""
    servers = []

    def start(script):
        (tmp_path / "server.py").write_text(script)
        ids, errors, at_it = tmp_path / "ids", tmp_path / "errors", tmp_path / "at_it"
        at_it.touch()
        with open(ids, "w") as out, open(errors, "w") as err:
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "AT_IT": str(at_it)}
            command = [sys.executable, tmp_path / "server.py"]
            server = subprocess.Popen(command, stdout=out, stderr=err, env=environment, start_new_session=True)
        servers.append(server)
        until(lambda: ids.read_text().endswith("\n"), "the workers do not start", seconds=20)
        workers = [int(pid) for pid in ids.read_text().split()]
        assert len(workers) == 2
        return server, workers, errors

    yield start
    for server in servers:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def until(true, else_says, seconds=PROMPT):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, else_says
        time.sleep(0.02)


def is_there(pid):
    """Whether the process exists; one that ended and that nobody asked about has no command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except OSError:
        return False


proc = pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc, as Linux has it"
)


@proc
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_server_that_ends_leaves_no_worker(started, how):
    server, workers, errors = started(RUNNER)
    server.send_signal(how)
    until(lambda: not any(is_there(pid) for pid in workers), "the workers outlive their server")
    server.wait(PROMPT)
    said = [line for line in errors.read_text().splitlines() if not line.startswith(("Traceback", " "))]
    assert said == (["KeyboardInterrupt"] if how == signal.SIGINT else [])


@proc
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("work", ["compute", "pause_within_the_answer", "pause"])
def test_a_server_ends_promptly_whatever_its_workers_do(started, work, how):
    server, workers, errors = started(POOL.format(work=work))
    server.send_signal(how)
    assert server.wait(PROMPT) == (7 if how == signal.SIGTERM else -how)
    if how == signal.SIGKILL and work == "pause":
        for pid in workers:
            os.kill(pid, signal.SIGCONT)  # only its parent could have ended a process that was stopped
    until(lambda: not any(is_there(pid) for pid in workers), "the workers outlive their server")
    assert errors.read_text() == ""
