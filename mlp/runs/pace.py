"""How long runs take on this machine beside what the model says: learnt from the runs that finished here."""

import math
import statistics

from mlp.runs import facts

RECENT = 15  # runs whose median counts: an odd one out, on a busy day, changes nothing
LEAST = 0.5  # seconds of a run that tells anything
MOST = 30  # times faster or slower, beyond which something else than the machine is at work


def pace():
    """The seconds a run takes here for each second that the model estimates; 1 as long as nothing is known."""
    ratios = _ratios()
    return statistics.median(ratios) if ratios else 1.0


def learn(estimate, seconds):
    """Take in that a run took so many seconds of training, estimated (by the model alone) to take so many."""
    if seconds >= LEAST and estimate > 0:
        facts.remember("pace", "ratios", [*_ratios(), seconds / estimate][-RECENT:])


def _ratios():
    known = facts.recall("pace").get("ratios")
    return [each for each in known if _makes_sense(each)][-RECENT:] if isinstance(known, list) else []


def _makes_sense(ratio):
    return isinstance(ratio, int | float) and math.isfinite(ratio) and 1 / MOST <= ratio <= MOST
