"""Held-out pictures with what the network shown reads in them, the most telling first."""

import numpy as np
import streamlit as st

from mlp.experiments.experiment import N_
from pages.shared.components.cards import bars, card, grid
from pages.shared.components.pictures import paper
from pages.shared.linked import choice
from pages.shared.text import _, plural

ON_A_PAGE = 18
VIEWS = {
    "mistakes": N_("Surest mistakes"),
    "unsure": N_("Least sure"),
    "right": N_("Surest right"),
}


def ordered(probabilities, labels, view):
    """Numbers of the rows that belong into a view, the surest first, or last for the unsure ones.

    `probabilities` (rows, classes), `labels` (rows,), `view` one of VIEWS.
    """
    sureness, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    by_sureness = np.argsort(-sureness, kind="stable")
    if view == "unsure":
        return by_sureness[::-1]
    return by_sureness[right[by_sureness] == (view == "right")]


def gallery(page, split, probabilities, classes):
    """Choose a view and a page of it."""
    words = {view: _(text) for view, text in VIEWS.items()}
    view = choice(st.segmented_control, f"{page}-view", _("Show"), list(VIEWS), words, default="mistakes")
    rows = ordered(probabilities, split.y, view or "mistakes")
    st.caption(plural("{count} picture", "{count:,} pictures", len(rows)))
    with st.container(key=f"{page}-gallery"):
        pages_of(f"{page}-{view}-page", rows, split, probabilities, classes)


def pages_of(key, rows, split, probabilities, classes, most=ON_A_PAGE):
    """These rows as cards, at most so many on a page."""
    if not len(rows):
        st.caption(_("Not a single one."))
        return
    place, count = st.empty(), -(-len(rows) // most)
    number = st.pagination(count, key=f"{key}-of-{count}") if count > 1 else 1
    shown = rows[(number - 1) * most : number * most]
    with place:
        grid([answer_card(split, probabilities, row, classes) for row in shown])


def answer_card(split, probabilities, row, classes):
    """A picture, its probabilities, what was read, and what it is."""
    truth, read = int(split.y[row]), int(probabilities[row].argmax())
    words = _("{read}, {share:.1%} sure").format(read=classes[read], share=probabilities[row, read])
    more = _("right") if read == truth else _("really {truth}").format(truth=classes[truth])
    return card(paper(split.x[row].reshape(28, 28)), words, more, bars(probabilities[row], truth))
