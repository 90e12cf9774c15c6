"""The confusion matrix of pictures, and the pictures behind every cell."""

import numpy as np
import streamlit as st

from mlp.experiments.experiment import N_
from pages.shared import charts
from pages.shared.confusion_matrix import counts, matrix_chart
from pages.shared.images.gallery import pages_of
from pages.shared.text import _, plain, plural
from pages.shared.theme import ink, is_dark

BESIDE = 9  # pictures beside the matrix


def most_confused(matrix):
    """(true, read) of the most frequent mistake."""
    mistakes = matrix - np.diag(np.diag(matrix))
    return tuple(int(number) for number in np.unravel_index(mistakes.argmax(), matrix.shape))


def confusion(page, networks, split, probabilities, classes):
    """The matrix as a heat map; a click on a cell shows its pictures."""
    read = probabilities.argmax(axis=1)
    matrix = counts(split.y, read, len(classes))
    left, right = st.columns([3, 2])
    with left:
        event = _matrix(page, networks, matrix, classes)
    truth, answer = picked(event, classes) or most_confused(matrix)
    with right:
        st.markdown(cell_words(plain(classes[truth]), plain(classes[answer]), matrix[truth, answer]))
        if not matrix[truth, answer]:
            return
        rows = np.flatnonzero((split.y == truth) & (read == answer))
        surest_first = rows[np.argsort(-probabilities[rows, answer], kind="stable")]
        pages_of(f"{page}-cell-{truth}-{answer}", surest_first, split, probabilities, classes, BESIDE)


def _matrix(page, networks, matrix, classes):
    """The chart; returns what is selected in it."""

    def chart():
        return matrix_chart(matrix, classes, ink(is_dark()))

    about = (networks.spec.key, networks.epoch, networks.shown)
    select = {"on_select": "rerun", "selection_mode": "cell"}
    return charts.draw(st, f"{page}-confusion", {}, chart, *about, **select)


def cell_words(truth, read, count):
    """What a cell of the matrix says; the cells without a number are not empty by mistake."""
    if not count:
        return _("**{truth}** was never read as **{read}**. Click a cell with a number.").format(truth=truth, read=read)
    one = N_("**{truth}** read as **{read}**: {count} picture. Click another cell.")
    many = N_("**{truth}** read as **{read}**: {count} pictures. Click another cell.")
    return plural(one, many, int(count), truth=truth, read=read)


def picked(event, classes):
    """(true, read) of the clicked cell as class numbers; None if there is none, or if it belongs to other classes."""
    cell = next(iter(event.selection.get("cell") or [{}]))
    names = cell.get("truth"), cell.get("read")
    return tuple(map(classes.index, names)) if set(names) <= set(classes) else None
