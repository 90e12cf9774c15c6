"""The runner's way to its store (or to none): results that all visitors share, and where runs stand, now and then."""

import time
from weakref import WeakKeyDictionary, WeakValueDictionary

from mlp.runs.jobs import Job
from mlp.runs.results import Result

EVERY = 5  # seconds between two checkpoints of a run
SHARE = 0.05  # of the time, at most, goes into writing them


class Archive:
    """Finished jobs, loaded once for all who look at them; and a Standing of every live job, never too old."""

    def __init__(self, store=None):
        self.store = store
        self._finished = WeakValueDictionary()  # key -> Job
        self._next = WeakKeyDictionary()  # Job -> (the Standing that is kept, when the next one is due)

    def finished(self, spec):
        """The job of a run whose result is here, or None."""
        job = self._finished.get(spec.key)
        if job is None and self.store and (result := self.store.get(spec)):
            job = self._finished[spec.key] = Job(spec)
            job.finish(result.history, result.seconds)
        return job

    def finish(self, job):
        """Keep the result of a job, and show it as it is kept: many weights are not in memory then."""
        result = Result(job.standing.history(job.spec), job.standing.seconds)
        if self.store:
            self.store.put(job.spec, result)
            result = self.store.get(job.spec) or result
        self._finished[job.spec.key] = job
        job.finish(result.history, result.seconds)

    def begin(self, spec, anew):
        """A job that goes on from where the store has it; `anew`, from nothing."""
        standing = self.store.begun(spec) if self.store and not anew else None
        job = Job(spec, standing)
        self._next[job] = job.standing, time.monotonic() + EVERY
        return job

    def forget(self, spec):
        """Know nothing of a run that did not end."""
        if self.store:
            self.store.forget(spec)

    def keep(self, job):
        """Write down where a job stands."""
        standing, (kept, _) = job.standing, self._next[job]
        if self.store and standing and standing is not kept:
            began = time.monotonic()
            self.store.keep(job.spec, standing)
            took = time.monotonic() - began
            self._next[job] = standing, began + max(EVERY, took / SHARE)

    def keep_if_due(self, job):
        """Write down where a job stands, if it is long ago."""
        if time.monotonic() >= self._next[job][1]:
            self.keep(job)
