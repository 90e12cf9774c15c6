"""A run while it is worked on: what its chunks gave so far, and who wants it."""

import threading
from dataclasses import dataclass, replace
from operator import attrgetter
from weakref import WeakSet

import numpy as np

from mlp.history import CANCELLED, FINISHED, RUNNING, History
from mlp.spec import Spec

QUEUED, FAILED = "queued", "failed"
CHUNK = 0.25  # seconds a chunk should last: seldom enough to cost little, often enough to watch
GROWTH = 8  # the most a chunk may be longer than the last


@dataclass(frozen=True)
class Report:
    """How far a run is, at one moment; replaced as a whole, never changed."""

    spec: Spec
    status: str = QUEUED  # queued, running, finished, cancelled or failed
    history: History | None = None
    epoch: int = 0
    seconds: float = 0.0  # of training, without waiting
    error: str | None = None  # one sentence

    @property
    def done(self):
        return self.status not in (QUEUED, RUNNING)

    @property
    def progress(self):
        """The share of the run that is done, from 0 to 1; 1 also if every replicate diverged before its end."""
        return 1.0 if self.status == FINISHED else self.epoch / self.spec.epochs

    def ended(self, status, error=None):
        """This report, with nothing more to come; the history so far stays."""
        return replace(self, status=status, error=error, history=self.history and self.history.ended_as(status))


class Job:
    """One run, shared by all who want it: as many as hold a Ticket."""

    def __init__(self, report):
        self.report, self.spec = report, report.spec
        self.state, self.epochs, self.breaks = None, 1, 0
        self.tickets = WeakSet()
        self.changed = threading.Condition()

    def take(self, state, seconds):
        """Take in what a chunk gave, and choose the length of the next one."""
        report, trained = self.report, state.epoch - self.report.epoch
        self.epochs = max(1, min(GROWTH * trained, round(trained * CHUNK / max(seconds, 1e-6))))
        self.state, self.breaks = replace(state, history=latest(state.history)), 0
        history = joined(report.history, state.history)
        self.show(replace(report, history=history, epoch=state.epoch, seconds=report.seconds + seconds))

    def show(self, report):
        """Replace the report, unless the last one was final."""
        with self.changed:
            if not self.report.done:
                self.report = report
            self.changed.notify_all()


def latest(history):
    """The part of a history that training needs to go on: its last row."""
    curves = {name: curve[-1:] for name, curve in history.curves.items()}
    return replace(history, epochs=history.epochs[-1:], curves=curves, snapshots={})


def joined(history, more):
    """A history (None at first) and the one that went on from its latest row."""
    if history is None:
        return more
    epochs = np.concatenate([history.epochs, more.epochs[1:]])
    curves = {name: np.concatenate([curve, more.curves[name][1:]]) for name, curve in history.curves.items()}
    return replace(more, epochs=epochs, curves=curves, snapshots={**history.snapshots, **more.snapshots})


class Ticket:
    """One visitor's view of a run. The run goes on while anybody keeps a ticket for it that is not cancelled."""

    def __init__(self, job):
        self._job, self._kept = job, None
        job.tickets.add(self)

    @property
    def report(self):
        """The latest Report; all the properties below are its own, each at the moment it is asked for."""
        return self._kept or self._job.report

    spec = property(attrgetter("report.spec"))
    status = property(attrgetter("report.status"))
    history = property(attrgetter("report.history"))
    epoch = property(attrgetter("report.epoch"))
    seconds = property(attrgetter("report.seconds"))
    error = property(attrgetter("report.error"))
    done = property(attrgetter("report.done"))
    progress = property(attrgetter("report.progress"))

    def cancel(self):
        """Want the run no more. What is there stays in this ticket; others who want the run see nothing of it."""
        with self._job.changed:
            if not self.done:
                self._kept = self._job.report.ended(CANCELLED)
            self._job.tickets.discard(self)
            self._job.changed.notify_all()

    def wait(self, timeout=None):
        """Wait until the run is done, at most so many seconds. Returns whether it is."""
        with self._job.changed:
            return self._job.changed.wait_for(lambda: self.done, timeout)
