"""Altair charts of runs: curves with a band over the seeds, and the last value of every seed."""

import altair as alt
import numpy as np
import pandas as pd
import pyarrow
import streamlit as st

from pages.shared import theme
from pages.shared.text import _
from pages.shared.theme import MARK, is_dark, muted

MOST_POINTS = 200
LEGEND_SYMBOL, LEGEND_LETTER, LEGEND_AXIS = 44, 8, 40  # pixels, with room to spare
BANDS = {"min-max": (0, 100), "quartiles": (25, 75), "none": (50, 50)}
CURVES = {
    "train_loss": "training loss",
    "validation_loss": "validation loss",
    "test_loss": "test loss",
    "train_accuracy": "training accuracy",
    "validation_accuracy": "validation accuracy",
    "test_accuracy": "test accuracy",
    "running_loss": "printed loss",
    "learning_rate": "learning rate",
    "gradient_norm": "gradient norm",
}


def draw(place, key, reports, make, *more, **select):
    """Show the chart that make() gives of label -> Report in a place such as st; returns what was selected in it.

    It is made again only when the reports, or what else it depends on (`more`), have changed: making and checking a
    chart takes most of a rerun's time. `select` is what `st.vega_lite_chart` takes of selections.
    """
    specification = _specification(key, progress(reports), more, st.context.locale, is_dark(), make)
    return place.vega_lite_chart(specification, key=key, **select)


def progress(reports):
    """What tells one state of label -> Report from another."""
    return tuple((label, *_progress(report)) for label, report in reports.items())


def _progress(report):
    rows = 0 if report.history is None else len(report.history.epochs)
    return report.spec.key, report.status, report.epoch, report.seeds.start, rows


@st.cache_data(max_entries=300, show_spinner=False)
def _specification(key, progress, more, locale, dark, _make):
    with alt.data_transformers.enable("default", max_rows=None):
        chart = _make().to_dict()
    words = dict.fromkeys(("labelColor", "titleColor"), muted(dark))
    for part in ("axis", "legend"):
        chart["config"][part] = words | chart["config"].get(part, {})
    return chart | {"datasets": {name: arrow(rows) for name, rows in chart.get("datasets", {}).items()}}


def arrow(rows):
    """Rows, each a dict, as the bytes that travel to the browser, so that no rerun makes them again."""
    table, file = pyarrow.Table.from_pylist(rows), pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(file, table.schema) as stream:
        stream.write_table(table)
    return file.getvalue().to_pybytes()


def curve_table(reports, curves, band="min-max"):
    """A table of run, curve, epoch, median, low and high over the seeds, thinned to what a chart can show."""
    parts = [
        _spread(label, curve, report.history, BANDS[band])
        for label, report in reports.items()
        for curve in curves
        if report.history is not None and curve in report.history.curves
    ]
    columns = ["run", "curve", "epoch", "median", "low", "high"]
    return (
        pd.concat(parts)
        if parts
        else pd.DataFrame({column: pd.Series(dtype=str if column in ("run", "curve") else float) for column in columns})
    )


def _spread(label, curve, history, percentiles):
    kept = thinned(len(history.epochs))
    values = history.curves[curve][kept]
    known = ~np.isnan(values).all(axis=1)
    shares = [percentiles[0], 50, percentiles[1]]
    # numpy forgets a shape of no rows, as of a curve that has nothing yet
    low, median, high = np.nanpercentile(values[known], shares, axis=1) if known.any() else np.empty((3, 0))
    epochs = history.epochs[kept][known]
    name = _(CURVES[curve])
    return pd.DataFrame({"run": label, "curve": name, "epoch": epochs, "median": median, "low": low, "high": high})


def thinned(count, most=MOST_POINTS):
    """Row numbers for a curve of that many points: the last, the first few, and the others evenly spread."""
    if count <= most:
        return np.arange(count)
    return np.unique(np.concatenate([np.arange(20), np.linspace(0, count - 1, most - 20).astype(int)]))


def curves_chart(
    reports, curves, labels, title, y_title, x=None, band="min-max", log=True, height=360, marks=(), possible=()
):
    """Median lines with a band over the seeds; several curves of a run differ in their dashes.

    `x` is an `epoch_axis`, `marks` what to compare the curves with: a `rule`, or `reported` points; `possible` all
    labels that there may be, so that a run keeps its colour whichever others are there.
    """
    table = curve_table(reports, curves, band)
    table = table[table["low"] > 0] if log else table
    picked = alt.selection_point(fields=["run"], bind="legend")
    numbers = [alt.Tooltip(f"{name}:Q", format=".4~g") for name in ("median", "low", "high")]
    base = alt.Chart(table).encode(
        x=x or epoch_axis(None),
        color=_colour(labels, possible, alt.Legend(values=labels)),
        tooltip=["run", "curve", "epoch", *numbers],
    )
    names = [_(CURVES[curve]) for curve in curves]
    band_layer = [] if band == "none" else [_band(base, names[0], log, picked)]
    values = table[["low", "high"]].to_numpy(float)
    y = alt.Y("median:Q", title=y_title, scale=_scale(log), axis=log_axis(values) if log else alt.Axis())
    lines = _lines(base, names, y, picked, single=table["epoch"].nunique() == 1)
    layers = [*band_layer, lines, *marks]
    return dressed(alt.layer(*layers).add_params(picked), labels, title, height)


def _colour(labels, possible, legend):
    """A run's colour goes by its place among all possible ones."""
    domain = list(possible or labels)
    return alt.Color("run:N", title=None, sort=domain, scale=alt.Scale(domain=domain), legend=legend)


def _lines(base, names, y, picked, single):
    """The medians; dashes tell several curves apart, and a dot stands for a curve of a single epoch."""
    lines = base.mark_line(strokeWidth=2, point=single).encode(y=y, opacity=_faded(picked, 1, 0.12))
    if len(names) == 1:
        return lines
    below = alt.Legend(orient="bottom")
    return lines.encode(alt.StrokeDash("curve:N", title=None, sort=names, scale=alt.Scale(domain=names), legend=below))


def _band(base, name, log, picked):
    """From low to high over the seeds, for one of the curves."""
    area = base.transform_filter(alt.datum.curve == name).mark_area()
    return area.encode(alt.Y("low:Q", scale=_scale(log)), alt.Y2("high:Q"), opacity=_faded(picked, 0.18, 0.02))


def _faded(picked, strong, weak):
    return alt.when(picked).then(alt.value(strong)).otherwise(alt.value(weak))


def finals_chart(reports, curve, labels, title, x_title, log=True, height=240, possible=()):
    """The last value of every seed, one row of dots for each run, with its median."""
    parts = [
        pd.DataFrame({"run": label, "seed": np.arange(report.spec.replicates), "value": report.history.final(curve)})
        for label, report in reports.items()
        if report.history is not None and curve in report.history.curves
    ]
    table = pd.concat(parts).dropna() if parts else pd.DataFrame({"run": pd.Series(dtype=str), "seed": [], "value": []})
    return strip_chart(table, labels, title, x_title, log, height, possible=possible)


def strip_chart(table, labels, title, x_title, log=True, height=240, format="~g", possible=()):
    """One row of dots for each run of a table of run, seed and value, with its median."""
    axis = log_axis(table["value"].to_numpy(float)) if log else alt.Axis(format=format)
    x = alt.X("value:Q", title=x_title, scale=_scale(log, padding=12), axis=axis)
    base = alt.Chart(table).encode(
        y=alt.Y("run:N", title=None, sort=labels, scale=alt.Scale(domain=labels)), color=_colour(labels, possible, None)
    )
    tooltip = ["run", "seed", alt.Tooltip("value:Q", format=".4~g" if format == "~g" else format)]
    dots = base.mark_circle(size=60, opacity=0.6).encode(x=x, tooltip=tooltip, yOffset="seed:Q")
    medians = base.mark_tick(thickness=3, size=26).encode(x=alt.X("median(value):Q", scale=_scale(log, padding=12)))
    return dressed(alt.layer(dots, medians), (), title, height)


def epoch_axis(last, log=False):
    """The x axis of epochs 0 to `last` (None: as the data have it); a logarithmic one keeps a place for epoch 0."""
    scale = {"domain": [0, last]} if last else {}
    if not log:
        return alt.X("epoch:Q", title=_("epoch"), scale=alt.Scale(**scale), axis=alt.Axis(tickMinStep=1, format="d"))
    ticks = [0, *(10**power for power in range(6) if 10**power <= (last or 10**5))]
    symlog = alt.Scale(type="symlog", constant=1, nice=False, **scale)
    return alt.X("epoch:Q", title=_("epoch (log scale)"), scale=symlog, axis=alt.Axis(values=ticks))


def rule(value, text, log=True):
    """Marks: a dashed line at a value, and a text on it at the left."""
    colour = muted(is_dark())
    base = alt.Chart(pd.DataFrame({"value": [value], "text": [text]})).encode(y=alt.Y("value:Q", scale=_scale(log)))
    words = base.mark_text(align="left", dx=6, dy=-7, color=colour).encode(x=alt.value(0), text="text")
    return base.mark_rule(strokeDash=[2, 3], color=colour), words


def reported(points, log=True):
    """Marks: diamonds at the document's own {epoch: value}, and a word beside the first."""
    table = pd.DataFrame({"epoch": list(points), "value": list(points.values()), "text": _("reported")})
    base = alt.Chart(table).encode(x="epoch:Q", y=alt.Y("value:Q", scale=_scale(log)))
    tooltip = [alt.Tooltip(name, title=_(title)) for name, title in (("epoch", "epoch"), ("value", "reported"))]
    diamonds = base.mark_point(shape="diamond", filled=True, size=70, color=MARK, opacity=1)
    words = base.transform_filter(alt.datum.epoch == min(points)).mark_text(
        align="right", dx=-9, dy=8, color=theme.reported(is_dark()), fontWeight="bold"
    )
    return diamonds.encode(tooltip=tooltip), words.encode(text="text")


def log_axis(values):
    """Ticks at the powers of ten, with 2 and 5 between them where those are few."""
    known = values[np.isfinite(values) & (values > 0)]
    if not known.size:
        return alt.Axis(format="~g")
    low, high = int(np.floor(np.log10(known.min()))), int(np.ceil(np.log10(known.max())))
    steps = (1,) if high - low > 2 else (1, 2, 5)
    return alt.Axis(format="~g", values=[step * 10.0**power for power in range(low, high + 1) for step in steps])


def _scale(log, **room):
    """`room` may hold padding, in pixels, so that no dot at the edge is cut."""
    return alt.Scale(type="log", nice=False, **room) if log else alt.Scale(zero=False, **room)


def dressed(chart, names, title, height):
    """A chart of lines or dots with its title, and a legend of these names above it."""
    look = legend(names, symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1)
    return chart.properties(title=title, height=height, width="container").configure_legend(**look)


def legend(names, **look):
    """How the legend of these names looks: above the chart, in as many columns as there is room for."""
    widest = LEGEND_SYMBOL + LEGEND_LETTER * max((len(str(name)) for name in names), default=0)
    columns = alt.ExprRef(f"max(1, floor((width + {LEGEND_AXIS}) / {widest}))")
    return alt.LegendConfig(orient="top", labelLimit=260, columns=columns, **look).to_dict()
