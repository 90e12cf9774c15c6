"""One network's fitted surface, epoch by epoch: heat maps to scrub through, 3-D pictures, frames of an animation."""

import numpy as np
import streamlit as st

from pages.shared.runs.resources import loaded
from pages.shared.seeds import diverged
from pages.shared.surface.pictures import fitted_picture, no_picture, true_picture
from pages.shared.surface.plot import fitted_heights, picture, true_heights
from pages.shared.text import _
from pages.shared.theme import is_dark


def loss_at(history, epoch, seed):
    """The training loss of one network at an epoch."""
    return history.curves["train_loss"][np.searchsorted(history.epochs, epoch)][seed]


def gallery(report, seed):
    """The surface before training and after some epochs, the true one, and the error that is left: on one scale."""
    last = report.spec.epochs
    pictures = [_after(epoch, report, seed) for epoch in sorted({0, *(e for e in (1, 5) if e < last), last})]
    pictures += [true_picture(is_dark(), _("true: sin(x1) − cos(x2)")), _error(last, report, seed)]
    missing = _("Training ended before.") if report.done else _("Appears when training gets there.")
    for row in (pictures[:3], pictures[3:]):
        for column, drawn in zip(st.columns(3), row, strict=False):
            if drawn:
                column.image(drawn)
            else:
                column.caption(missing)


def _after(epoch, report, seed):
    """The 3-D picture after an epoch, or None before it."""
    if (history := report.history) is None or epoch not in history.snapshots:
        return None
    title = frame_title(history, epoch, seed)
    if diverged(history, seed, epoch):
        return no_picture(is_dark(), title)
    return fitted_picture(report.spec.key, epoch, seed, is_dark(), title, report.spec, history.snapshots[epoch][seed])


def _error(epoch, report, seed):
    if (history := report.history) is None or epoch not in history.snapshots:
        return None
    if gone := diverged(history, seed, epoch):
        return no_picture(is_dark(), gone)
    title = _("error after epoch {epoch}").format(epoch=epoch)
    parameters = history.snapshots[epoch][seed]
    return _error_picture(report.spec.key, epoch, seed, is_dark(), title, report.spec, parameters)


@st.cache_data(max_entries=50, show_spinner=False)
def _error_picture(key, epoch, seed, dark, title, _spec, _parameters):
    """Cached by the run's key, the epoch and the seed, which determine the parameters."""
    return picture(fitted_heights(_spec, loaded(_spec), _parameters[None])[0] - true_heights(), title, dark)


def frame_title(history, epoch, seed):
    """When it was, and how far training had got."""
    if gone := diverged(history, seed, epoch):
        return gone
    when = _("epoch {epoch}").format(epoch=epoch) if epoch else _("before training")
    return f"{when}, {_('loss')} {loss_at(history, epoch, seed):.2g}"


def animation_frames(report, seed):
    """[(heights, title)] of every epoch that was kept."""
    history, epochs = report.history, sorted(report.history.snapshots)
    parameters = np.stack([history.snapshots[epoch][seed] for epoch in epochs])
    heights = fitted_heights(report.spec, loaded(report.spec), parameters)
    heights[[bool(diverged(history, seed, epoch)) for epoch in epochs]] = np.nan
    return [(heights[i], frame_title(history, epoch, seed)) for i, epoch in enumerate(epochs)]
