"""One network's fitted surface, epoch by epoch: heat maps to scrub through, 3-D pictures, frames of an animation."""

import numpy as np
import streamlit as st

from pages.shared.components.frames import loss_curve, scrubber_labels
from pages.shared.components.scrubber import Pictures, scrubber
from pages.shared.runs.resources import loaded
from pages.shared.seeds import diverged
from pages.shared.surface.pictures import fitted_picture, no_picture, true_picture
from pages.shared.surface.plot import HEIGHTS, MAP_POINTS, fitted_heights, heat_map, picture, sign, true_heights
from pages.shared.text import _
from pages.shared.theme import is_dark

ERRORS = (1e-3, 2.0)  # darkest and brightest


def loss_at(history, epoch, seed):
    """The training loss of one network at an epoch."""
    return history.curves["train_loss"][np.searchsorted(history.epochs, epoch)][seed]


def player(page, report, seed):
    """Heat maps of the fit and of its error for every epoch so far, beside the loss curve of the same network."""
    history, epochs = report.history, sorted(report.history.snapshots)
    pngs = [_maps(report, epoch, seed) for epoch in epochs]
    low, high = HEIGHTS
    captions = (
        _("fitted ŷ, from {low} (dark) to {high} (bright)").format(low=f"−{-low:g}", high=f"{high:g}"),
        _("error |ŷ − y|, from {low:g} (dark) to {high:g} (bright), log scale").format(low=ERRORS[0], high=ERRORS[1]),
    )
    curve = loss_curve(history, seed)
    scrubber(f"{page}-player", Pictures(pngs, captions), epochs, curve, scrubber_labels())


def _maps(report, epoch, seed):
    """The two maps after an epoch, or two signs that the network has diverged."""
    if gone := diverged(report.history, seed, epoch):
        return (sign(gone),) * 2
    return maps(report.spec.key, epoch, seed, report.spec, report.history.snapshots[epoch][seed])


@st.cache_data(max_entries=1000, show_spinner=False)
def maps(key, epoch, seed, _spec, _parameters):
    """(fit, error) as PNG files; cached by the run's key, the epoch and the seed, which determine the parameters."""
    fitted = fitted_heights(_spec, loaded(_spec), _parameters[None], MAP_POINTS)[0]
    error = np.abs(fitted - true_heights(MAP_POINTS))
    with np.errstate(divide="ignore"):
        return heat_map(fitted, *HEIGHTS), heat_map(np.log10(error), *np.log10(ERRORS), "magma")


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
