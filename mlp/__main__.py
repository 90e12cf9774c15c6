"""The command line: `python -m mlp list`, `doctor`, `run NAME` and `warm`.

An entry point like the app: with `mlp.commands`, the only part of mlp that knows datasets.
"""

import argparse
import sys

try:
    import datasets
    from mlp.commands import BAD_USAGE, DONE, INTERRUPTED, run, warm
    from mlp.experiments import EXPERIMENTS
    from mlp.runs import doctor
    from mlp.settings import SpecError
except KeyboardInterrupt:  # these take long enough for that
    print("mlp: stopped", file=sys.stderr)
    sys.exit(130)


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
    one = commands.add_parser("run", help="train an experiment and compare with what was reported")
    one.set_defaults(do=run.run)
    run.arguments(one)
    everything = commands.add_parser("warm", help="fill the store with the results of all published runs")
    everything.set_defaults(do=warm.warm)
    warm.arguments(everything)
    return top


def stopped(chosen):
    """What Ctrl-C leaves behind, in one line."""
    if chosen.do not in (run.run, warm.warm):
        return "mlp: stopped"
    kept = chosen.do is warm.warm or not chosen.no_store
    return f"mlp: stopped; {'the same command goes on from here' if kept else 'nothing is kept'}"


def list_experiments(_chosen):
    for experiment in EXPERIMENTS.values():
        print(f"{experiment.name:14} {experiment.document:4} {experiment.question}")
        for name, preset in experiment.presets.items():
            print(f"{'':19} --preset {name:12} {preset.note}")
    return DONE


def show_doctor(_chosen):
    print("\n".join(doctor.lines({name: datasets.best_source(name) for name in datasets.names()})))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
