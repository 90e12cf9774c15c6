"""The digits with Adam, 784-256-128-10 in batches of 64: milliseconds an epoch of ours and of PyTorch."""

import numpy as np

from bench import baselines, measure, report
from bench.engine import NEVER, trainer
from bench.full_batch import images
from mlp import Spec
from mlp.engine.network import layer_sizes, layers
from mlp.engine.training import generators, start

STACKED = 2
GOAL = 1.5  # times as long as ours
TOLERANCE = 0.02
OURS, OURS_STACKED, TORCH = "ours", f"ours × {STACKED}", "PyTorch, fused Adam"


def spec(replicates=1):
    return Spec(
        dataset="mnist",
        hidden=(256, 128),
        output="softmax",
        loss="categorical_cross_entropy",
        initializer="he",
        optimizer="adam",
        learning_rate=0.001,
        batch_size=64,
        reduction="mean",
        epochs=NEVER,
        evaluate_every=NEVER,
        replicates=replicates,
    )


def torch(data):
    """PyTorch from the weights and in the order of ours; None if it is not installed."""
    prepare = baselines.load("torch_adam")
    first = layers(start(spec(), data).parameters[0], layer_sizes(spec(), data))
    x = np.multiply(data.train.x, data.scale, dtype=np.float32)
    y, order = data.train.y.astype(np.int64), generators(spec())[0].order
    return prepare and prepare(first, x, y, spec().batch_size, spec().learning_rate, order)


def trains(data):
    """{contestant: train(epochs)} of all that can be measured here."""
    found = {OURS: trainer(spec(), data), OURS_STACKED: trainer(spec(STACKED), data), TORCH: torch(data)}
    return {name: train for name, train in found.items() if train}


def difference(data):
    """The largest difference between our weights and PyTorch's after an epoch (Adam enlarges what rounding does)."""
    ours = layers(trainer(spec(), data)(1).parameters[0], layer_sizes(spec(), data))
    pairs = zip(ours, torch(data)(1), strict=True)
    return max(np.abs(a - b).max() for ours, theirs in pairs for a, b in zip(ours, theirs, strict=True))


def table(effort):
    """Markdown: milliseconds an epoch and network."""
    data = images()
    times = measure.by_turns({name: (train, 1) for name, train in trains(data).items()}, effort.rounds)
    times[OURS_STACKED] = times[OURS_STACKED] / STACKED
    rows = [_row(name, seconds, times) for name, seconds in times.items()]
    head = ("784-256-128-10, Adam, batches of 64", "ms an epoch and network", "times ours", "target")
    return f"{report.table(head, rows)}\n\nData: {data.source}."


def _row(name, seconds, times):
    ratio = measure.ratio(times, name, OURS)
    target = f"≥ {GOAL} ×: {report.verdict(ratio >= GOAL)}" if name == TORCH else ""
    return name, report.figure(np.median(seconds) * 1e3), report.figure(ratio), target
