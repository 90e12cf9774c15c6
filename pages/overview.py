from pages.shared.router import hand_over

hand_over()

import streamlit as st

from pages.shared.overview.cards import cards
from pages.shared.router import experiment_page
from pages.shared.text import _

st.title("MLP Explorer", anchor=False)
st.markdown(
    _(
        "Small neural networks, written in plain numpy, that **train while you watch**: every experiment of four "
        "published tutorials has its page. Each page sets **what was reported beside what you get**, over many seeds "
        "instead of one lucky run. Change anything in the sidebar, break it, share it by its URL, and take the curves "
        "home as a table."
    )
)
st.page_link(
    experiment_page("surface-width"),
    label=_("**Start here: does a wider layer fit better?**"),
    icon=":material/play_circle:",
)
cards()
