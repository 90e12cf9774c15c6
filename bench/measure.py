"""Time by turns: every round runs every contestant once (A B C A B C ...), so that a slow moment hits all alike."""

from time import perf_counter
from typing import NamedTuple

import numpy as np


class Effort(NamedTuple):
    """How long to measure: rounds, and the seconds each contestant should be busy in each of them."""

    rounds: int
    span: float


THOROUGH = Effort(rounds=11, span=0.2)
QUICK = Effort(rounds=3, span=0.02)


def by_turns(turns, rounds):
    """Seconds per epoch {name: (rounds,)} of turns {name: (train, epochs)}; a round to warm up is not counted."""
    table = [[seconds_per_epoch(*turn) for turn in turns.values()] for _ in range(rounds + 1)]
    return dict(zip(turns, np.array(table[1:]).T, strict=True))


def seconds_per_epoch(train, epochs):
    train(0)  # what has to be built before training is no part of the measured span
    began = perf_counter()
    train(epochs)
    return (perf_counter() - began) / epochs


def filling(trains, span):
    """Turns {name: (train, epochs)} of about `span` seconds each, and at least one epoch."""
    for train in trains.values():
        train(1)  # compile and fill the caches
    return {name: (train, max(1, round(span / seconds_per_epoch(train, 1)))) for name, train in trains.items()}


def ratio(times, slower, faster):
    """The median over the rounds of how many times longer one takes than the other."""
    return float(np.median(times[slower] / times[faster]))
