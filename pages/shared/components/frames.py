"""The frames of a scrubber: which epochs a run keeps for them, the loss curve and the words beside them."""

import numpy as np

from pages.shared.components.scrubber import Curve, ScrubberLabels
from pages.shared.text import _


def with_frames(spec, most):
    """The spec with snapshots of all epochs, or of so many evenly spread ones."""
    kept = np.linspace(0, spec.epochs, min(spec.epochs + 1, most)).round().astype(int)
    return spec.but(snapshots=tuple(kept.tolist()))


def loss_curve(history, seed):
    """Training and validation loss of one network."""
    losses = {_("training"): "train_loss", _("validation"): "validation_loss"}
    series = {name: history.curves[curve][:, seed] for name, curve in losses.items()}
    return Curve(history.epochs, series, _("epoch"), _("loss of seed {seed} (log scale)").format(seed=seed))


def scrubber_labels():
    """The words in the visitor's language."""
    return ScrubberLabels(
        _("Play"), _("Pause"), _("Previous frame"), _("Next frame"), _("Frame"), _("Speed"), _("Epoch {n}")
    )
