"""A confusion matrix as a chart: how often which class is read as which."""

import altair as alt
import numpy as np
import pandas as pd

from pages.shared.text import _
from pages.shared.theme import MARK


def counts(labels, read, classes):
    """Counts (classes, classes) of pictures, a row for each true class, a column for what was read."""
    pairs = np.bincount(labels * classes + read, minlength=classes * classes)
    return pairs.reshape(classes, classes)


def matrix_chart(matrix, classes, colour):
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
    cells = base.mark_rect(cursor="pointer", stroke=MARK).encode(color=kind, opacity=shade, strokeWidth=border)
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
