"""Which run's chunk comes next: each in its turn, as many at a time as there are workers."""

import threading
from collections import deque

from mlp.runs.jobs import Job, Report, Ticket


class RunnerBusy(RuntimeError):  # noqa: N818 (named like queue.Full)
    """There are as many runs as are taken at a time."""


class Queue:
    """The live jobs: those that wait for a worker, and those of which a chunk is under way. Safe between threads."""

    def __init__(self, workers, most):
        self.workers, self.most = workers, most
        self._lock = threading.Lock()
        self._live = {}  # key -> Job
        self._waiting = deque()
        self._flying = set()
        self._closed = False

    def __contains__(self, spec):
        return spec.key in self._live

    def ticket(self, spec):
        """A Ticket for the live job of this spec, or for a new one. Raises RunnerBusy."""
        with self._lock:
            return Ticket(self._live.get(spec.key) or self._new(spec))

    def next(self):
        """The job to send a chunk of, or None for now."""
        with self._lock:
            self._drop_unwanted()
            if self._closed or not self._waiting or not self._may_fly(self._waiting[0]):
                return None
            job = self._waiting.popleft()
            self._flying.add(job)
            return job

    def back(self, job):
        """Let a job wait for its next chunk."""
        with self._lock:
            self._flying.discard(job)
            if not self._closed:
                self._waiting.append(job)

    def remove(self, job):
        """A job that ended, and may be asked for anew."""
        with self._lock:
            self._flying.discard(job)
            self._live.pop(job.spec.key, None)

    def close(self):
        """Take no more and send no more. Returns the jobs that were live."""
        with self._lock:
            self._closed = True
            return list(self._live.values())

    def _new(self, spec):
        self._drop_unwanted()
        if self._closed:
            raise RuntimeError("the runner is closed")
        if len(self._live) >= self.most:
            raise RunnerBusy(f"{self.most} runs are waiting or under way, which is the most; please try again later")
        job = self._live[spec.key] = Job(Report(spec))
        self._waiting.append(job)
        return job

    def _drop_unwanted(self):
        for job in [job for job in self._waiting if not job.tickets]:
            self._waiting.remove(job)
            del self._live[job.spec.key]

    def _may_fly(self, job):
        """Whether there is a worker for it. A job under which a worker died flies alone until it comes back whole, so
        that the one run that kills workers takes no others down with it."""
        alone = any(each.breaks for each in (job, *self._flying))
        return len(self._flying) < (1 if alone else self.workers)
