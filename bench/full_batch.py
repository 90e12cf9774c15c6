"""The full-batch digits (784-10-10 on 41,000 images) beside the two matrix products that no engine can do without."""

import os
from pathlib import Path

import numpy as np

import datasets
from bench import measure, report
from bench.engine import NEVER, trainer
from mlp import Spec

IMAGES, PIXELS, UNITS = 41_000, 784, 10
BLOCK = 96  # rows, few enough for OpenBLAS's quick kernels for small matrices
REPLICATES = (1, 16)
ITERATIONS = 5  # in each turn, the last of them evaluated in the published run
MOST = 1.3


def images():
    """The real digits if they are at hand, else random images."""
    if "MLP_EXPLORER_REAL_DATA" in os.environ:
        os.environ["MLP_EXPLORER_MNIST"] = str(Path(os.environ["MLP_EXPLORER_REAL_DATA"], "mnist"))
    try:
        return datasets.load("mnist", source="idx", train_rows=IMAGES)
    except datasets.DataError:
        return _random_images(np.random.default_rng(0))


def _random_images(rng):
    def split(rows):
        return datasets.Split(rng.integers(0, 256, (rows, PIXELS), np.uint8), rng.integers(0, 10, rows))

    return datasets.Dataset(
        name="mnist",
        train=split(IMAGES),
        validation=split(1000),
        classes=tuple("0123456789"),
        scale=1 / 255,
        source=f"{IMAGES} random images",
    )


def spec(replicates, evaluate_every):
    """The published run."""
    return Spec(
        dataset="mnist",
        hidden=(UNITS,),
        activation="relu",
        output="softmax",
        loss="categorical_cross_entropy",
        initializer="uniform",
        init_scale=0.5,
        learning_rate=0.1,
        batch_size=0,
        reduction="mean",
        shuffle=False,
        epochs=NEVER,
        evaluate_every=evaluate_every,
        replicates=replicates,
    )


def as_floats(data):
    """The images as (rows, pixels + 1) numbers, the last column ones, which carries the biases."""
    x = np.ones((len(data.train), PIXELS + 1), np.float32)
    np.multiply(data.train.x, data.scale, out=x[:, :-1], casting="same_kind")
    return x


def products(x, units):
    """`train(iterations)` that only multiplies: block @ weights and errors^T @ block for every block of x."""
    rng = np.random.default_rng(0)
    weights = rng.standard_normal((x.shape[1], units), np.float32)
    errors = rng.standard_normal((BLOCK, units), np.float32)
    sums, gradient = np.empty_like(errors), np.empty((units, x.shape[1]), np.float32)
    blocks = [x[start : start + BLOCK] for start in range(0, len(x), BLOCK)]

    def train(iterations):
        for _ in range(iterations):
            for block in blocks:
                np.matmul(block, weights, out=sums[: len(block)])
                np.matmul(errors[: len(block)].T, block, out=gradient)

    return train


def table(effort):
    """Markdown: milliseconds per iteration and network, without evaluation and with the published one."""
    data = images()
    rows = [row for replicates in REPLICATES for row in _rows(data, as_floats(data), replicates, effort)]
    head = ("replicates", "evaluated", "ours (ms)", "two products (ms)", "ratio", f"target ≤ {MOST}")
    return f"{report.table(head, rows)}\n\nMilliseconds per iteration and network. Data: {data.source}."


def _rows(data, x, replicates, effort):
    ours = {"never": trainer(spec(replicates, NEVER), data), "every 5": trainer(spec(replicates, 5), data)}
    trains = {"products": products(x, replicates * UNITS), **ours}
    times = measure.by_turns({name: (train, ITERATIONS) for name, train in trains.items()}, effort.rounds)
    each = {name: report.figure(np.median(seconds) * 1e3 / replicates) for name, seconds in times.items()}
    for name in ours:
        ratio = measure.ratio(times, name, "products")
        yield str(replicates), name, each[name], each["products"], report.figure(ratio), report.verdict(ratio <= MOST)
