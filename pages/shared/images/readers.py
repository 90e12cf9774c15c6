"""Which run reads a visitor's drawings, and the watch for newer networks while it is another than the page's own."""

import streamlit as st

from mlp.runs.jobs import BACKGROUND
from mlp.runs.runner import RunnerBusy
from pages.shared.images.answers import newest
from pages.shared.runs.resources import submit
from pages.shared.runs.show import REFRESH
from pages.shared.text import plain


def reader(page, own, published):
    """The run that reads drawings: the page's own Report once it has networks, else the Ticket of the published run.

    That one starts by itself if need be; None where the runner is full.
    """
    key = f"{page}-reader"
    if newest(own) or (own and own.spec == published):
        st.session_state.pop(key, None)
        return own
    held = st.session_state.get(key)
    if held is None or held.lapsed or held.spec != published:
        try:
            held = st.session_state[key] = submit(published, rank=BACKGROUND)
        except RunnerBusy as error:
            st.warning(plain(str(error)))
    return held


def watch(ticket):
    """Draw the page again as soon as this run has newer networks or ends."""
    seen = _seen(ticket)

    @st.fragment(run_every=None if ticket.done else REFRESH)
    def look():
        if _seen(ticket) != seen:
            st.rerun()

    look()


def _seen(ticket):
    networks = newest(ticket)
    return networks and networks.epoch, ticket.done
