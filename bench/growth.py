"""How the engine's time grows with the number of steps, the width, the depth and the replicates."""

import numpy as np

from bench import engine, measure, nets, report

EPOCHS = (1, 2, 5, 10, 20, 50)
WIDTHS = (10, 20, 50, 100, 200, 400)
DEPTHS = (1, 2, 3, 4, 6, 8)
REPLICATES = (1, 2, 4, 8, 16, 32)
WIDTH = 20  # where it is not what grows


def table(effort):
    """Markdown: one table for each of the four."""
    tables = (_steps(effort), _widths(effort), _depths(effort), _replicates(effort))
    return "\n\n".join(tables)


def _steps(effort):
    train = engine.prepare((WIDTH,))
    per_epoch = measure.by_turns({epochs: (train, epochs) for epochs in EPOCHS}, effort.rounds)
    total = {epochs * nets.STEPS: seconds * epochs for epochs, seconds in per_epoch.items()}
    return _grown("steps (ms in all)", total, 1e3)


def _widths(effort):
    return _grown("width of 1 layer (µs per step)", _per_step({width: (width,) for width in WIDTHS}, effort), 1e6)


def _depths(effort):
    hidden = {depth: (WIDTH,) * depth for depth in DEPTHS}
    return _grown(f"depth, layers of {WIDTH} (µs per step)", _per_step(hidden, effort), 1e6)


def _replicates(effort):
    trains = {count: engine.prepare((WIDTH,), count) for count in REPLICATES}
    times = _seconds_per_step(trains, effort)
    return _grown("replicates (µs per step of all)", times, 1e6)


def _per_step(hidden, effort):
    return _seconds_per_step({value: engine.prepare(layers) for value, layers in hidden.items()}, effort)


def _seconds_per_step(trains, effort):
    times = measure.by_turns(measure.filling(trains, effort.span), effort.rounds)
    return {value: seconds / nets.STEPS for value, seconds in times.items()}


def _grown(title, times, unit):
    """One column for each value: the time, and how many times the first it is."""
    first = next(iter(times))
    return report.table(
        (title, *(f"{value:,}" for value in times)),
        [
            ("time", *(report.figure(np.median(seconds) * unit) for seconds in times.values())),
            ("times the first", *(report.figure(measure.ratio(times, value, first)) for value in times)),
        ],
    )
