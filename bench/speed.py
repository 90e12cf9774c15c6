"""Microseconds per update step and network, of ours and of its rivals, and whether the targets are met."""

from typing import NamedTuple

import numpy as np

from bench import contestants as who
from bench import measure, nets, report
from bench.nets import DEEP, FINAL


class Target(NamedTuple):
    """On this network, the rival should take at least so many times as long as ours."""

    net: str
    ours: str
    rival: str
    least: float


# Microseconds per step measured before the engine was written, against which it may be 15 % slower
FIRST_NAIVE = {FINAL: 91, "width 10": 20.6, "width 100": 24.5, DEEP: 55.6}
FIRST_TUNED = {
    who.OURS: {FINAL: 25.4, "width 10": 4.2, "width 100": 5.0, DEEP: 11.5},
    who.OURS_64: {FINAL: 37.6, "width 10": 4.1, "width 100": 5.7, DEEP: 12.8},
    who.OURS_STACKED: {FINAL: 16.9, "width 10": 1.1, "width 100": 2.7, DEEP: 4.5},
}
TARGETS = [
    Target(FINAL, who.OURS, who.TORCH, 14),
    Target(FINAL, who.OURS, who.SCIKIT, 8.5),
    Target(FINAL, who.OURS, who.LOOPS, 25),
    Target(FINAL, who.OURS, who.JAX, 1),
    Target(FINAL, who.OURS_STACKED, who.JAX_STACKED, 1),
    Target(DEEP, who.OURS_STACKED, who.JAX_STACKED, 1),
    *(Target(f"width {width}", who.OURS_STACKED, who.JAX_STACKED, 1 / 1.3) for width in (10, 20, 50)),
    *(
        Target(net, ours, who.NAIVE, FIRST_NAIVE[net] / tuned / 1.15)
        for ours, row in FIRST_TUNED.items()
        for net, tuned in row.items()
    ),
]


def table(effort):
    """Markdown: all times, then all targets."""
    times = {net: _per_network(hidden, effort) for net, hidden in nets.HIDDEN.items()}
    return f"{_times(times)}\n\n{_targets(times)}"


def _per_network(hidden, effort):
    """{contestant: seconds per epoch and network (rounds,)}"""
    found = measure.by_turns(measure.filling(who.prepared(hidden), effort.span), effort.rounds)
    return {name: seconds / who.CONTESTANTS[name].networks for name, seconds in found.items()}


def _times(times):
    head = ("µs per step and network (times ours)", *times)
    return report.table(head, [(name, *(_time(row, name) for row in times.values())) for name in who.CONTESTANTS])


def _time(row, name):
    if name not in row:
        return "not installed"
    text = report.figure(np.median(row[name]) / nets.STEPS * 1e6)
    return text if name == who.OURS else f"{text} ({report.figure(measure.ratio(row, name, who.OURS))} ×)"


def _targets(times):
    head = ("network", "ours", "against", "at least", "measured", "target")
    return report.table(head, [_target(target, times[target.net]) for target in TARGETS])


def _target(target, row):
    words = (target.net, target.ours, target.rival, f"{report.figure(target.least)} ×")
    if target.rival not in row:
        return (*words, "–", "not installed")
    measured = measure.ratio(row, target.rival, target.ours)
    return (*words, f"{report.figure(measured)} ×", report.verdict(measured >= target.least))
