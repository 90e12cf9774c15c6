"""A page with the drawing pad and both kinds of scrubber, for the browser tests."""

import io

import numpy as np
import streamlit as st
from PIL import Image

from pages.shared.components.draw_pad import draw_pad
from pages.shared.components.scrubber import Curve, Lines, Pictures, scrubber
from pages.shared.images.preprocess import as_mnist

GRID = np.linspace(-np.pi, np.pi, 60)


def png(frame):
    """A picture of one grey, brighter from frame to frame."""
    buffer = io.BytesIO()
    Image.new("L", (40, 40), 10 * frame).save(buffer, "PNG")
    return buffer.getvalue()


def loss(epochs):
    return np.exp(-0.2 * np.asarray(epochs)) + 0.01


st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"runs: {st.session_state.runs}")
frame_count = 11 + 5 * st.session_state.get("added", 0)
st.button("Add frames", on_click=lambda: st.session_state.update(added=st.session_state.get("added", 0) + 1))
if st.session_state.get("added"):
    st.text("something new above the components")

with st.expander("elsewhere", expanded=True) if st.checkbox("Move the pad") else st.container():
    picture = draw_pad("pad")
if picture is None:
    st.text("no ink")
else:
    rows, columns = np.nonzero(picture)
    st.text(f"ink: rows {rows.min()}-{rows.max()}, columns {columns.min()}-{columns.max()}")
    st.image(as_mnist(picture), width=112)

epochs = np.arange(frame_count)
fits = np.sin(GRID) * (1 - loss(epochs))[:, None]
fits[0, 20:30] = np.nan
curve = Curve(epochs, {"train": loss(epochs), "validation": 1.3 * loss(epochs) + 0.02})
sample = np.random.default_rng(0).uniform(-np.pi, np.pi, 80)
truth = (GRID, np.sin(GRID))
scrubber("lines", Lines(GRID, fits, points=(sample, np.sin(sample)), truth=truth, y_title="sin(x)"), epochs, curve)
pairs = Pictures([(png(frame), png(20 - frame)) for frame in range(11)], ("fitted", "error"))
scrubber("pairs", pairs, range(11), curve, start=0, autoplay=True)
scrubber("plain", Pictures([(png(frame),) for frame in range(11)]), range(11), height=60)
