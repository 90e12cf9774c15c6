"""One card of the overview: a question, the curves of the published runs as they grow, and a line about the claim."""

import altair as alt
import streamlit as st

from mlp.experiments.claims import Reported
from pages.shared import charts
from pages.shared.charts import CURVES, curve_table, epoch_axis, log_axis
from pages.shared.overview.training import ticket
from pages.shared.overview.verdict import line
from pages.shared.router import experiment_page, has_page
from pages.shared.runs.resources import with_source
from pages.shared.text import _

HEIGHT = 210  # pixels of a chart
SMALL = {
    "legend": {"orient": "top", "offset": 4, "padding": 0, "columns": 2, "labelFontSize": 11, "symbolType": "stroke"},
    "axisX": {"titlePadding": 0, "titleFontSize": 11},
}
PADDING = {"left": 0, "top": 0, "right": 8, "bottom": 0}


def card(experiment):
    """Title, question, curves, verdict."""
    if has_page(experiment.name):
        st.page_link(experiment_page(experiment.name))
    else:
        st.caption(_("Planned; until then: `python -m mlp run {name}`").format(name=experiment.name))
    st.markdown(f"**{_(experiment.question)}**")
    specs = {label: with_source(spec) for label, spec in experiment.runs(next(iter(experiment.presets))).items()}
    reports = {label: held.report for label, spec in specs.items() if (held := ticket(spec))}
    with st.container(height=HEIGHT + 10, border=False):
        _curves(experiment, specs, reports)
    st.markdown(line(experiment, specs, reports))


def _curves(experiment, specs, reports):
    """A chart, or a word in its place as long as there is nothing to draw."""
    if any(report.history for report in reports.values()):
        charts.draw(st, f"card-{experiment.name}", reports, lambda: sparkline(experiment, specs, reports))
    else:
        st.caption(_("Its curves grow here as soon as its first seed trains."))


def sparkline(experiment, specs, reports):
    """A small chart of medians over the seeds, a line for each run or each curve, and of what was reported."""
    curves, last = experiment.curves, max(spec.epochs for spec in specs.values())
    table, falls = curve_table(reports, curves), curves[-1].endswith("loss")
    several = len(specs) > 1
    names = list(specs) if several else [_(CURVES[curve]) for curve in curves]
    axis = log_axis(table["median"].to_numpy(float)) if falls else alt.Axis(format=".0%", tickCount=5)
    scale = alt.Scale(type="log", nice=False) if falls else alt.Scale(zero=False)
    legend = alt.Legend(title=_(CURVES[curves[-1]]) if several else None)
    lines = alt.Chart(table).mark_line(strokeWidth=2, point=table["epoch"].nunique() == 1)
    lines = lines.encode(
        epoch_axis(last),
        alt.Y("median:Q", scale=scale, title=None, axis=axis),
        alt.Color("run:N" if several else "curve:N", sort=names, scale=alt.Scale(domain=names), legend=legend),
    )
    points = reported_points(experiment.claims, curves, last)
    chart = alt.layer(lines, *(charts.reported(points, falls) if points else ()))
    return chart.properties(height=HEIGHT, width="container", padding=PADDING).configure(**SMALL)


def reported_points(claims, curves, last):
    """{epoch: value} of what was reported of these curves."""
    figures = [claim for claim in claims if isinstance(claim, Reported) and claim.curve in curves]
    return {claim.epoch or last: claim.value for claim in figures}
