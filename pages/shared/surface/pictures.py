"""Fitted surfaces as 3-D pictures with one height scale, beside the true one."""

import numpy as np
import streamlit as st

from pages.shared.linked import choice
from pages.shared.runs.resources import loaded
from pages.shared.seeds import diverged, ranked_seed
from pages.shared.surface.plot import POINTS, fitted_heights, picture, true_heights
from pages.shared.text import _
from pages.shared.theme import is_dark

WIDTH = 300  # pixels of one picture


@st.cache_data(max_entries=200, show_spinner=False)
def true_picture(dark, title):
    return picture(true_heights(), title, dark)


@st.cache_data(max_entries=50, show_spinner=False)
def no_picture(dark, title):
    """The space in which a diverged network has no surface."""
    return picture(np.full((POINTS, POINTS), np.nan), title, dark)


@st.cache_data(max_entries=200, show_spinner=False)
def fitted_picture(key, epoch, seed, dark, title, _spec, _parameters):
    """Cached by the run's key, the epoch and the seed, which determine the parameters."""
    return picture(fitted_heights(_spec, loaded(_spec), _parameters[None])[0], title, dark)


def side_by_side(page, reports, labels):
    """The surfaces that the chosen runs fitted (their median seeds), beside the true one."""
    pair = list(dict.fromkeys((labels[0], labels[-1])))
    chosen = choice(st.pills, f"{page}-surfaces", _("Compare"), labels, selection_mode="multi", default=pair)
    with st.container(horizontal=True):
        st.image(true_picture(is_dark(), _("true: sin(x1) − cos(x2)")), width=WIDTH)
        for label in chosen:
            _fitted(label, reports.get(label))


def _fitted(label, report):
    history = report.history if report else None
    epoch = max(history.snapshots, default=0) if history else 0
    if not epoch:
        st.caption(_("**{run}** appears when its training is done.").format(run=label))
        return
    seed = ranked_seed(history)
    if gone := diverged(history, seed, epoch):
        st.image(no_picture(is_dark(), f"{label}: {gone}"), width=WIDTH)
        return
    title = f"{label}: {_('loss')} {history.final('train_loss')[seed]:.3g}"
    weights = history.snapshots[epoch][seed]
    st.image(fitted_picture(report.spec.key, epoch, seed, is_dark(), title, report.spec, weights), width=WIDTH)
