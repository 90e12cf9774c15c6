"""Which run's chunk comes next: the lowest rank first, equal ones in turn, as many at a time as there are workers."""

import threading
from collections import deque


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

    def get(self, spec):
        """The live job of this spec, or None."""
        return self._live.get(spec.key)

    def check_room(self):
        """Raises RunnerBusy if no job may be added."""
        if self._closed:
            raise RuntimeError("the runner is closed")
        if len(self._live) >= self.most:
            raise RunnerBusy(f"{self.most} runs are waiting or under way, which is the most; please try again later")

    def add(self, job):
        """A new job, which waits for its first chunk."""
        with self._lock:
            self._live[job.spec.key] = job
            self._waiting.append(job)

    def next(self):
        """The job to send a chunk of, or None for now."""
        with self._lock:
            if self._closed or not self._waiting:
                return None
            job = min(self._waiting, key=_rank)
            if not self._may_fly(job):
                return None
            self._waiting.remove(job)
            self._flying.add(job)
            return job

    def back(self, job):
        """Let a job wait for its next chunk."""
        with self._lock:
            self._flying.discard(job)
            if not self._closed and self._live.get(job.spec.key) is job:
                self._waiting.append(job)

    def remove(self, job):
        """A job that ended, or is forgotten while its chunk is under way, and may be asked for anew."""
        with self._lock:
            self._flying.discard(job)
            if job in self._waiting:
                self._waiting.remove(job)
            if self._live.get(job.spec.key) is job:
                del self._live[job.spec.key]

    def unwanted(self):
        """The waiting jobs that nobody wants."""
        with self._lock:
            return [job for job in self._waiting if job.rank is None]

    def close(self):
        """Take no more and send no more. Returns the jobs that were live."""
        with self._lock:
            self._closed = True
            return list(self._live.values())

    def _may_fly(self, job):
        """Whether there is a worker for it. A job under which a worker died flies alone until it comes back whole, so
        that the one run that kills workers takes no others down with it."""
        alone = any(each.breaks for each in (job, *self._flying))
        return len(self._flying) < (1 if alone else self.workers)


def _rank(job):
    rank = job.rank
    return float("inf") if rank is None else rank
