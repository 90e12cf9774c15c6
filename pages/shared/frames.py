"""The frames of a scrubber: which epochs a run keeps for them, and the words on the controls."""

import numpy as np

from pages.shared.scrubber import ScrubberLabels
from pages.shared.text import _


def with_frames(spec, most):
    """The spec with snapshots of all epochs, or of so many evenly spread ones."""
    kept = np.linspace(0, spec.epochs, min(spec.epochs + 1, most)).round().astype(int)
    return spec.but(snapshots=tuple(kept.tolist()))


def scrubber_labels():
    """The words in the visitor's language."""
    return ScrubberLabels(
        _("Play"), _("Pause"), _("Previous frame"), _("Next frame"), _("Frame"), _("Speed"), _("Epoch {n}")
    )
