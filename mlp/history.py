"""What a run leaves behind: its curves, the weights at chosen epochs, and why each replicate ended."""

from dataclasses import dataclass, field, replace

import numpy as np

RUNNING, FINISHED, DIVERGED, CANCELLED = "running", "finished", "diverged", "cancelled"


@dataclass(frozen=True)
class History:
    """Arrays with one row for each measured epoch.

    `epochs` (measurements,); `curves` name -> (measurements, replicates), such as train_loss, validation_loss,
    train_accuracy, learning_rate and gradient_norm, and dead_relus (measurements, replicates, hidden layers), the share
    of units that answer no training row; `snapshots` epoch -> parameters (replicates, parameters); `diverged`
    (replicates,), the epoch at which a replicate's numbers stopped being finite, -1 where they did not; `status` is
    running, finished or cancelled.
    """

    epochs: np.ndarray
    curves: dict = field(default_factory=dict)
    snapshots: dict = field(default_factory=dict)
    diverged: np.ndarray = None
    status: str = RUNNING

    @property
    def replicates(self):
        return len(self.diverged)

    @property
    def ended(self):
        """Why each replicate ended: diverged, else the status of the run."""
        return [DIVERGED if epoch >= 0 else self.status for epoch in self.diverged]

    def final(self, name):
        """The last value of a curve for each replicate (replicates,); not a number where it diverged."""
        return self.curves[name][-1]

    def extended(self, measured, snapshots, diverged):
        """This history with more measured epochs: (epoch, {name: (replicates, ...)})."""
        if not measured:
            return replace(self, snapshots={**self.snapshots, **snapshots}, diverged=diverged)
        epochs = np.append(self.epochs, [epoch for epoch, _ in measured])
        fresh = {name: np.stack([values[name] for _, values in measured]) for name in measured[0][1]}
        curves = {name: np.concatenate([self.curves.get(name, new[:0]), new]) for name, new in fresh.items()}
        return History(epochs, curves, {**self.snapshots, **snapshots}, diverged, self.status)

    def ended_as(self, status):
        """This history, marked as finished or cancelled."""
        return replace(self, status=status)
