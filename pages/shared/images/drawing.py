"""Draw a picture, or take one from a file or the held-out ones, and see what the networks make of it, and why."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from datasets import DataError, photo
from mlp.experiments.experiment import N_
from pages.shared import charts
from pages.shared.components.cards import card, grid
from pages.shared.components.draw_pad import PadLabels, draw_pad
from pages.shared.components.pictures import paper, signed
from pages.shared.images.answers import held_out, newest
from pages.shared.images.preprocess import with_pen
from pages.shared.images.readers import reader, watch
from pages.shared.images.vote import verdict, votes_chart, when
from pages.shared.linked import choice
from pages.shared.text import _, plain

NEIGHBOURS = 9
ENLARGED, SIDE = 5, 140  # times, and pixels on the screen
TINY = 1e-12
ROWS_AT_ONCE = 4096  # small enough for the processor's cache, as floats
MODES = {"draw": N_("Draw"), "file": N_("Take a photo or file"), "sample": N_("Take a held-out picture")}
KINDS = ("png", "jpg", "jpeg", "bmp", "gif")


@dataclass(frozen=True)
class Hand:
    """How drawings are made for a data set: the width of the pen, and what makes a drawing like its pictures."""

    pen: float
    prepare: Callable  # ink (56, 56) uint8 -> (28, 28) uint8, or None without ink


def read_here(page, hand, data, own, published):
    """The pad, read at each stroke by the page's own run, a Report, or until that has networks by the published one."""
    reading = reader(page, own, published)

    @st.fragment
    def pad():
        networks = newest(reading)
        _drawing(page, hand, data, networks, live=reading is not None and not reading.done)
        if networks and reading is not own:
            st.caption(_("The published setting reads here, until this one has been trained."))

    pad()
    if reading is not None and reading is not own:
        watch(reading)


def _drawing(page, hand, data, networks, live):
    """What to read and, beside it, what the networks answer; `live` says that there will soon be some."""
    mode = _mode(page)
    pad, answer = st.columns([2, 3])
    with pad:
        picture = _picture(page, hand, data, mode)
    with answer:
        if networks is None:
            waiting = _("The published setting is being trained for you; it can read in a moment.")
            none = _("There is no trained network yet.")
            st.info(waiting if live else none, icon=":material/hourglass:")
        elif picture is None:
            _examples(data)
        else:
            _answer(page, networks, data, picture)
    if networks and picture is not None:
        _neighbours(networks.spec, data, picture)


def _mode(page):
    """Where the picture comes from: one of MODES."""
    words = {mode: _(text) for mode, text in MODES.items()}
    look = {"default": "draw", "label_visibility": "collapsed"}
    return choice(st.segmented_control, f"{page}-mode", _("Picture"), list(MODES), words, **look)


def _picture(page, hand, data, mode):
    """What is to be read, as the data's pictures are: uint8 (28, 28); None while there is nothing."""
    if mode == "sample":
        return _sample(page, data)
    ink = _photo(page, hand) if mode == "file" else _drawn(page, hand)
    return None if ink is None else hand.prepare(ink)


def _drawn(page, hand):
    words = PadLabels(_("Drawing pad"), _("Draw here with mouse, finger or pen"), _("Undo"), _("Clear"))
    return draw_pad(f"{page}-pad", words, hand.pen)


def _photo(page, hand):
    """The ink of the visitor's picture file, its lines as wide as the pad's; what is wrong with it is said."""
    file = st.file_uploader(
        _("A photo, scan or drawing of one character"),
        type=KINDS,
        key=f"{page}-photo",
        help=_("Dark ink on light paper, or light on dark: any colour, shadows do not matter. It is not kept."),
    )
    if file is None:
        return None
    try:
        return with_pen(photo.read(file.name, file.getvalue()), hand.pen)
    except DataError as error:
        st.error(plain(str(error)))
        return None


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
    """What all seeds read in the picture, how sure they are on average, and which pixels decided."""
    vote = networks.vote(picture)
    if vote is None:
        st.image(paper(picture, ENLARGED), width=SIDE)
        st.warning(_("All networks have diverged: none of them can read."))
        return
    st.markdown(f"#### {verdict(vote, data.classes)}")
    _decided(networks, picture, vote)

    def votes():
        return votes_chart(vote, data.classes)

    charts.draw(st, f"{page}-votes", {}, votes, networks.spec.key, networks.epoch, picture.tobytes())
    st.caption(when(networks))


def _decided(networks, picture, vote):
    """The picture as the network sees it, and beside it what each of its pixels did for the answer."""
    shares = networks.decisive(picture, vote.read)
    limit = max(float(np.nanmax(np.abs(shares))), TINY)
    with st.container(horizontal=True):
        st.image(paper(picture, ENLARGED), width=SIDE, caption=_("what it sees: 28 × 28 pixels"))
        st.image(signed(shares, limit, ENLARGED), width=SIDE, caption=_("which pixels decided"))
        words = _(
            "**Orange** ink speaks for the answer, **blue** against it: each pixel's gradient times its ink, the mean "
            "over the seeds that gave this answer. Where there is no ink, there is no share."
        )
        st.caption(words, width=240)


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
