"""`python -m bench.documents width --seeds 400`, `python -m bench.documents digits --seeds 40`"""

import argparse
import math

import numpy as np

import datasets
from bench.documents import digits, surface
from mlp import advance, start
from mlp.experiments import EXPERIMENTS
from mlp.experiments.claims import wilson

AT_ONCE = {"width": 400, "digits": 10}  # networks side by side
GOOD = 0.05
STEPS = (50, 100, 200, 300, 350)


def width(seeds):
    """How many networks of width 10 get below a loss of 0.05, the document's loop against the engine."""
    spec = EXPERIMENTS["surface-width"].runs()["width 10"].but(evaluate_every=30)
    engine = np.concatenate(
        [run(spec.but(replicates=n, seed=s)).final("train_loss") for s, n in groups("width", seeds)]
    )
    loop = np.concatenate([surface.final_losses(10, n, s) for s, n in groups("width", seeds)])
    good = [int((losses < GOOD).sum()) for losses in (engine, loop)]
    for name, count in zip(("engine", "the document's loop"), good, strict=True):
        low, high = wilson(count, seeds)
        print(f"{name}: {count} of {seeds} below {GOOD}, {count / seeds:.1%} ({low:.1%} to {high:.1%})")
    print(f"a difference like this or larger comes by chance with a probability of {chance(*good, seeds):.2f}")


def chance(one, other, of):
    """The two-sided probability of counts so far apart if both have the same share (two-proportion z test)."""
    both = (one + other) / (2 * of)
    z = abs(one - other) / of / math.sqrt(2 * both * (1 - both) / of)
    return math.erfc(z / math.sqrt(2))


def digits_(seeds):
    """Accuracies of the corrected preset, step by step, the document's loop against the engine."""
    spec = (
        EXPERIMENTS["mnist"].runs("corrected")["corrected"].but(data={"source": "idx"}, evaluate_every=50, snapshots=())
    )
    data = datasets.load("mnist", source="idx")
    histories = [run(spec.but(replicates=n, seed=s)) for s, n in groups("digits", seeds)]
    parts = [(np.ascontiguousarray(split.x.T / np.float32(255)), split.y) for split in (data.train, data.test)]
    loops = [digits.accuracies(*parts, True, n, s, STEPS) for s, n in groups("digits", seeds)]
    for step in STEPS:
        for which, curve in enumerate(("train_accuracy", "test_accuracy")):
            ours = np.concatenate([h.curves[curve][list(h.epochs).index(step)] for h in histories])
            theirs = np.concatenate([reached[step][which] for reached in loops])
            print(f"step {step:3} {curve:14} engine {spread(ours)}, the document's loop {spread(theirs)}", flush=True)


def spread(values):
    low, first, median, third, high = np.percentile(values, (0, 25, 50, 75, 100))
    return f"{median:.3f} (quartiles {first:.3f} to {third:.3f}, all {low:.3f} to {high:.3f})"


def run(spec):
    data = datasets.load(spec.dataset, **dict(spec.data))
    return advance(spec, data, start(spec, data), spec.epochs).history


def groups(name, seeds):
    """(seed, how many networks) of each group."""
    return [(number, min(AT_ONCE[name], seeds - first)) for number, first in enumerate(range(0, seeds, AT_ONCE[name]))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("name", choices=("width", "digits"))
    parser.add_argument("--seeds", type=int, default=400)
    chosen = parser.parse_args()
    {"width": width, "digits": digits_}[chosen.name](chosen.seeds)
