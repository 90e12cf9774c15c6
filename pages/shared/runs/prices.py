"""What runs will cost: the words on the button, and where a page says no."""

import math

import datasets
from mlp.engine.network import layer_sizes
from mlp.runs import cost, machine
from pages.shared.runs.resources import loaded
from pages.shared.text import _, plural

LONGEST = 30 * 60  # seconds that one press of the button may take: other visitors want the workers too
LONGEST_EPOCH = 30  # seconds of one epoch, within which nothing can be stopped


def together(todo):
    """About how long these runs take on the workers here; None if their data cannot be had."""
    try:
        return sum(seconds(spec) for spec in todo.values()) / min(len(todo), machine.processors())
    except datasets.DataError:
        return None


def longest_epoch(todo):
    return max(seconds(spec) / spec.epochs for spec in todo.values())


def words(price, todo, specs):
    """The button's words: how much there is to run and about how long it takes here."""
    if price is None:
        return _("Run")
    seeds = next(iter(todo.values())).replicates
    cached = len(specs) - len(todo)
    parts = [plural("{count} run", "{count} runs", len(specs)) + " × " + plural("{count} seed", "{count} seeds", seeds)]
    parts += [_("{cached} cached").format(cached=cached)] if cached else []
    return ", ".join([*parts, _("about {time}").format(time=duration(price))])


def seconds(spec):
    """About how long a run will take on one processor core. Raises DataError."""
    data = loaded(spec)
    evaluated = sum(len(split) for split in (data.train, data.validation, data.test) if split)
    return cost.seconds(spec, layer_sizes(spec, data), len(data.train), evaluated)


def duration(seconds):
    """A duration in words, rounded up."""
    if seconds < 90:
        return _("{count} s").format(count=max(1, math.ceil(seconds)))
    if seconds <= 2 * 3600:
        return _("{count} min").format(count=math.ceil(seconds / 60))
    return _("{count} h").format(count=math.ceil(seconds / 3600))
