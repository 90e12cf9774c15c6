"""How the share of pictures read correctly grows: a chart of all splits, and their last values as figures."""

import altair as alt
import numpy as np
import streamlit as st

from pages.shared.charts import CURVES, curve_table
from pages.shared.text import _

SPLITS = ("train_accuracy", "validation_accuracy", "test_accuracy")


def accuracy(page, label, report, epochs, step):
    """Chart and figures of one run; `step` says in a word what an epoch is."""
    reports = {label: report} if report else {}
    chart = accuracy_chart(reports, epochs, step)
    st.altair_chart(chart, key=f"{page}-accuracy")
    if report and report.history is not None:
        figures(report.history)


def accuracy_chart(reports, epochs, step, height=360):
    """A line for each split, the median over the seeds, in a band from the lowest to the highest."""
    names = [_(CURVES[curve]) for curve in SPLITS]
    table = curve_table(reports, SPLITS)
    base = alt.Chart(table).encode(
        x=alt.X("epoch:Q", title=step, scale=alt.Scale(domain=[0, epochs], nice=False)),
        color=alt.Color("curve:N", title=None, sort=names, scale=alt.Scale(domain=names)),
        tooltip=[
            alt.Tooltip("curve:N", title=_("curve")),
            alt.Tooltip("epoch:Q", title=step),
            *(alt.Tooltip(f"{name}:Q", title=_(name), format=".1%") for name in ("median", "low", "high")),
        ],
    )
    scale = alt.Scale(domain=[0, 1])
    y = alt.Y("median:Q", title=_("read correctly"), scale=scale, axis=alt.Axis(format=".0%"))
    judged = alt.FieldOneOfPredicate("curve", _unseen(table, names))
    band = base.transform_filter(judged).mark_area(opacity=0.15).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    title = _("Accuracy: median over the seeds; the band shows where all of them lie")
    legend = alt.LegendConfig(orient="top", labelLimit=260, symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1)
    chart = alt.layer(band, base.mark_line(strokeWidth=2).encode(y=y))
    return chart.properties(title=title, height=height, width="container").configure_legend(**legend.to_dict())


def _unseen(table, names):
    """The last of the splits that were measured: three bands would hide each other."""
    return [name for name in names if (table["curve"] == name).any()][-1:]


def figures(history):
    """The last median of each split beside its range over the seeds."""
    shown = [curve for curve in SPLITS if curve in history.curves]
    with st.container(horizontal=True):
        for curve in shown:
            figure(_(CURVES[curve]), history.final(curve))


def figure(name, values):
    known = values[~np.isnan(values)]
    if not len(known):
        st.metric(name, _("diverged"), width="content")
        return
    spread = _("{low:.1%} to {high:.1%} over {count} seeds")
    words = spread.format(low=known.min(), high=known.max(), count=len(known))
    st.metric(name, f"{np.median(known):.1%}", delta=words, delta_color="off", delta_arrow="off", width="content")
