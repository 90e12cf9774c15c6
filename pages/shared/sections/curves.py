"""The losses of all seeds: over the epochs with a band, and where each seed ended."""

import streamlit as st

from pages.shared import charts
from pages.shared.charts import curves_chart, epoch_axis, finals_chart
from pages.shared.seeds import dots_explained
from pages.shared.text import _

BOTH = ("train_loss", "validation_loss")


def loss_curves(page, specs, reports, curves=BOTH, y_title=None, band="min-max", log=False, possible=(), marks=()):
    """Charts of the runs label -> Spec, as far as label -> Report has them.

    `band` is one of charts.BANDS, `log` says that the epochs stand on a log scale; colours go by the place among
    `possible` labels, and `marks` are what charts.curves_chart compares the curves with.
    """
    labels, epochs = list(specs), max(spec.epochs for spec in specs.values())
    y_title = y_title or _("loss (log scale)")
    title = _("Loss while training: median over the seeds, band {band}").format(band=band)
    shown = (tuple(labels), epochs, band)
    left, right = st.columns([3, 2])

    def lines():
        x = epoch_axis(epochs, log)
        return curves_chart(reports, curves, labels, title, y_title, x, band, marks=marks, possible=possible)

    def dots():
        words = _("Training loss of every seed so far")
        return finals_chart(reports, "train_loss", labels, words, y_title, height=360, possible=possible)

    charts.draw(left, f"{page}-curves", reports, lines, *shown)
    charts.draw(right, f"{page}-finals", reports, dots, *shown)
    left.caption(_lines_explained(curves))
    right.caption(dots_explained(reports))


def _lines_explained(curves):
    words = _("Lines are medians over the seeds.")
    if len(curves) < 2:
        return words
    return f"{words} {_('Solid: on the rows trained on; dashed: on rows kept for validation.')}"
