"""Which run reads a visitor's drawings, and the watch for newer networks while runs are live."""

import streamlit as st

from mlp.runs.jobs import BACKGROUND
from mlp.runs.runner import RunnerBusy
from pages.shared.images.answers import newest
from pages.shared.runs.resources import submit
from pages.shared.runs.show import REFRESH


def reader(page, ticket, published):
    """The Ticket of the run that reads drawings: the page's own once it has networks, else the published one.

    That one starts by itself if need be; None where the runner is full.
    """
    key = f"{page}-reader"
    if newest(ticket) or (ticket and ticket.spec == published):
        st.session_state.pop(key, None)
        return ticket
    held = st.session_state.get(key)
    if held is None or held.lapsed or held.spec != published:
        try:
            held = st.session_state[key] = submit(published, rank=BACKGROUND)
        except RunnerBusy as error:
            st.warning(str(error))
    return held


def watch(tickets):
    """Draw the page again as soon as one of these runs has newer networks or ends."""
    live = any(not ticket.done for ticket in tickets)
    seen = [_seen(ticket) for ticket in tickets]

    @st.fragment(run_every=REFRESH if live else None)
    def look():
        if [_seen(ticket) for ticket in tickets] != seen:
            st.rerun()

    look()


def _seen(ticket):
    networks = newest(ticket)
    return networks and networks.epoch, ticket.done
