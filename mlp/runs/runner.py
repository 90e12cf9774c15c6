"""Runs specs on any concurrent.futures.Executor, chunk by chunk: shared, watchable, cancellable, hard to kill.

A chunk is a quarter of a second of training. When one comes back, its job goes to the end of the queue and the next
job's chunk is sent, so all runs share the workers fairly and no thread is needed here. What travels is the State with
no more of its History than the latest row; the rest is joined on arrival. With a store, a run that is stopped, or whose
process ends, goes on later from where it stood.
"""

import logging
import threading
from concurrent.futures import BrokenExecutor, CancelledError
from dataclasses import replace
from functools import partial

from mlp.history import CANCELLED, RUNNING
from mlp.runs import machine
from mlp.runs.archive import Archive
from mlp.runs.jobs import FAILED, Ticket
from mlp.runs.pool import WorkerPool
from mlp.runs.queue import Queue, RunnerBusy
from mlp.runs.worker import run_chunk

__all__ = ["Runner", "RunnerBusy"]

RETRIES = 3

logger = logging.getLogger(__name__)


class Runner:
    """`submit(spec)` gives a Ticket at once; the runs go on in the background. Safe to use from many threads.

    `load(name, **options)` gives the data; the workers must be able to import it. `workers` chunks are under way at a
    time, in processes of the runner's own unless an `executor` is given. At most `most` runs are taken at a time.
    """

    def __init__(self, load, store=None, executor=None, workers=None, most=64):
        self._load, self._archive = load, Archive(store)
        workers = workers or machine.processors()
        self._queue = Queue(workers, most)
        self._own = None if executor else WorkerPool(workers)
        self._executor = executor or self._own
        self._coming_and_going = threading.RLock()  # a run that is being put away is not to be begun meanwhile

    def submit(self, spec, rank=0, there=lambda: True, anew=False):
        """A Ticket for this run: a stored result, a run that is live already, or one that begins or goes on.

        Keep the ticket: a run that nobody holds a ticket for stops, and so does one whose visitors are not `there()`.
        Runs of a lower rank go first. With `anew`, a run that nobody else wants begins from nothing. Raises RunnerBusy.
        """
        with self._coming_and_going:
            self._put_away()
            if anew:
                self._drop(spec)
            job = self._queue.get(spec) or self._archive.finished(spec) or self._begin(spec, anew)
            ticket = Ticket(job, rank, there)
        self._send()
        return ticket

    def close(self):
        """Cancel what is live, and end the runner's own workers. With a store, it goes on when submitted again."""
        for job in self._queue.close():
            self._end(job, CANCELLED)
        if self._own:
            self._own.stop()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def _begin(self, spec, anew):
        self._queue.check_room()
        job = self._archive.begin(spec, anew)
        self._queue.add(job)
        return job

    def _drop(self, spec):
        """Know nothing more of where a run stands, unless somebody wants it just now."""
        job = self._queue.get(spec)
        if job and job.rank is None:
            self._end(job, CANCELLED)
        self._archive.forget(spec)

    def _put_away(self):
        """Stop the runs that nobody wants any more, and keep where they stand."""
        with self._coming_and_going:
            for job in self._queue.unwanted():
                self._end(job, CANCELLED)

    def _send(self):
        """Send chunks while there are workers for them."""
        self._put_away()
        while job := self._queue.next():
            try:
                future = self._executor.submit(run_chunk, self._load, *job.work())
            except Exception as error:
                if type(error) is RuntimeError:  # the executor was shut down, as at the end of the interpreter
                    self._end(job, CANCELLED)
                else:
                    self._failed(job, error)
            else:
                job.show(replace(job.report, status=RUNNING))
                future.add_done_callback(partial(self._arrived, job))

    def _arrived(self, job, future):
        """Take in a chunk that came back, in a thread of the executor's."""
        try:
            state, seconds = future.result()
            job.take(state, seconds)
            if job.whole:
                self._archive.finish(job)
                self._queue.remove(job)
            else:
                if self._queue.get(job.spec) is job:
                    self._archive.keep_if_due(job)
                self._queue.back(job)
        except Exception as error:
            self._failed(job, error)
        self._send()

    def _failed(self, job, error):
        """Try a chunk again if a worker died under it; end the run for all other errors."""
        died = isinstance(error, BrokenExecutor)
        job.breaks += died
        if job.report.done:
            return  # it was ended meanwhile, as when the runner is closed
        if isinstance(error, CancelledError):
            self._end(job, CANCELLED)
        elif died and job.breaks <= RETRIES:
            logger.warning("a worker died; its run goes on from its last chunk in a new one")
            self._queue.back(job)
        else:
            expected = isinstance(error, ValueError | MemoryError)  # and said to the visitor
            logger.warning("a run failed: %s", job.spec, exc_info=None if expected else error)
            self._end(job, FAILED, _sentence(error))

    def _end(self, job, status, error=None):
        if self._queue.get(job.spec) is job:
            self._archive.keep(job)
        self._queue.remove(job)
        job.show(job.report.ended(status, error))


def _sentence(error):
    """What went wrong, for the reader."""
    if isinstance(error, ValueError):  # of the settings or the data
        return str(error)
    if isinstance(error, MemoryError):
        return "the run needs more memory than there is; try fewer seeds or smaller layers"
    if isinstance(error, BrokenExecutor):
        return f"its worker was killed {RETRIES + 1} times in a row, perhaps for want of memory"
    return f"the run stopped because of an unexpected {type(error).__name__}"
