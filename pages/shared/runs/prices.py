"""What runs will cost: the words on the button, where a page says no, and how much is left while they train."""

import heapq
import math
from time import monotonic

import datasets
from mlp.engine.network import layer_sizes
from mlp.runs import cost, machine
from mlp.runs.pace import learn, pace
from mlp.runs.pool import memory_share
from pages.shared.runs.resources import loaded
from pages.shared.text import _, plural

LONGEST = 30 * 60  # seconds that one press of the button may take: other visitors want the workers too
LONGEST_EPOCH = 30  # seconds of one epoch, within which nothing can be stopped
NAMED = 100_000_000  # bytes from which the price names the memory
PROGRAMS = 2  # of the runs that a worker had last: it keeps their arrays


def together(todo):
    """About how long these runs take on the workers here; None if their data cannot be had."""
    try:
        return sum(seconds(spec) for spec in todo.values()) / min(len(todo), machine.processors())
    except datasets.DataError:
        return None


def longest_epoch(todo):
    return max(seconds(spec) / spec.epochs for spec in todo.values())


def memory_together(todo):
    """About how many bytes these runs fill on the workers here."""
    return sum(heapq.nlargest(PROGRAMS * machine.processors(), map(memory, todo.values())))


def too_large(todo):
    """A sentence about a run that needs more memory than a worker here may fill; None if all fit."""
    limit = memory_share()
    needed = max(map(memory, todo.values()))
    if limit is None or needed <= limit:
        return None
    words = _(
        "This needs about {needed} of memory, and a run here may fill {limit}: choose fewer seeds, units or snapshots, "
        "or smaller batches."
    )
    return words.format(needed=size(needed), limit=size(limit))


def words(price, todo, specs):
    """The button's words: how much there is to run, about how long it takes here, and its memory if it is much."""
    if price is None:
        return _("Run")
    seeds = next(iter(todo.values())).replicates
    cached = len(specs) - len(todo)
    parts = [plural("{count} run", "{count} runs", len(specs)) + " × " + plural("{count} seed", "{count} seeds", seeds)]
    parts += [_("{cached} cached").format(cached=cached)] if cached else []
    parts += [_("about {time}").format(time=duration(price))]
    filled = memory_together(todo)
    return ", ".join([*parts, _("{size} of memory").format(size=size(filled))] if filled >= NAMED else parts)


def seconds(spec):
    """About how long a run will take on one processor core of this machine. Raises DataError."""
    return _estimated(cost.seconds, spec) * pace()


def memory(spec):
    """About how many bytes a run fills. Raises DataError."""
    return _estimated(cost.memory, spec)


def take_in(report):
    """Learn from a run that finished here how long runs take here."""
    if report.status == "finished" and report.history.epochs[-1] == report.spec.epochs:  # not cut short by divergence
        learn(_estimated(cost.seconds, report.spec), report.seconds)


def _estimated(figure, spec):
    data = loaded(spec)
    evaluated = sum(len(split) for split in (data.train, data.validation, data.test) if split)
    return figure(spec, layer_sizes(spec, data), len(data.train), evaluated)


def countdown(reports):
    """A Countdown for the runs of these reports; None if there is nothing to wait for or their data cannot be had."""
    try:
        return Countdown(reports) if any(not report.done for report in reports.values()) else None
    except datasets.DataError:
        return None


class Countdown:
    """How long runs still take: what was estimated at its start, corrected by how they go on since then."""

    def __init__(self, reports):
        self.seconds = {label: seconds(report.spec) for label, report in reports.items()}
        self.began, self.before = monotonic(), self._done(reports)
        live = [label for label, report in reports.items() if not report.done]
        left = sum((1 - reports[label].progress) * self.seconds[label] for label in live)
        self.estimate = left / min(len(live) or 1, machine.processors())

    def words(self, reports):
        """About how long they still take."""
        share = (self._done(reports) - self.before) / max(1 - self.before, 1e-9)
        left = cost.remaining(self.estimate, share, monotonic() - self.began)
        return _("about {time} left").format(time=duration(left))

    def _done(self, reports):
        """The share of all work that is done; a run that was stopped has nothing left to do."""
        done = {label: 1.0 if report.done else report.progress for label, report in reports.items()}
        return sum(done[label] * self.seconds[label] for label in done) / sum(self.seconds.values())


def duration(seconds):
    """A duration in words, rounded up."""
    if seconds < 90:
        return _("{count} s").format(count=max(1, math.ceil(seconds)))
    if seconds <= 2 * 3600:
        return _("{count} min").format(count=math.ceil(seconds / 60))
    return _("{count} h").format(count=math.ceil(seconds / 3600))


def size(count):
    """A number of bytes in words, rounded up."""
    if count < 1e9:
        return _("{count} MB").format(count=math.ceil(count / 1e6))
    return _("{count} GB").format(count=f"{math.ceil(count / 1e8) / 10:g}")
