"""A run while it is worked on: where it stands, and who wants it."""

import threading
from dataclasses import dataclass, replace
from operator import attrgetter
from time import monotonic
from weakref import WeakSet

from mlp.history import CANCELLED, FINISHED, RUNNING, History
from mlp.runs.standing import Standing
from mlp.spec import Spec

QUEUED, FAILED = "queued", "failed"
CHUNK = 0.25  # seconds a chunk should last: seldom enough to cost little, often enough to watch
GROWTH = 8  # the most a chunk may be longer than the last
PATIENCE = 20  # seconds that a run goes on for somebody who is not there: a tab may lose its connection for a moment
BACKGROUND = 1  # the rank of what nobody looks at


@dataclass(frozen=True)
class Report:
    """How far a run is, at one moment; replaced as a whole, never changed."""

    spec: Spec
    status: str = QUEUED  # queued, running, finished, cancelled or failed
    history: History | None = None
    epoch: int = 0  # of the seeds at work
    seconds: float = 0.0  # of training, without waiting
    error: str | None = None  # one sentence
    seeds: range = range(0)  # those at work: the seeds before them are whole, those behind them did not begin

    @property
    def done(self):
        return self.status not in (QUEUED, RUNNING)

    @property
    def progress(self):
        """The share of the run that is done, from 0 to 1; 1 also if every replicate diverged before its end."""
        trained = self.seeds.start * self.spec.epochs + len(self.seeds) * self.epoch
        return 1.0 if self.status == FINISHED else trained / (self.spec.replicates * self.spec.epochs)

    def ended(self, status, error=None):
        """This report, with nothing more to come; the history so far stays."""
        return replace(self, status=status, error=error, history=self.history and self.history.ended_as(status))


class Job:
    """One run, shared by all who want it: as many as hold a Ticket. It goes on from a Standing."""

    def __init__(self, spec, standing=None):
        self.spec, self.report = spec, Report(spec)
        self.standing, self.epochs, self.breaks = standing or Standing(), 1, 0
        self.tickets = WeakSet()
        self.changed = threading.Condition()
        self._show_standing()

    def finish(self, history, seconds):
        """Be done, with this History of all seeds."""
        seeds, epoch = range(self.spec.replicates, self.spec.replicates), int(history.epochs[-1])
        self.show(Report(self.spec, FINISHED, history, epoch, seconds, seeds=seeds))
        self.standing = None

    @property
    def rank(self):
        """That of the first among those who want it; None if nobody does."""
        return min((ticket.rank for ticket in self.tickets if ticket.wants()), default=None)

    def work(self):
        """The next chunk: (spec, State of the seeds at work, these as a slice, epochs to train)."""
        seeds = self.standing.seeds(self.spec)
        return self.spec, self.standing.state, slice(seeds.start, seeds.stop), self.epochs

    def take(self, state, seconds):
        """Take in what a chunk gave, and choose the length of the next one."""
        trained = state.epoch - self.standing.epoch
        self.epochs = max(1, min(GROWTH * trained, round(trained * CHUNK / max(seconds, 1e-6))))
        self.standing, self.breaks = self.standing.after(self.spec, state, seconds), 0
        if not self.whole:
            self._show_standing()

    @property
    def whole(self):
        """Whether all seeds reached their end."""
        return not self.standing.seeds(self.spec)

    def show(self, report):
        """Replace the report, unless the last one was final."""
        with self.changed:
            if not self.report.done:
                self.report = report
            self.changed.notify_all()

    def _show_standing(self):
        standing = self.standing
        now = {"history": standing.history(self.spec), "epoch": standing.epoch, "seconds": standing.seconds}
        self.show(replace(self.report, seeds=standing.seeds(self.spec), **now))


class Ticket:
    """One visitor's view of a run. The run goes on while anybody keeps a ticket for it that is not cancelled.

    `there()` says whether its visitor is still there. A run that only visitors want who have not been there for
    PATIENCE seconds is put away; their tickets have lapsed.
    """

    def __init__(self, job, rank=0, there=lambda: True):
        self._job, self._kept, self._there, self._seen = job, None, there, monotonic()
        self.rank = rank
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

    @property
    def lapsed(self):
        """Whether the run was put away although this ticket was never cancelled: submit it anew, and it goes on."""
        return self._kept is None and self.status == CANCELLED

    def wants(self):
        """Whether the run is to go on for this ticket."""
        if self._there():
            self._seen = monotonic()
        return self._kept is None and monotonic() - self._seen < PATIENCE

    def cancel(self):
        """Want the run no more. What is there stays in this ticket; others who want the run see nothing of it."""
        with self._job.changed:
            if not self.done:
                self._kept = self._job.report.ended(CANCELLED)
            self._job.changed.notify_all()

    def wait(self, timeout=None):
        """Wait until the run is done, at most so many seconds. Returns whether it is."""
        with self._job.changed:
            return self._job.changed.wait_for(lambda: self.done, timeout)
