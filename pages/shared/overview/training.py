"""What the overview trains by itself, behind all that anybody asked for: the first seed of every run, then the others.

Nobody asked for these runs, so one that takes too long is left to its own page. What is trained is kept.
"""

import streamlit as st

from mlp.history import FINISHED
from mlp.runs.jobs import BACKGROUND
from mlp.runs.runner import RunnerBusy
from pages.shared.runs.resources import store, submit

FIRST, OTHERS = BACKGROUND + 1, BACKGROUND + 2  # ranks
LONGEST = 240  # seconds of training that a run's first seed may take, and then its others, each taken alone
TICKETS, STOPPED = "overview-tickets", "overview-stopped"


def ticket(spec):
    """The Ticket of a run, or of its first seed as long as there is no more of it; None if nobody trains it."""
    first = spec.but(replicates=1)
    if spec.key not in _held() and spec not in store():
        one = _submitted(first, FIRST)
        if one is None or not one.done or not _quick(one, spec):
            return one
    return _submitted(spec, OTHERS) or _held().get(first.key)


def _quick(one, spec):
    """Whether the other seeds, judged by the first, do not take too long."""
    return one.status == FINISHED and one.seconds * (spec.replicates - 1) <= LONGEST


def _submitted(spec, rank):
    """The Ticket that the visitor has for this very spec, or a new one."""
    ticket = _held().get(spec.key)
    if (ticket is None or ticket.lapsed) and (not st.session_state.get(STOPPED) or spec in store()):
        try:
            ticket = _held()[spec.key] = submit(spec, rank=rank)
        except RunnerBusy:
            return None  # perhaps next time
    if rank == FIRST and ticket and ticket.seconds > LONGEST:
        ticket.cancel()
    return ticket


def live():
    """Whether anything is trained for this visitor's overview."""
    return any(not ticket.done for ticket in _held().values())


def stopped():
    return st.session_state.get(STOPPED, False)


def stop():
    """Train no more until the visitor wants it to go on."""
    st.session_state[STOPPED] = True
    for ticket in _held().values():
        ticket.cancel()


def go_on():
    st.session_state[STOPPED] = False
    st.session_state[TICKETS] = {key: ticket for key, ticket in _held().items() if ticket.status == FINISHED}


def _held():
    """key -> Ticket of this visitor."""
    return st.session_state.setdefault(TICKETS, {})
