"""Iris, one update per flower: microseconds per step of ours, of the tutorial's loop and of scikit-learn."""

import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

import datasets
from bench import measure, report
from bench.baselines import flowers
from bench.engine import NEVER, trainer
from mlp.engine.network import layer_sizes, layers
from mlp.engine.training import start
from mlp.experiments.iris import PUBLISHED

STACKED = 10
TOLERANCE = 1e-4
OURS, OURS_STACKED, LOOP, SCIKIT = "ours", f"ours × {STACKED}", "the tutorial's loop, float64", "scikit-learn"
TARGETS = {LOOP: 1, SCIKIT: 5}  # times as long as ours, at least


def spec(replicates=1):
    """The published run, whose loss is measured before training and not again."""
    return PUBLISHED.but(epochs=NEVER, evaluate_every=NEVER, running_loss=False, snapshots=(), replicates=replicates)


def trains(data):
    """{contestant: train(epochs)}"""
    return {
        OURS: trainer(spec(), data),
        OURS_STACKED: trainer(spec(STACKED), data),
        LOOP: loop(data),
        SCIKIT: scikit(data),
    }


def loop(data):
    """The tutorial's loop, from the weights that ours starts from."""
    first = layers(start(spec(), data).parameters[0].astype(float), layer_sizes(spec(), data))
    return flowers.prepare(first, data.train.x, np.eye(3)[data.train.y], PUBLISHED.learning_rate)


def scikit(data):
    """Cross-entropy instead of squared errors, since MLPClassifier has no other loss: as many steps of the same net."""
    settings = {"solver": "sgd", "momentum": 0, "alpha": 0, "batch_size": 1, "shuffle": False}
    rate = PUBLISHED.learning_rate
    model = MLPClassifier(PUBLISHED.hidden, activation="logistic", learning_rate_init=rate, **settings)

    def train(epochs):
        with warnings.catch_warnings(action="ignore"):
            for _ in range(epochs):
                model.partial_fit(data.train.x, data.train.y, classes=range(3))

    return train


def difference(data):
    """The largest difference between our weights and the tutorial's after an epoch."""
    ours = layers(trainer(spec(), data)(1).parameters[0], layer_sizes(spec(), data))
    pairs = zip(ours, loop(data)(1), strict=True)
    return max(np.abs(a - b).max() for ours, theirs in pairs for a, b in zip(ours, theirs, strict=True))


def table(effort):
    """Markdown. Ends the program if ours does not train what the tutorial does."""
    data = datasets.load("iris")
    if not difference(data) < TOLERANCE:
        raise SystemExit("Iris is not trained as by the tutorial's loop")
    times = measure.by_turns(measure.filling(trains(data), effort.span), effort.rounds)
    times[OURS_STACKED] = times[OURS_STACKED] / STACKED
    rows = [_row(name, seconds, times, len(data.train)) for name, seconds in times.items()]
    return report.table(("one update per flower", "µs per step and network", "times ours", "target"), rows)


def _row(name, seconds, times, steps):
    ratio = measure.ratio(times, name, OURS)
    least = TARGETS.get(name)
    target = f"≥ {least} ×: {report.verdict(ratio >= least)}" if least else ""
    return name, report.figure(np.median(seconds) / steps * 1e6), report.figure(ratio), target
