"""`python -m mlp warm`: fill the store with the results of all published runs, for a demo or a classroom."""

import math

import datasets
from mlp.commands import BAD_USAGE, DONE
from mlp.commands.training import loaded, open_store, say, watch, with_source
from mlp.experiments import EXPERIMENTS
from mlp.experiments.document import ending
from mlp.runs import cost, machine
from mlp.runs.jobs import FAILED
from mlp.runs.pace import pace
from mlp.runs.runner import Runner


def arguments(parser):
    names = ", ".join(EXPERIMENTS)
    parser.add_argument("--only", nargs="+", default=EXPERIMENTS, choices=EXPERIMENTS, metavar="NAME", help=names)


def warm(chosen):
    """Train what is not stored, one run after the other as far as the workers allow, a line for each."""
    specs = {name: with_source(spec) for each in chosen.only for name, spec in published(EXPERIMENTS[each])}
    store = open_store()
    missing = {name: spec for name, spec in specs.items() if spec not in store}
    say(f"data: {', '.join(sorted({source(spec) for spec in specs.values()}))}")
    seconds = {name: price for name, spec in missing.items() if (price := seconds_or_skip(name, spec)) is not None}
    with Runner(datasets.load, store, most=max(1, len(seconds))) as runner:
        tickets = {name: runner.submit(missing[name], rank=turn) for turn, name in enumerate(seconds)}
        say(f"{len(specs) - len(missing)} of {len(specs)} published runs are stored, {to_train(tickets, seconds)}")
        watch(tickets, say_ended)
        return BAD_USAGE if any(ticket.status == FAILED for ticket in tickets.values()) else DONE


def published(experiment):
    """(name, Spec) of every run of every preset."""
    for preset in experiment.presets:
        for label, spec in experiment.runs(preset).items():
            yield f"{experiment.name} --preset {preset}, {label}", spec


def source(spec):
    """The name of a run's data, and where they are from if there is a choice."""
    chosen = dict(spec.data).get("source")
    return f"{spec.dataset} ({chosen})" if chosen else spec.dataset


def seconds_or_skip(name, spec):
    """About how long a run takes on one processor core here; None, and a line why, if its data cannot be had."""
    try:
        return cost.of(cost.seconds, spec, loaded(spec)) * pace()
    except datasets.DataError as error:
        say(f"{name}: skipped, {error}")


def to_train(tickets, seconds):
    """How many runs there are to train, and about how long they take together, less what is trained of them."""
    if not tickets:
        return "0 to train"
    left = sum((1 - ticket.progress) * seconds[name] for name, ticket in tickets.items())
    wall = left / min(len(tickets), machine.processors())
    time = f"{math.ceil(wall)} s" if wall < 90 else f"{math.ceil(wall / 60)} min"
    return f"{len(tickets)} to train: about {time}"


def say_ended(name, report):
    say(f"{name}: {report.error or ending(report)}, {report.seconds:.1f} s of training")
