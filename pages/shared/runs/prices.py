"""What runs will cost: the words on the button, and where a page says no."""

import functools
import heapq
import math

import datasets
from mlp.experiments import published_specs
from mlp.runs import cost, machine
from mlp.runs.pace import learn, pace
from mlp.runs.pool import memory_share
from pages.shared.runs.resources import loaded
from pages.shared.text import _, plural

LONGEST = 30 * 60  # seconds that one press of the button may take: other visitors want the workers too
LONGEST_EPOCH = 30  # seconds of one epoch, within which nothing can be stopped
UNASKED = 5  # seconds that a run may take that nobody asked for
NAMED = 100_000_000  # bytes from which the price names the memory
PROGRAMS = 2  # of the runs that a worker had last: it keeps their arrays


def together(todo):
    """About how long these runs take on the workers here; None if their data cannot be had."""
    try:
        return sum(seconds(spec) for spec in todo.values()) / min(len(todo), machine.processors())
    except datasets.DataError:
        return None


def may_start_unasked(todo):
    """Whether these runs are the documents' own, or cheap."""
    if {_without_source(spec) for spec in todo.values()} <= _published():
        return True
    price = together(todo)
    return price is not None and price <= UNASKED


@functools.cache
def _published():
    return set(published_specs())


def _without_source(spec):
    return spec.but(data={name: value for name, value in spec.data if name != "source"})


def refusal(todo, left=1.0, name=""):
    """Why these runs, of which this share is left, are not started here, in a sentence; None where they are."""
    price = together(todo)
    if price is None:
        return None
    if price * left <= LONGEST and longest_epoch(todo) <= LONGEST_EPOCH:
        return too_large(todo)
    words = _(
        "Runs of more than {time}, or {epoch} for one epoch, are not started here: choose fewer epochs, seeds or "
        "units, or run them in a terminal with `python -m mlp run {name} --set epochs=…`, which has no such limit."
    )
    return words.format(time=duration(LONGEST), epoch=duration(LONGEST_EPOCH), name=name)


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
    seeds = next(iter(todo.values())).replicates
    cached = len(specs) - len(todo)
    parts = [plural("{count} run", "{count} runs", len(specs)) + " × " + plural("{count} seed", "{count} seeds", seeds)]
    parts += [_("{cached} cached").format(cached=cached)] if cached else []
    if price is None:
        return ", ".join(parts)
    parts += [_("about {time}").format(time=duration(price))]
    filled = memory_together(todo)
    return ", ".join([*parts, _("{size} of memory").format(size=size(filled))] if filled >= NAMED else parts)


def seconds(spec):
    """About how long a run will take on one processor core of this machine. Raises DataError."""
    return estimated(cost.seconds, spec) * pace()


def memory(spec):
    """About how many bytes a run fills. Raises DataError."""
    return estimated(cost.memory, spec)


def take_in(report):
    """Learn from a run that finished here how long runs take here."""
    if report.status == "finished" and report.history.epochs[-1] == report.spec.epochs:  # not cut short by divergence
        learn(estimated(cost.seconds, report.spec), report.seconds)


def estimated(figure, spec):
    """A figure of mlp.runs.cost for this run on its data. Raises DataError."""
    return cost.of(figure, spec, loaded(spec))


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
