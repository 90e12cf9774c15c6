"""Where a run stands between two chunks. Its first seed is trained to the end, then all others side by side."""

from dataclasses import dataclass, replace

import numpy as np

from mlp.engine.training import State
from mlp.history import History
from mlp.runs.pieces import beside


@dataclass(frozen=True)
class Standing:
    """All that is needed to go on: replaced as a whole, never changed."""

    whole: History | None = None  # of the seeds that reached their end
    growing: History | None = None  # of the seeds at work
    state: State | None = None  # of the seeds at work, with no more of its history than training needs
    seconds: float = 0.0  # of training

    def seeds(self, spec):
        """The range of the seeds at work; empty at the end of the run."""
        first = self.whole.replicates if self.whole else 0
        return range(first, spec.replicates if first else 1)

    @property
    def epoch(self):
        """How far the seeds at work are."""
        return self.state.epoch if self.state else 0

    def after(self, spec, state, seconds):
        """The Standing once a chunk gave this State of the seeds at work."""
        growing, seconds = joined(self.growing, state.history), self.seconds + seconds
        if not state.done:
            return Standing(self.whole, growing, replace(state, history=latest(growing)), seconds)
        pieces = [self.whole, growing] if self.whole else [growing]
        return Standing(beside(spec.but(replicates=self.seeds(spec).stop), pieces), seconds=seconds)

    def history(self, spec):
        """One History of all the seeds, or None; weights only of those that are whole, as soon as one of them lives."""
        growing = self.growing
        if growing and self.whole and (self.whole.diverged < 0).any():
            growing = replace(growing, snapshots={})
        pieces = [piece for piece in (self.whole, growing) if piece]
        return beside(spec, pieces) if pieces else None


def latest(history):
    """The part of a history that training needs to go on: its last row."""
    curves = {name: curve[-1:] for name, curve in history.curves.items()}
    return replace(history, epochs=history.epochs[-1:], curves=curves, snapshots={})


def joined(history, more):
    """A history (None at first) and the one that went on from its latest row."""
    if history is None:
        return more
    epochs = np.concatenate([history.epochs, more.epochs[1:]])
    curves = {name: np.concatenate([curve, more.curves[name][1:]]) for name, curve in history.curves.items()}
    return replace(more, epochs=epochs, curves=curves, snapshots={**history.snapshots, **more.snapshots})
