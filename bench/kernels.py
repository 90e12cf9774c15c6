"""The full batch of ten seeds beside its two products, and the final net, with each kernel this processor might run.

A kernel is chosen when numpy is imported, so each is measured in a process of its own: this file as a program.
"""

import itertools
import json
import os
import subprocess
import sys

import numpy as np

from bench import engine, measure, nets, report
from bench.full_batch import ITERATIONS, UNITS, as_floats, images, products, spec
from mlp.engine.equal_bits import same_bits
from mlp.runs import kernel

REPLICATES = 10
HEAD = (
    "kernel",
    f"full batch × {REPLICATES} (ms)",
    "two products, side by side (ms)",
    "ratio",
    "two products, one by one (ms)",
    "networks may share a product",
    "final net (µs per step)",
    "its products alone (µs)",
)


def table(effort):
    """Markdown: one row for each kernel."""
    found = [_measured(environment, effort) for environment in environments()]
    rows = [_row(seconds) for seconds in {seconds["kernel"]: seconds for seconds in found}.values()]
    return f"{report.table(HEAD, rows)}\n\nMilliseconds per iteration of all {REPLICATES} networks."


def environments():
    """Where OpenBLAS runs its own kernel, and the one that a trial sets beside it if the processor can run it."""
    default = {name: value for name, value in os.environ.items() if name != kernel.VARIABLE}
    can_avx512 = kernel.processor()[1] >= kernel.AVX512
    return [default, *([{**default, kernel.VARIABLE: kernel.USING_AVX512[0]}] if can_avx512 else [])]


def _measured(environment, effort):
    """The kernel and {what: seconds} as a process in this environment says."""
    command = [sys.executable, "-m", "bench.kernels", json.dumps(effort)]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)


def _row(found):
    whole, together, apart = (found[name] * 1e3 for name in ("full batch", "side by side", "one by one"))
    step, alone = (found[name] / nets.STEPS * 1e6 for name in ("final net", "its products"))
    milliseconds = (whole, together, whole / together, apart)
    shared = "yes" if found["shared"] else "no: other bits"
    return (found["kernel"], *map(report.figure, milliseconds), shared, *map(report.figure, (step, alone)))


def measured(effort):
    """The kernel of this process, whether networks share a product, and {what: seconds an epoch} with it."""
    data = images()
    x = as_floats(data)
    apart = [products(x, UNITS)] * REPLICATES
    turns = {
        "full batch": (engine.trainer(spec(REPLICATES, engine.NEVER), data), ITERATIONS),
        "side by side": (products(x, REPLICATES * UNITS), ITERATIONS),
        "one by one": (lambda iterations: [train(iterations) for train in apart], ITERATIONS),
    }
    final = {
        "final net": engine.prepare(nets.HIDDEN[nets.FINAL]),
        "its products": net_products(nets.HIDDEN[nets.FINAL]),
    }
    turns |= measure.filling(final, effort.span)
    times = measure.by_turns(turns, effort.rounds)
    shared = same_bits(REPLICATES, x.shape[1], UNITS, np.dtype(np.float32))
    seconds = {name: float(np.median(each)) for name, each in times.items()}
    return {"kernel": kernel.running(), "shared": shared, **seconds}


def net_products(hidden):
    """`train(epochs)` that only multiplies what a step of such a net cannot do without, all arrays in place."""
    sizes, rng = (3, *(units + 1 for units in hidden), 1), np.random.default_rng(0)
    a = [rng.standard_normal((nets.BATCH, size), np.float32) for size in sizes]
    errors = [np.empty_like(each) for each in a]
    weights = [rng.standard_normal((n, m), np.float32) for n, m in itertools.pairwise(sizes)]
    gradients = [np.empty_like(each) for each in weights]
    calls = [(a[i], w, errors[i + 1]) for i, w in enumerate(weights)]
    calls += [(a[i].T, a[i + 1], gradient) for i, gradient in enumerate(gradients)]
    calls += [(a[i + 1], weights[i].T, errors[i]) for i in range(1, len(weights))]

    def train(epochs):
        for _ in range(epochs * nets.STEPS):
            for one, other, out in calls:
                np.matmul(one, other, out)

    return train


if __name__ == "__main__":
    print(json.dumps(measured(measure.Effort(*json.loads(sys.argv[1])))))
