"""How the share of pictures read correctly grows: a chart of all splits, and their last values as figures."""

import altair as alt
import numpy as np
import streamlit as st

from mlp.experiments.experiment import N_
from pages.shared import charts
from pages.shared.charts import CURVES, curve_table
from pages.shared.text import _, plural


def splits(data):
    """The curves that there are for these data, the split that judges last."""
    there = {"train": data.train, "validation": data.validation, "test": data.test}
    return [f"{name}_accuracy" for name, split in there.items() if split]


def accuracy(page, specs, reports, data):
    """Chart and figures of one run, label -> Spec; before it begins an empty chart of the right length."""
    [(label, spec)] = specs.items()
    report = reports.get(label)
    step = _("epoch") if spec.batch_size else _("epoch (one step each, over all training pictures)")

    def chart():
        return accuracy_chart(reports, splits(data), spec.epochs, step)

    charts.draw(st, f"{page}-accuracy", reports, chart, spec.epochs, step, *splits(data))
    if report and report.history is not None:
        figures(report.history)
        st.caption(_("Lines are medians over the seeds, the band reaches from the lowest seed to the highest."))


def accuracy_chart(reports, curves, epochs, step, height=360):
    """The median of each curve, the last one in a band from the lowest seed to the highest: more would overlap."""
    names = [_(CURVES[curve]) for curve in curves]
    table = curve_table(reports, curves)
    base = alt.Chart(table).encode(
        x=alt.X("epoch:Q", title=step, scale=alt.Scale(domain=[0, epochs], nice=False), axis=alt.Axis(tickMinStep=1)),
        color=alt.Color("curve:N", title=None, sort=names, scale=alt.Scale(domain=names)),
        tooltip=[
            alt.Tooltip("curve:N", title=_("curve")),
            alt.Tooltip("epoch:Q", title=step),
            *(alt.Tooltip(f"{name}:Q", title=_(name), format=".1%") for name in ("median", "low", "high")),
        ],
    )
    scale = alt.Scale(domain=[0, 1])
    y = alt.Y("median:Q", title=_("read correctly"), scale=scale, axis=alt.Axis(format=".0%"))
    last = alt.datum.curve == names[-1]
    band = base.transform_filter(last).mark_area(opacity=0.15).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    title = _("Accuracy: median and range over the seeds")
    chart = alt.layer(band, base.mark_line(strokeWidth=2).encode(y=y))
    return charts.dressed(chart, names, title, height)


def figures(history):
    """The last median of each split beside its range over the seeds."""
    with st.container(horizontal=True):
        for curve in (curve for curve in CURVES if curve.endswith("_accuracy") and curve in history.curves):
            figure(_(CURVES[curve]), history.final(curve))


def figure(name, values):
    known = values[~np.isnan(values)]
    if not len(known):
        st.metric(name, _("diverged"), width="content")
        return
    one, many = N_("{low:.1%} to {high:.1%} over {count} seed"), N_("{low:.1%} to {high:.1%} over {count} seeds")
    words = plural(one, many, len(known), low=known.min(), high=known.max())
    st.metric(name, f"{np.median(known):.1%}", delta=words, delta_color="off", delta_arrow="off", width="content")
