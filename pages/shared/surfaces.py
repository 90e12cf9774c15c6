"""Fitted surfaces as 3-D pictures with one height scale, beside the true one."""

import functools
import io

import numpy as np
import streamlit as st
from matplotlib.figure import Figure

from datasets.sources.surface import surface
from mlp.evaluation import predict
from pages.shared.runs import loaded
from pages.shared.text import _

POINTS = 41  # along each side of the drawn grid
HEIGHTS = (-2.2, 2.2)


@functools.cache
def grid(low=-5.0, high=5.0, points=POINTS):
    """(x1, x2, rows): the drawn grid as two (points, points) arrays, and as rows (points * points, 2)."""
    axis = np.linspace(low, high, points)
    x1, x2 = np.meshgrid(axis, axis, indexing="ij")
    return x1, x2, np.stack([x1, x2], axis=-1).reshape(-1, 2)


def true_heights():
    x1, _x2, rows = grid()
    return surface(rows).reshape(x1.shape)


def fitted_heights(spec, parameters):
    """The surface (points, points) of one network, given its parameters (parameters,)."""
    x1, _x2, rows = grid()
    return predict(spec.but(replicates=1), loaded(spec), parameters[None], rows)[0].reshape(x1.shape)


def median_seed(history, curve="train_loss"):
    """The seed whose last value lies in the middle."""
    final = np.nan_to_num(history.final(curve), nan=np.inf)
    return int(np.argsort(final)[(len(final) - 1) // 2])


def picture(heights, title, dark, size=4.0, dpi=110):
    """A PNG file of one surface."""
    ink = "#e6e6e6" if dark else "#333333"
    figure = Figure(figsize=(size, size * 0.86), dpi=dpi)
    figure.patch.set_alpha(0)
    axes = figure.add_axes((0.0, 0.02, 0.92, 0.9), projection="3d")
    axes.patch.set_alpha(0)
    x1, x2, _rows = grid()
    low, high = HEIGHTS
    shown = np.clip(np.nan_to_num(heights), low, high)
    axes.plot_surface(x1, x2, shown, cmap="viridis", vmin=low, vmax=high, linewidth=0, rcount=POINTS, ccount=POINTS)
    axes.set(xlabel="x1", ylabel="x2", zlabel="y", zlim=HEIGHTS)
    axes.set_title(title, color=ink, fontsize=11)
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.label.set_color(ink)
        axis.set_tick_params(colors=ink, labelsize=7)
        axis.set_pane_color((0.5, 0.5, 0.5, 0.08))
    return png(figure)


def png(figure):
    file = io.BytesIO()
    figure.savefig(file, format="png", transparent=True)
    return file.getvalue()


def is_dark():
    return st.context.theme.type == "dark"


@st.cache_data(max_entries=200, show_spinner=False)
def true_picture(dark, title):
    return picture(true_heights(), title, dark)


@st.cache_data(max_entries=200, show_spinner=False)
def fitted_picture(key, epoch, seed, dark, title, _spec, _parameters):
    """Cached by the run's key, the epoch and the seed, which determine the parameters."""
    return picture(fitted_heights(_spec, _parameters), title, dark)


def side_by_side(page, reports, labels):
    """The surfaces that two chosen runs fitted (their median seeds), beside the true one."""
    st.subheader(_("The fitted surfaces"), anchor=False)
    chosen = st.pills(
        _("Compare two"), labels, selection_mode="multi", default=[labels[0], labels[-1]], key=f"{page}-surfaces"
    )
    columns = st.columns(3)
    columns[0].image(true_picture(is_dark(), _("true: sin(x1) − cos(x2)")))
    for column, label in zip(columns[1:], chosen[:2], strict=False):
        report = reports.get(label)
        with column:
            _fitted(label, report)


def _fitted(label, report):
    history = report.history if report else None
    epoch = max(history.snapshots, default=0) if history else 0
    if not epoch:
        st.caption(_("**{run}** appears when its training is done.").format(run=label))
        return
    seed = median_seed(history)
    loss = history.final("train_loss")[seed]
    title = f"{label}: {_('loss')} {loss:.3g}" if np.isfinite(loss) else f"{label}: {_('diverged')}"
    st.image(
        fitted_picture(report.spec.key, epoch, seed, is_dark(), title, report.spec, history.snapshots[epoch][seed])
    )
