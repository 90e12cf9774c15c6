"""A page with the drawing pad, for the browser tests."""

import numpy as np
import streamlit as st

from pages.shared.components.draw_pad import draw_pad
from pages.shared.images.preprocess import as_mnist

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"runs: {st.session_state.runs}")
st.button("Add a line", on_click=lambda: st.session_state.update(added=True))
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
