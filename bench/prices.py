"""The price on the button beside what was measured: a dozen very different runs, estimated and trained by turns."""

import numpy as np

import datasets
from bench import measure, report
from bench.full_batch import images
from mlp import Spec
from mlp.engine.training import advance, start
from mlp.runs import cost

WITHIN = 3
SURFACE = Spec(dataset="surface")
DIGITS = Spec(dataset="mnist", output="softmax", loss="categorical_cross_entropy", reduction="mean", batch_size=64)
SPECS = {
    "width 20": SURFACE,
    "width 20, 10 seeds": SURFACE.but(replicates=10),
    "final net": SURFACE.but(hidden=(100, 80, 50, 30, 10)),
    "final net, Adam, 10 seeds": SURFACE.but(hidden=(100, 80, 50, 30, 10), optimizer="adam", replicates=10),
    "eight layers of GELU": SURFACE.but(hidden=(50,) * 8, activation="gelu"),
    "2048 units, batch 10,000": SURFACE.but(hidden=(2048,), batch_size=10_000),
    "2048 units, batch 10,000, tanh, 2 seeds": SURFACE.but(
        hidden=(2048,), batch_size=10_000, activation="tanh", replicates=2
    ),
    "400 seeds, all rows at once": SURFACE.but(replicates=400, batch_size=0),
    "1000-1000, batch 100": SURFACE.but(hidden=(1000, 1000), batch_size=100),
    "dropout": SURFACE.but(hidden=(200, 200), dropout=0.5, batch_size=50),
    "float64, batch 1": SURFACE.but(batch_size=1, dtype="float64"),
    "digits, all at once, 10 seeds": DIGITS.but(hidden=(10,), batch_size=0, replicates=10),
    "digits, Adam 256-128": DIGITS.but(hidden=(256, 128), optimizer="adam"),
    "digits, Adam 256-128, 4 seeds": DIGITS.but(hidden=(256, 128), optimizer="adam", replicates=4),
}


def table(effort):
    """Markdown: seconds an epoch, estimated and measured."""
    data = {"surface": datasets.load("surface"), "mnist": images()}
    rows = [_row(name, spec, data[spec.dataset], effort) for name, spec in SPECS.items()]
    return report.table(("run", "estimated (ms an epoch)", "measured", "ratio", f"within {WITHIN} ×"), rows)


def _row(name, spec, data, effort):
    found = measure.by_turns({name: (_trainer(spec.but(epochs=1), data), 1)}, min(3, effort.rounds))
    measured, estimated = np.median(found[name]), cost.of(cost.seconds, spec.but(epochs=1), data)
    ratio = estimated / measured
    met = report.verdict(1 / WITHIN <= ratio <= WITHIN)
    return name, report.figure(estimated * 1e3), report.figure(measured * 1e3), report.figure(ratio), met


def _trainer(spec, data):
    """One epoch, measured at its end as the run would be."""
    state = start(spec, data)
    return lambda epochs: advance(spec, data, state, epochs)
