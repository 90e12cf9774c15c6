"""Which class a network reads in every spot of a plane through the data, with the data on top."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from mlp.engine.evaluation import predict
from pages.shared.charts import legend
from pages.shared.runs.resources import loaded
from pages.shared.text import _
from pages.shared.theme import MARK, PAPER

SIDE = 60  # cells along each side of the plane
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")


def shares_of(spec, parameters, x):
    """What one network (parameters,) makes of raw rows x, as shares (rows, classes) that add up to one."""
    outputs = predict(spec.but(replicates=1), loaded(spec), parameters[None], x)[0]
    outputs = np.maximum(np.nan_to_num(outputs), 1e-9)
    return outputs / outputs.sum(axis=1, keepdims=True)


def plane(x, first, second):
    """(edges of the cells of either axis, rows in their middles): the other features stay at their medians."""
    edges = [_edges(x[:, feature]) for feature in (first, second)]
    middles = [(edge[1:] + edge[:-1]) / 2 for edge in edges]
    rows = np.tile(np.median(x, axis=0), (SIDE * SIDE, 1))
    rows[:, [first, second]] = np.stack(np.meshgrid(*middles, indexing="ij"), axis=-1).reshape(-1, 2)
    return edges, rows


def _edges(values):
    margin = 0.06 * np.ptp(values)
    return np.linspace(values.min() - margin, values.max() + margin, SIDE + 1)


@st.cache_data(max_entries=100, show_spinner=False)
def regions(key, epoch, seed, first, second, dark, _spec, _parameters):
    """One row for each cell of the plane; cached by the run's key, the epoch and the seed, which give the weights."""
    data = loaded(_spec)
    (x_edges, y_edges), rows = plane(data.train.x, first, second)
    shares = shares_of(_spec, _parameters, rows)
    i, j = np.indices((SIDE, SIDE)).reshape(2, -1)
    cells = {"x": x_edges[i], "x2": x_edges[i + 1], "y": y_edges[j], "y2": y_edges[j + 1]}
    read, sure = shares.argmax(axis=1), shares.max(axis=1)
    names = np.array(data.classes)[read]
    return pd.DataFrame(cells | {"class": names, "share": sure, "color": shades(read, sure, len(data.classes), dark)})


def shades(read, sure, classes, dark):
    """A colour "#rrggbb" for each answer: its class's own, the paler the less sure."""
    strength = 0.1 + 0.55 * (sure - 1 / classes) / (1 - 1 / classes)
    inks = np.array([[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in colors(classes)])
    mixed = PAPER[dark] + (inks[read] - PAPER[dark]) * strength[:, None]
    return ["#{:02x}{:02x}{:02x}".format(*row) for row in mixed.round().astype(int).tolist()]


def colors(classes):
    """The theme's colours of that many classes."""
    return list(st.get_option("theme.chartCategoricalColors")[:classes])


def points(data, shares, first, second):
    """One row for each sample: where it lies, what it is and what it is read as, given train's and test's shares."""
    parts = []
    for name, split in (("train", data.train), ("test", data.test)):
        if split is not None:
            parts.append(
                pd.DataFrame({"x": split.x[:, first], "y": split.x[:, second], "class": split.y, "split": name})
            )
    table = pd.concat(parts, ignore_index=True)
    names = np.array(data.classes)
    read = table["class"] if shares is None else np.concatenate(shares).argmax(axis=1)
    return table.assign(**{"class": names[table["class"]], "read": names[read], "right": table["class"] == read})


def decision_chart(cells, samples, titles, classes, title, height=430):
    """Regions as coloured cells (None before there is a network), samples as marks, wrongly read ones ringed."""
    domain = {"domain": list(classes)}
    x, y = (alt.X("x:Q", title=titles[0], scale=_tight()), alt.Y("y:Q", title=titles[1], scale=_tight()))
    base = alt.Chart(samples).encode(x=x, y=y)
    marks = base.mark_point(filled=True, size=55, opacity=1, stroke="white", strokeWidth=0.7).encode(
        color=alt.Color("class:N", title=None, scale=alt.Scale(**domain, range=colors(len(classes)))),
        shape=alt.Shape("class:N", title=None, scale=alt.Scale(**domain, range=SHAPES[: len(classes)])),
        tooltip=[alt.Tooltip(f"{name}:N", title=_(words)) for name, words in (("class", "class"), ("read", "read as"))],
    )
    rings = base.transform_filter("!datum.right").mark_point(size=190, strokeWidth=2, opacity=1, color=MARK)
    chart = alt.layer(*([] if cells is None else [_cells(cells)]), marks, rings).resolve_scale(
        color="independent", shape="independent"
    )
    look = legend(classes, symbolStrokeWidth=1)
    return chart.properties(title=title, height=height, width="container").configure_legend(**look)


def _cells(table):
    color = alt.Color("color:N", scale=None)
    tooltip = [alt.Tooltip("class:N", title=_("read as")), alt.Tooltip("share:Q", title=_("sure"), format=".0%")]
    edges = {"x": alt.X("x:Q", scale=_tight()), "y": alt.Y("y:Q", scale=_tight()), "x2": "x2", "y2": "y2"}
    # the stroke covers the seams between neighbours
    return alt.Chart(table).mark_rect(strokeWidth=1).encode(color=color, stroke=color, tooltip=tooltip, **edges)


def _tight():
    return alt.Scale(zero=False, nice=False, padding=0)
