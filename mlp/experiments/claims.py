"""What a document claims, held against our own runs, seed by seed.

A claim knows the runs it speaks of, label -> Spec, and is judged by no others.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mlp.history import FINISHED
from mlp.spec import SETTINGS

# what may differ from the document: other random numbers, and how often a run is looked at
FREE = ("seed", "replicates", "snapshots", "evaluate_every", "dtype")


@dataclass(frozen=True)
class Claim:
    """What is claimed, of which curve of which runs."""

    claim: str
    curve: str
    runs: dict

    def changed(self, reports):
        """{setting: the value it speaks of} of the settings that these runs, label -> Report, have otherwise."""
        pairs = [(spec, reports[label].spec) for label, spec in self.runs.items() if label in reports]
        return {
            name: getattr(meant, name)
            for name in SETTINGS
            for meant, got in pairs
            if name not in FREE and getattr(meant, name) != getattr(got, name)
        }

    def missing(self, reports):
        """The labels of the runs that it speaks of and that have not come to their end here."""
        ended = {label for label, report in reports.items() if report.status == FINISHED and report.history}
        return [label for label in self.runs if label not in ended]


@dataclass(frozen=True)
class Order(Claim):
    """The claim that each run has a lower `curve` at the end than the one before it, in the order of `runs`."""

    def judge(self, histories):
        """Counts over the seeds of label -> History; None while a run is missing. A diverged network loses."""
        if not all(label in histories for label in self.runs):
            return None
        labels = tuple(self.runs)
        finals = [np.nan_to_num(histories[label].final(self.curve), nan=np.inf) for label in labels]
        seeds = min(len(final) for final in finals)
        better = [lower[:seeds] < higher[:seeds] for higher, lower in pairwise(finals)]
        steps = [
            {"from": one, "to": other, "holds": int(holds.sum()), "of": seeds}
            for (one, other), holds in zip(pairwise(labels), better, strict=True)
        ]
        chain = int(np.logical_and.reduce(better).sum())
        ends = int((finals[-1][:seeds] < finals[0][:seeds]).sum())
        return {
            "claim": self.claim,
            "curve": self.curve,
            "steps": steps,
            "chain": {"holds": chain, "of": seeds},
            "ends": {"from": labels[0], "to": labels[-1], "holds": ends, "of": seeds},
            "verdict": self._verdict(chain, ends, seeds),
        }

    def _verdict(self, chain, ends, seeds):
        """always, usually, ends (only first against last), or no."""
        if chain == seeds:
            return "always"
        if 2 * chain > seeds:
            return "usually"
        return "ends" if 2 * ends > seeds else "no"


@dataclass(frozen=True)
class Reported(Claim):
    """A figure that a document reports, as it is `printed` there, for a curve at an epoch (the last if None)."""

    printed: str
    epoch: int | None = None

    @property
    def value(self):
        return float(self.printed)

    @property
    def decimals(self):
        """How many digits are printed behind the point."""
        return len(self.printed.partition(".")[2])

    def judge(self, histories):
        """Where the reported figure lies among ours; None while the run, or that epoch, is missing."""
        [label] = self.runs
        history = histories.get(label)
        values = None if history is None else at_epoch(history, self.curve, self.epoch)
        if values is None or np.isnan(values).all():
            return None
        median, low, high = (float(f(values)) for f in (np.nanmedian, np.nanmin, np.nanmax))
        # ours are rounded as the document's figure was
        within = round(low, self.decimals) <= self.value <= round(high, self.decimals)
        return {
            "claim": self.claim,
            "curve": self.curve,
            "label": label,
            "epoch": int(history.epochs[-1]) if self.epoch is None else self.epoch,
            "reported": self.value,
            "decimals": self.decimals,
            "median": median,
            "min": low,
            "max": high,
            "of": len(values),
            "verdict": "within" if within else "outside",
        }


def at_epoch(history, curve, epoch=None):
    """The values (replicates,) of a curve at an epoch, by default the last; None if it was not measured."""
    if curve not in history.curves:
        return None
    rows = np.flatnonzero(history.epochs == (history.epochs[-1] if epoch is None else epoch))
    return history.curves[curve][rows[0]] if len(rows) else None


def wilson(count, of, z=1.96):
    """(low, high): the shares that would make `count` of so many no surprise (Wilson 1927)."""
    middle, room = count + z * z / 2, z * np.sqrt(count * (of - count) / of + z * z / 4)
    return (middle - room) / (of + z * z), (middle + room) / (of + z * z)
