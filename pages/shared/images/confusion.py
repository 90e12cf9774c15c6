"""The confusion matrix: how often which class is read as which, and the pictures behind every cell."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from pages.shared.images.gallery import pages_of
from pages.shared.text import _, plain
from pages.shared.theme import ink, is_dark

BESIDE = 9  # pictures beside the matrix


def counts(labels, read, classes):
    """Counts (classes, classes) of pictures, a row for each true class, a column for what was read."""
    pairs = np.bincount(labels * classes + read, minlength=classes * classes)
    return pairs.reshape(classes, classes)


def most_confused(matrix):
    """(true, read) of the most frequent mistake."""
    mistakes = matrix - np.diag(np.diag(matrix))
    return tuple(int(number) for number in np.unravel_index(mistakes.argmax(), matrix.shape))


def confusion(page, split, probabilities, classes):
    """The matrix as a heat map; a click on a cell shows its pictures."""
    read = probabilities.argmax(axis=1)
    matrix = counts(split.y, read, len(classes))
    left, right = st.columns([3, 2])
    with left:
        chart = heat_map(matrix, classes, ink(is_dark()))
        event = st.altair_chart(chart, key=f"{page}-confusion", on_select="rerun", selection_mode="cell")
    truth, answer = picked(event, classes) or most_confused(matrix)
    with right:
        words = _("**{truth}** read as **{read}**: {count} pictures. Click another cell.")
        st.markdown(words.format(truth=plain(classes[truth]), read=plain(classes[answer]), count=matrix[truth, answer]))
        rows = np.flatnonzero((split.y == truth) & (read == answer))
        surest_first = rows[np.argsort(-probabilities[rows, answer], kind="stable")]
        pages_of(f"{page}-cell-{truth}-{answer}", surest_first, split, probabilities, classes, BESIDE)


def picked(event, classes):
    """(true, read) of the clicked cell as class numbers; None if there is none, or if it belongs to other classes."""
    cell = next(iter(event.selection.get("cell") or [{}]))
    names = cell.get("truth"), cell.get("read")
    return tuple(map(classes.index, names)) if set(names) <= set(classes) else None


def heat_map(matrix, classes, colour):
    """Right answers and mistakes in two colours, the stronger the larger their share of the true class.

    `colour` is that of the numbers.
    """
    cell = alt.selection_point(name="cell", fields=["truth", "read"], empty=False)
    base = alt.Chart(table(matrix, classes)).encode(
        x=alt.X("read:N", title=_("read as"), sort=classes, axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("truth:N", title=_("really"), sort=classes),
        tooltip=[
            alt.Tooltip("truth:N", title=_("really")),
            alt.Tooltip("read:N", title=_("read as")),
            alt.Tooltip("count:Q", title=_("pictures")),
            alt.Tooltip("share:Q", title=_("share of the row"), format=".1%"),
        ],
    )
    shade = alt.Opacity("share:Q", scale=alt.Scale(type="sqrt", domain=[0, 1], range=[0.03, 1]), legend=None)
    kind = alt.Color("right:N", scale=alt.Scale(domain=[True, False]), legend=None)
    border = alt.when(cell).then(alt.value(3)).otherwise(alt.value(0))
    cells = base.mark_rect(cursor="pointer", stroke="#e0a100").encode(color=kind, opacity=shade, strokeWidth=border)
    readable = alt.when(alt.datum.share > 0.3).then(alt.value("white")).otherwise(alt.value(colour))
    numbers = base.transform_filter("datum.count > 0").mark_text(fontSize=11).encode(text="count:Q", color=readable)
    title = _("How often each class is read as which")
    return alt.layer(cells.add_params(cell), numbers).properties(title=title, height=440, width="container")


def table(matrix, classes):
    """One row for each cell of the matrix."""
    truth, read = np.indices(matrix.shape).reshape(2, -1)
    share = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    names = np.array(classes)
    columns = {"truth": names[truth], "read": names[read], "right": truth == read}
    return pd.DataFrame(columns | {"count": matrix.ravel(), "share": share.ravel()})
