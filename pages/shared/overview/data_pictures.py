"""What each experiment's data look like: the pictures of cards whose experiment was not run here yet."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st
from matplotlib import colormaps

import datasets
from datasets import handwriting
from datasets.sources.hanzi import CHARACTERS
from datasets.sources.surface import surface
from pages.shared.components.cards import png
from pages.shared.iris.decision import decision_chart, points
from pages.shared.surface.pictures import true_picture
from pages.shared.text import _
from pages.shared.theme import is_dark

HEIGHT = 210  # pixels, of every picture and chart on a card


def show(name):
    """Draw the picture of an experiment's data, with words."""
    if name in PICTURES:
        st.caption(PICTURES[name]())


def _surface(levels):
    st.image(heat_map(levels), width="stretch")
    return _("The surface to learn, $\\sin(x_1) - \\cos(x_2)$, from above: bright is high.")


@st.cache_data(max_entries=8, show_spinner=False)
def heat_map(levels):
    """The true surface from above, as a PNG file in so many colours."""
    x1, x2 = np.meshgrid(np.linspace(-5, 5, 320), np.linspace(3, -3, 192))
    heights = surface(np.stack([x1, x2], axis=-1).reshape(-1, 2)).reshape(x1.shape)
    shares = np.floor((heights + 2) / 4 * levels) / levels
    return png((colormaps["viridis"](shares)[..., :3] * 255).astype(np.uint8))


def _heights():
    st.image(true_picture(is_dark(), ""), width="stretch")
    return _("The surface to learn, its heights from -2 to 2.")


def _sine():
    samples = datasets.load("sine").train
    table = pd.DataFrame({"x": samples.x[:, 0], "y": samples.y[:, 0]})
    chart = alt.Chart(table).mark_circle(size=30).encode(x="x", y="y")
    st.altair_chart(chart.properties(height=HEIGHT, width="container"), key="data-sine")
    return _("The 200 points of $\\sin(x)$ to learn from.")


def _iris():
    data = datasets.load("iris")
    titles = [data.features[2], data.features[3]]
    chart = decision_chart(None, points(data, None, 2, 3), titles, data.classes, "", HEIGHT)
    st.altair_chart(chart, key="data-iris")
    return _("The flowers to tell apart, by two of their four measurements.")


def _mnist():
    st.image(digits(datasets.best_source("mnist")), width="stretch")
    return _("The digits to read.")


@st.cache_data(max_entries=8, show_spinner=False)
def digits(source):
    """Six images of each digit of this source, as a PNG file."""
    train = datasets.load("mnist", source=source).train
    rows = [np.flatnonzero(train.y == digit)[:6] for digit in range(10)]
    return contact_sheet(np.stack([train.x[six].reshape(-1, 28, 28) for six in rows], axis=1))


def _hanzi():
    st.image(characters(), width="stretch")
    return _("The characters to read, written by a generator.")


@st.cache_data(max_entries=8, show_spinner=False)
def characters():
    """Four hands' versions of twelve characters, two rows for each six, as a PNG file."""
    strokes = handwriting.strokes("hanzi")
    written = [handwriting.write(strokes[name], 4, np.random.default_rng(n)) for n, name in enumerate(CHARACTERS)]
    sheet = np.stack(written).reshape(2, 6, 4, 28, 28).transpose(0, 2, 1, 3, 4)  # (half, hand, character, ...)
    return contact_sheet(sheet[:, :2].reshape(4, 6, 28, 28))


def contact_sheet(images):
    """Ink (rows, columns, 28, 28) on paper, side by side in one PNG file."""
    rows, columns = images.shape[:2]
    sheet = 255 - images.transpose(0, 2, 1, 3).reshape(rows * 28, columns * 28)
    return png(np.kron(sheet, np.ones((3, 3), np.uint8)))


PICTURES = {
    "surface-width": lambda: _surface(256),
    "surface-depth": lambda: _surface(9),
    "surface-fit": _heights,
    "sine": _sine,
    "iris": _iris,
    "mnist": _mnist,
    "hanzi": _hanzi,
}
