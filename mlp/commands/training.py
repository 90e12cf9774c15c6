"""What the commands that train have in common: the data at hand, the store, a bar while runs are under way."""

import sys
import time

import datasets
from mlp.experiments import published_specs
from mlp.runs.store import Store, default_folder

WIDTH = 30  # letters of the bar


def with_source(spec):
    """The spec with the best source of its data that this machine has, if it names none."""
    return spec.but(data=datasets.with_source(spec.dataset, dict(spec.data)))


def loaded(spec):
    """The data of a spec. Raises DataError."""
    return datasets.load(spec.dataset, **dict(spec.data))


def open_store():
    """The store that the app has, too."""
    return Store(default_folder(), pinned=lambda: map(with_source, published_specs()))


def watch(tickets, ended=lambda name, report: None):
    """Draw a progress bar until every run is done, and call ended(name, Report) as each comes to its end."""
    live = dict(tickets)
    try:
        while live:
            draw_bar(tickets.values())
            for name in [name for name, ticket in live.items() if ticket.done]:
                ended(name, live.pop(name).report)
            time.sleep(0.1 if live else 0)
    finally:
        if sys.stderr.isatty():
            print(file=sys.stderr)


def draw_bar(tickets):
    """In place of the last one; nothing where nobody looks."""
    if sys.stderr.isatty():
        share = sum(ticket.progress for ticket in tickets) / len(tickets)
        done = sum(ticket.done for ticket in tickets)
        bar = f"{'█' * round(share * WIDTH):{WIDTH}} {share:4.0%}, {done} of {len(tickets)} runs done"
        print(f"\r{bar}", end="", file=sys.stderr, flush=True)


def say(line):
    """Print a line in place of the bar, which is drawn anew below it."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(line, flush=True)
