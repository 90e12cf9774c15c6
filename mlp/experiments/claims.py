"""What a document claims, held against our own runs, seed by seed."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np


@dataclass(frozen=True)
class Order:
    """The claim that each run has a lower `curve` at the end than the one before it, in the order of `labels`."""

    claim: str
    curve: str
    labels: tuple

    def judge(self, histories):
        """Counts over the seeds of label -> History; None while a run is missing. A diverged network loses."""
        if not all(label in histories for label in self.labels):
            return None
        finals = [np.nan_to_num(histories[label].final(self.curve), nan=np.inf) for label in self.labels]
        seeds = min(len(final) for final in finals)
        better = [lower[:seeds] < higher[:seeds] for higher, lower in pairwise(finals)]
        steps = [
            {"from": one, "to": other, "holds": int(holds.sum()), "of": seeds}
            for (one, other), holds in zip(pairwise(self.labels), better, strict=True)
        ]
        chain = int(np.logical_and.reduce(better).sum())
        ends = int((finals[-1][:seeds] < finals[0][:seeds]).sum())
        return {
            "claim": self.claim,
            "curve": self.curve,
            "steps": steps,
            "chain": {"holds": chain, "of": seeds},
            "ends": {"from": self.labels[0], "to": self.labels[-1], "holds": ends, "of": seeds},
            "verdict": self._verdict(chain, ends, [step["holds"] for step in steps], seeds),
        }

    def _verdict(self, chain, ends, steps, seeds):
        """always, usually, ends (only first against last), or no."""
        if chain == seeds:
            return "always"
        if 2 * chain > seeds:
            return "usually"
        return "ends" if 2 * ends > seeds else "no"


@dataclass(frozen=True)
class Reported:
    """A figure that a document reports for a curve of one run, at an epoch (the last if None)."""

    claim: str
    curve: str
    label: str
    value: float
    epoch: int | None = None

    def judge(self, histories):
        """Where the reported figure lies among ours; None while the run, or that epoch, is missing."""
        history = histories.get(self.label)
        values = None if history is None else at_epoch(history, self.curve, self.epoch)
        if values is None or np.isnan(values).all():
            return None
        median, low, high = (float(f(values)) for f in (np.nanmedian, np.nanmin, np.nanmax))
        # figures are given in few digits: a report counts as within if rounding could put it there
        tolerance = 10.0 ** np.floor(np.log10(abs(self.value))) / 20
        return {
            "claim": self.claim,
            "curve": self.curve,
            "label": self.label,
            "epoch": int(history.epochs[-1]) if self.epoch is None else self.epoch,
            "reported": self.value,
            "median": median,
            "min": low,
            "max": high,
            "of": len(values),
            "verdict": "within" if low - tolerance <= self.value <= high + tolerance else "outside",
        }


def at_epoch(history, curve, epoch=None):
    """The values (replicates,) of a curve at an epoch, by default the last; None if it was not measured."""
    if curve not in history.curves:
        return None
    rows = np.flatnonzero(history.epochs == (history.epochs[-1] if epoch is None else epoch))
    return history.curves[curve][rows[0]] if len(rows) else None
