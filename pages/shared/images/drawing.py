"""Draw a picture, or take one from the held-out ones, and see what the networks make of it."""

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from mlp.experiments.experiment import N_
from pages.shared.components.cards import card, grid, paper
from pages.shared.components.draw_pad import PadLabels, draw_pad
from pages.shared.images.answers import held_out
from pages.shared.text import _, plain

NEIGHBOURS = 9
ROWS_AT_ONCE = 4096  # small enough for the processor's cache, as floats
MODES = {"draw": N_("Draw"), "sample": N_("Take a held-out picture")}


@dataclass(frozen=True)
class Hand:
    """How drawings are made for a data set: the width of the pen, and what makes a drawing like its pictures."""

    pen: float
    prepare: Callable  # ink (56, 56) uint8 -> (28, 28) uint8, or None without ink


def drawing(page, hand, data, networks, waiting):
    """The pad and, beside it, what the networks answer; `waiting` is what to say while there are none yet."""
    pad, answer = st.columns([2, 3])
    with pad:
        picture = _picture(page, hand, data)
    if networks is None:
        answer.info(waiting, icon=":material/hourglass:")
    elif picture is None:
        with answer:
            _examples(data)
    else:
        with answer:
            _answer(page, networks, data, picture)
        _neighbours(networks.spec, data, picture)


def _picture(page, hand, data):
    mode = st.segmented_control(
        _("Picture"),
        list(MODES),
        format_func=lambda mode: _(MODES[mode]),
        default="draw",
        key=f"{page}-mode",
        label_visibility="collapsed",
    )
    if mode == "sample":
        return _sample(page, data)
    words = PadLabels(_("Drawing pad"), _("Draw here with mouse, finger or pen"), _("Undo"), _("Clear"))
    ink = draw_pad(f"{page}-pad", words, hand.pen)
    return None if ink is None else hand.prepare(ink)


def _sample(page, data):
    """A held-out picture of the class that the visitor chose; another one at every click."""
    number = st.pills(
        _("Which?"),
        range(len(data.classes)),
        format_func=lambda number: plain(data.classes[number]),
        default=0,
        key=f"{page}-sample-class",
    )
    asked = st.session_state.setdefault(f"{page}-asked", 0)
    if st.button(_("Another one"), key=f"{page}-another", icon=":material/refresh:"):
        asked = st.session_state[f"{page}-asked"] = asked + 1
    _name, split = held_out(data)
    rows = np.flatnonzero(split.y == (number or 0))
    return split.x[rows[asked % len(rows)]].reshape(28, 28) if len(rows) else None


def _examples(data):
    """What there is to draw: the first training picture of each class."""
    st.caption(_("Draw one of these, and the answer appears here with every stroke."))
    firsts = [int(np.argmax(data.train.y == number)) for number in range(len(data.classes))]
    grid(card(paper(data.train.x[row].reshape(28, 28)), data.classes[data.train.y[row]]) for row in firsts)


def _answer(page, networks, data, picture):
    every = networks.read(picture.reshape(1, -1))[:, 0]
    probabilities = every[networks.median]
    read = int(probabilities.argmax())
    name, share = plain(data.classes[read]), f"{probabilities[read]:.1%}"
    st.markdown(_("### It reads **{name}**, {share} sure").format(name=name, share=share))
    agree = int((every.argmax(axis=1) == read).sum())
    words = _(
        "What the network sees: 28 × 28 pixels. {agree} of {all} seeds read {name}; the bars are the median one's."
    ).format(agree=agree, all=len(every), name=name)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(paper(picture, 5), width=140)
        st.caption(words, width=260)
    st.altair_chart(probabilities_chart(probabilities, data.classes), key=f"{page}-probabilities")


def probabilities_chart(probabilities, classes):
    """A bar for each class, the longest in the second colour."""
    table = pd.DataFrame({"class": classes, "probability": probabilities, "read": probabilities == probabilities.max()})
    bars = alt.Chart(table).mark_bar()
    bars = bars.encode(
        x=alt.X("probability:Q", title=_("probability"), scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%")),
        y=alt.Y("class:N", title=None, sort=list(classes), axis=alt.Axis(labelOverlap=False)),
        color=alt.Color("read:N", legend=None, scale=alt.Scale(domain=[False, True])),
        tooltip=[alt.Tooltip("class:N", title=_("class")), alt.Tooltip("probability:Q", format=".2%")],
    )
    return bars.properties(height=80 + 22 * len(classes), width="container")


def _neighbours(spec, data, picture):
    st.markdown(_("**The nearest training pictures**, pixel by pixel. Does the network read more than they tell?"))
    rows, distances = _nearest(spec.dataset, spec.data, picture, data.train.x)
    words = _("distance {distance:.1f}")
    grid(
        card(paper(data.train.x[row].reshape(28, 28)), data.classes[data.train.y[row]], words.format(distance=distance))
        for row, distance in zip(rows, distances, strict=True)
    )


@st.cache_data(max_entries=200, show_spinner=False)
def _nearest(dataset, options, picture, _x):
    """Cached by the data's name and options, which determine the training pictures."""
    return nearest(_x, picture)


def nearest(x, picture, count=NEIGHBOURS):
    """(rows, distances) of the pictures in x (rows, pixels) uint8 nearest to one, nearest first; ink counts 0 to 1."""
    point = picture.reshape(-1).astype(np.float32)
    squares = np.concatenate(
        [np.square(x[start : start + ROWS_AT_ONCE] - point).sum(axis=1) for start in range(0, len(x), ROWS_AT_ONCE)]
    )
    rows = np.argsort(squares, kind="stable")[:count]
    return rows, np.sqrt(squares[rows]) / 255
