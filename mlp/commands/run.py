"""`python -m mlp run NAME`: train an experiment and compare with what was reported."""

import json
import sys
from pathlib import Path

import datasets
from mlp.commands import ALL_DIVERGED, BAD_USAGE, DONE
from mlp.commands.training import loaded, open_store, watch, with_source
from mlp.experiments import EXPERIMENTS
from mlp.experiments.document import as_document, claim_line, judged, needs, table
from mlp.runs.runner import Runner
from mlp.settings import SpecError
from mlp.spec import SETTINGS


def arguments(parser):
    parser.add_argument("name", choices=EXPERIMENTS, metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--preset", help="only the runs of this preset")
    parser.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="change a setting of every run"
    )
    parser.add_argument("--replicates", type=int, metavar="N", help="how many seeds")
    parser.add_argument("--seed", type=int, metavar="S", help="where the random numbers start")
    parser.add_argument("--json", metavar="FILE", help="write runs and claims to FILE")
    parser.add_argument("--no-store", action="store_true", help="neither read nor keep stored results")


def run(chosen):
    """Train these runs, one after the other as far as the workers allow, and say what came out."""
    specs = wanted(chosen)
    with Runner(datasets.load, None if chosen.no_store else open_store()) as runner:
        tickets = {label: runner.submit(spec, rank=turn) for turn, (label, spec) in enumerate(specs.items())}
        watch(tickets)
        reports = {label: ticket.report for label, ticket in tickets.items()}
    claims = EXPERIMENTS[chosen.name].claims
    print("\n".join([*table(reports), *verdicts(claims, reports)]))
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as file:
            json.dump(as_document(chosen.name, reports, claims), file)
    return status(reports)


def wanted(chosen):
    """label -> Spec as the arguments have it. Raises SpecError or DataError."""
    experiment = EXPERIMENTS[chosen.name]
    if chosen.preset is not None and chosen.preset not in experiment.presets:
        raise SpecError("--preset", f"one of {', '.join(experiment.presets)}", chosen.preset)
    changes = dict(assignment(text) for text in chosen.set)
    for name in ("replicates", "seed"):
        if getattr(chosen, name) is not None:
            changes[name] = getattr(chosen, name)
    if chosen.json:
        check_writable(chosen.json)
    specs = {label: spec.but(**changes) for label, spec in experiment.runs(chosen.preset).items()}
    specs = {label: with_source(spec) for label, spec in specs.items()}
    for spec in specs.values():
        loaded(spec)
    return specs


def check_writable(path):
    """Raises SpecError now rather than an OSError after the training; leaves no file that was not there."""
    there = Path(path).exists()
    try:
        open(path, "a", encoding="utf-8").close()
    except OSError as error:
        raise SpecError("--json", f"a file that can be written ({error.strerror})", path) from None
    if not there:
        Path(path).unlink()


def assignment(text):
    """('learning_rate', 0.1) of 'learning_rate=0.1'. Raises SpecError."""
    name, equals, value = text.partition("=")
    if not equals or name not in SETTINGS:
        raise SpecError("--set", f"FIELD=VALUE with a field of {', '.join(SETTINGS)}", text)
    return name, SETTINGS[name].parse(name, value)


def verdicts(claims, reports):
    """A line for every claim: judged by these runs, or what it speaks of that they are not."""
    lacking = {claim.claim: needs(claim, reports) for claim in claims}
    unjudged = [f"{name}: not judged, it speaks of {', '.join(words)}" for name, words in lacking.items() if words]
    return [*map(claim_line, judged(claims, reports)), *unjudged]


def status(reports):
    for label, report in reports.items():
        if report.error:
            print(f"mlp: {label}: {report.error}", file=sys.stderr)
    if any(report.status == "failed" for report in reports.values()):
        return BAD_USAGE
    gone = [(report.history.diverged >= 0).all() for report in reports.values()]
    return ALL_DIVERGED if all(gone) else DONE
