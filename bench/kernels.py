"""The full batch of ten seeds beside its two products, and the final net, with each kernel this processor might run.

A kernel is chosen when numpy is imported, so each is measured in a process of its own: this file as a program.
"""

import json
import os
import subprocess
import sys

import numpy as np

from bench import engine, measure, nets, report
from bench.full_batch import ITERATIONS, UNITS, as_floats, images, products, spec
from mlp.runs import kernel

REPLICATES = 10


def table(effort):
    """Markdown: one row for each kernel."""
    found = [_measured(environment, effort) for environment in environments()]
    rows = [_row(seconds) for seconds in {seconds["kernel"]: seconds for seconds in found}.values()]
    head = ("kernel", f"full batch × {REPLICATES} (ms)", "two products (ms)", "ratio", "final net (µs per step)")
    return f"{report.table(head, rows)}\n\nMilliseconds per iteration of all {REPLICATES} networks."


def environments():
    """Where OpenBLAS runs its own kernel, and the one that a trial sets beside it if the processor can run it."""
    default = {name: value for name, value in os.environ.items() if name != kernel.VARIABLE}
    can_avx512 = kernel.processor()[1] >= kernel.AVX512
    return [default, *([{**default, kernel.VARIABLE: kernel.USING_AVX512[0]}] if can_avx512 else [])]


def _measured(environment, effort):
    """The kernel and {what: seconds} as a process in this environment says."""
    command = [sys.executable, "-m", "bench.kernels", json.dumps(effort)]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)


def _row(seconds):
    whole, alone = seconds["full batch"] * 1e3, seconds["products"] * 1e3
    step = seconds["final net"] / nets.STEPS * 1e6
    return (
        seconds["kernel"],
        report.figure(whole),
        report.figure(alone),
        report.figure(whole / alone),
        report.figure(step),
    )


def measured(effort):
    """The kernel of this process, and {what: seconds an epoch} with it."""
    data = images()
    turns = {
        "full batch": (engine.trainer(spec(REPLICATES, engine.NEVER), data), ITERATIONS),
        "products": (products(as_floats(data), REPLICATES * UNITS), ITERATIONS),
    }
    turns |= measure.filling({"final net": engine.prepare(nets.HIDDEN[nets.FINAL])}, effort.span)
    times = measure.by_turns(turns, effort.rounds)
    return {"kernel": kernel.running(), **{name: float(np.median(seconds)) for name, seconds in times.items()}}


if __name__ == "__main__":
    print(json.dumps(measured(measure.Effort(*json.loads(sys.argv[1])))))
