from pages.shared.router import hand_over

hand_over()

import streamlit as st

from pages.shared.overview.board import board

st.title("MLP Explorer", anchor=False)
board("surface-width")
