"""The board of the overview: where to start, and a card for each experiment, drawn again while they train."""

import streamlit as st

from mlp.experiments import EXPERIMENTS
from pages.shared.overview import training
from pages.shared.overview.cards import card
from pages.shared.router import experiment_page
from pages.shared.text import _

REFRESH = 1.0  # seconds between two looks at what is live
# A phone has one column, a small window two. On three, the start takes two cells, so that seven cards leave no hole.
GRID = """<style>
.st-key-board {display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr)}
.st-key-board > * {height: 100%}
@media (min-width: 760px) {.st-key-board {grid-template-columns: repeat(2, minmax(0, 1fr)); grid-auto-rows: 1fr}}
@media (min-width: 1100px) {
  .st-key-board {grid-template-columns: repeat(3, minmax(0, 1fr))}
  .st-key-board > :first-child {grid-column: span 2}
}
</style>"""


def board(first):
    """The start, which leads to the experiment of this name, and all cards."""
    st.html(GRID)
    live = training.live()

    @st.fragment(run_every=REFRESH if live else None)
    def cells():
        with st.container(key="board"):
            with st.container(border=True, height="stretch", key="start"):
                _start(first)
            for name, experiment in EXPERIMENTS.items():
                with st.container(border=True, height="stretch", key=f"card-of-{name}"):
                    card(experiment)
        if live != training.live():
            st.rerun()

    cells()


def _start(first):
    """What this is, a button to the first page with the reason, and what the overview trains meanwhile."""
    st.markdown(
        _(
            "Small neural networks, written in plain numpy, that **train while you watch**. Each page takes an "
            "experiment of four published tutorials and sets **what was reported beside what you get**, over many "
            "seeds instead of one lucky run. Change anything, break it, share it by its URL."
        )
    )
    st.subheader(_("Start here"), anchor=False)
    st.markdown(
        _(
            "Four networks, 10 to 100 units wide, learn the same surface, each from ten different starts. In a minute "
            "you see data, network and result move together, and find out why a single run proves little."
        )
    )
    words = _(EXPERIMENTS[first].question)
    if st.button(words, key="start-here", type="primary", icon=":material/play_arrow:", width="stretch"):
        st.switch_page(experiment_page(first))
    with st.container(horizontal=True, vertical_alignment="center"):
        if training.live():
            st.caption(_("The cards train themselves, behind everything that you start."), width="content")
            st.button(_("Stop"), key="overview-stop", icon=":material/stop:", on_click=training.stop)
        elif training.stopped():
            st.caption(_("The cards' training was stopped. What is trained is kept."), width="content")
            st.button(_("Go on"), key="overview-go-on", icon=":material/play_arrow:", on_click=training.go_on)
