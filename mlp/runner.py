"""Runs specs on any concurrent.futures.Executor, chunk by chunk: shared, watchable, cancellable, hard to kill.

A chunk is a quarter of a second of training. When one comes back, its job goes to the end of the queue and the next
job's chunk is sent, so all jobs share the workers fairly. What travels is the State with no more of the History than
its latest row; the rest is joined here.
"""

import logging
import os
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, CancelledError
from dataclasses import replace
from functools import partial

from mlp.history import CANCELLED, FINISHED, RUNNING
from mlp.jobs import FAILED, Job, Report, Ticket
from mlp.store import Result
from mlp.worker import WorkerPool, run_chunk

RETRIES = 3

logger = logging.getLogger(__name__)


class RunnerBusy(RuntimeError):  # noqa: N818 (named like queue.Full)
    """There are as many runs as the runner takes at a time."""


class Runner:
    """`submit(spec)` gives a Ticket at once; the runs go on in the background. Safe to use from many threads.

    `load(name, **options)` gives the data; it must be importable by the workers. `workers` chunks are under way at a
    time, in as many processes unless an `executor` of your own runs them. At most `most` runs are taken at a time.
    """

    def __init__(self, load, store=None, executor=None, workers=None, most=64):
        self._load, self._store, self._most = load, store, most
        self._workers = workers or os.cpu_count() or 1
        self._executor = executor or WorkerPool(self._workers)
        self._lock = threading.Lock()
        self._live = {}  # key -> Job, all that are queued or running
        self._ready = deque()  # jobs that wait for a worker
        self._flying = set()  # jobs of which a chunk is under way
        self._closed = False

    def submit(self, spec):
        """A Ticket for this run: a stored result, a run that is live already, or a new one. Raises RunnerBusy."""
        result = self._store.get(spec) if self._store and spec.key not in self._live else None
        if result:
            epoch = int(result.history.epochs[-1])
            return Ticket(Job(Report(spec, FINISHED, result.history, epoch, result.seconds)))
        with self._lock:
            ticket = Ticket(self._live.get(spec.key) or self._accepted(spec))
        self._pump()
        return ticket

    def close(self):
        """Cancel what is live, and end the workers if they are the runner's own."""
        with self._lock:
            self._closed = True
            jobs = list(self._live.values())
        for job in jobs:
            self._end(job, CANCELLED)
        if isinstance(self._executor, WorkerPool):
            self._executor.stop()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def _accepted(self, spec):
        self._drop_unwanted()
        if self._closed:
            raise RuntimeError("the runner is closed")
        if len(self._live) >= self._most:
            raise RunnerBusy(f"{self._most} runs are waiting or under way, which is the most; please try again later")
        job = self._live[spec.key] = Job(Report(spec))
        self._ready.append(job)
        return job

    def _drop_unwanted(self):
        for job in [job for job in self._ready if not job.tickets]:
            self._ready.remove(job)
            del self._live[job.spec.key]

    def _pump(self):
        """Send chunks while there are workers for them."""
        while job := self._next():
            self._send(job)

    def _next(self):
        with self._lock:
            self._drop_unwanted()
            if self._closed or not self._ready or not self._may_fly(self._ready[0]):
                return None
            job = self._ready.popleft()
            self._flying.add(job)
            return job

    def _may_fly(self, job):
        """Whether there is a worker for it. What was under way when a worker died flies alone, so that the one run
        that kills workers takes no others down with it."""
        alone = any(each.breaks for each in (job, *self._flying))
        return len(self._flying) < (1 if alone else self._workers)

    def _send(self, job):
        executor = self._executor
        try:
            future = executor.submit(run_chunk, self._load, job.spec, job.state, job.epochs)
        except Exception as error:
            self._failed(job, executor, error)
        else:
            job.show(replace(job.report, status=RUNNING))
            future.add_done_callback(partial(self._arrived, job, executor))

    def _arrived(self, job, executor, future):
        """Take in a chunk that came back, in a thread of the executor's."""
        try:
            state, seconds = future.result()
            job.take(state, seconds)
            self._go_on(job, state)
        except Exception as error:
            self._failed(job, executor, error)
        self._pump()

    def _go_on(self, job, state):
        if state.done:
            if self._store:
                self._store.put(job.spec, Result(job.report.history, job.report.seconds))
            self._end(job, FINISHED)
        else:
            self._queue(job)

    def _queue(self, job):
        with self._lock:
            self._flying.discard(job)
            if not self._closed:
                self._ready.append(job)

    def _failed(self, job, executor, error):
        """Try a chunk again if a worker was killed under it; end the run for all other errors."""
        if isinstance(error, BrokenExecutor):
            self._replace(executor)
            job.breaks += 1
            if job.breaks <= RETRIES:
                return self._queue(job)
        logger.warning("a run failed: %s", job.spec, exc_info=error)
        self._end(job, FAILED, _sentence(error))

    def _replace(self, broken):
        """A new pool of workers for a broken executor, once however many chunks broke with it."""
        with self._lock:
            if self._executor is broken and not self._closed:
                logger.warning("a worker was killed; starting new ones")
                self._executor = WorkerPool(self._workers)

    def _end(self, job, status, error=None):
        with self._lock:
            self._flying.discard(job)
            self._live.pop(job.spec.key, None)
        job.show(job.report.ended(status, error))
        job.state = None


def _sentence(error):
    """What went wrong, for the reader."""
    if isinstance(error, ValueError):
        return str(error)
    if isinstance(error, MemoryError):
        return "the run needs more memory than there is; try fewer seeds or smaller layers"
    if isinstance(error, BrokenExecutor):
        return f"the worker was killed {RETRIES + 1} times in a row, perhaps because the run needs too much memory"
    if isinstance(error, CancelledError):
        return "the workers were shut down"
    return f"the run stopped because of an unexpected {type(error).__name__}"
