"""The command line: `python -m mlp list`, `python -m mlp run NAME` and `python -m mlp doctor`.

An entry point like the app: the only file of mlp that knows datasets.
"""

import argparse
import json
import sys
import time

try:
    import datasets
    from mlp.experiments import EXPERIMENTS, published_specs
    from mlp.experiments.document import as_document, claim_line, judged, needs, table
    from mlp.runs import doctor
    from mlp.runs.runner import Runner
    from mlp.runs.store import Store, default_folder
    from mlp.settings import SpecError
    from mlp.spec import SETTINGS
except KeyboardInterrupt:  # these take long enough for that
    print("mlp: stopped", file=sys.stderr)
    sys.exit(130)

DONE, ALL_DIVERGED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments=None):
    """Run one command; returns the exit status."""
    chosen = parser().parse_args(arguments)
    try:
        return chosen.do(chosen)
    except (SpecError, datasets.DataError) as error:
        print(f"mlp: {error}", file=sys.stderr)
        return BAD_USAGE
    except KeyboardInterrupt:
        print(stopped(chosen), file=sys.stderr)
        return INTERRUPTED


def parser():
    """The command line's words."""
    top = argparse.ArgumentParser(prog="python -m mlp", description="Train the published experiments.")
    commands = top.add_subparsers(dest="command", required=True)
    listed = commands.add_parser("list", help="name every experiment and its presets")
    listed.set_defaults(do=list_experiments)
    asked = commands.add_parser("doctor", help="say what this machine gives: processor, kernel, data, store")
    asked.set_defaults(do=show_doctor)
    run = commands.add_parser("run", help="train an experiment and compare with what was reported")
    run.set_defaults(do=run_experiment)
    run.add_argument("name", choices=EXPERIMENTS, metavar="NAME", help=", ".join(EXPERIMENTS))
    run.add_argument("--preset", help="only the runs of this preset")
    run.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="change a setting of every run")
    run.add_argument("--replicates", type=int, metavar="N", help="how many seeds")
    run.add_argument("--seed", type=int, metavar="S", help="where the random numbers start")
    run.add_argument("--json", metavar="FILE", help="write runs and claims to FILE")
    run.add_argument("--no-store", action="store_true", help="neither read nor keep stored results")
    return top


def stopped(chosen):
    """What Ctrl-C leaves behind, in one line."""
    if chosen.command != "run":
        return "mlp: stopped"
    return f"mlp: stopped; {'nothing is kept' if chosen.no_store else 'the same command goes on from here'}"


def list_experiments(_chosen):
    for experiment in EXPERIMENTS.values():
        print(f"{experiment.name:14} {experiment.document:4} {experiment.question}")
        for name, preset in experiment.presets.items():
            print(f"{'':19} --preset {name:12} {preset.note}")
    return DONE


def show_doctor(_chosen):
    print("\n".join(doctor.lines({name: datasets.best_source(name) for name in datasets.names()})))
    return DONE


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
        datasets.load(spec.dataset, **dict(spec.data))
    return specs


def check_writable(path):
    """Raises SpecError now rather than an OSError after the training."""
    try:
        open(path, "a", encoding="utf-8").close()
    except OSError as error:
        raise SpecError("--json", f"a file that can be written ({error.strerror})", path) from None


def assignment(text):
    """('learning_rate', 0.1) of 'learning_rate=0.1'. Raises SpecError."""
    name, equals, value = text.partition("=")
    if not equals or name not in SETTINGS:
        raise SpecError("--set", f"FIELD=VALUE with a field of {', '.join(SETTINGS)}", text)
    return name, SETTINGS[name].parse(name, value)


def with_source(spec):
    """The spec with the best source of its data that this machine has, if it names none."""
    return spec.but(data=datasets.with_source(spec.dataset, dict(spec.data)))


def run_experiment(chosen):
    """Train these runs, one after the other as far as the workers allow, and say what came out."""
    specs = wanted(chosen)
    store = None if chosen.no_store else Store(default_folder(), pinned=lambda: map(with_source, published_specs()))
    with Runner(datasets.load, store) as runner:
        tickets = {label: runner.submit(spec, rank=turn) for turn, (label, spec) in enumerate(specs.items())}
        watch(tickets)
        reports = {label: ticket.report for label, ticket in tickets.items()}
    claims = EXPERIMENTS[chosen.name].claims
    print("\n".join(table(reports)))
    for verdict in judged(claims, reports):
        print(claim_line(verdict))
    for claim in claims:
        if lacking := needs(claim, reports):
            print(f"{claim.claim}: not judged, it speaks of {', '.join(lacking)}")
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as file:
            json.dump(as_document(chosen.name, reports, claims), file)
    return status(reports)


def watch(tickets):
    """Draw a progress bar until every run is done."""
    try:
        while not all(ticket.done for ticket in tickets.values()):
            if sys.stderr.isatty():
                draw_bar(tickets.values())
            time.sleep(0.1)
    finally:
        if sys.stderr.isatty():
            print(file=sys.stderr)


def draw_bar(tickets):
    """In place of the last one."""
    share = sum(ticket.progress for ticket in tickets) / len(tickets)
    done = sum(ticket.done for ticket in tickets)
    print(f"\r{'█' * round(share * 30):30} {share:4.0%}, {done} of {len(tickets)} runs done", end="", file=sys.stderr)


def status(reports):
    for label, report in reports.items():
        if report.error:
            print(f"mlp: {label}: {report.error}", file=sys.stderr)
    if any(report.status == "failed" for report in reports.values()):
        return BAD_USAGE
    gone = [(report.history.diverged >= 0).all() for report in reports.values()]
    return ALL_DIVERGED if all(gone) else DONE


if __name__ == "__main__":
    sys.exit(main())
