"""Runs of a page: which are there, the line that starts and stops them, and what they draw while they train.

What a page shows always belongs to the settings that are on the screen. Results in the store and runs under way are
free; the button names what the rest will cost.
"""

from functools import partial

import streamlit as st

from mlp.runs.runner import RunnerBusy
from pages.shared.runs import prices
from pages.shared.runs.bar import bar
from pages.shared.runs.countdown import countdown_for
from pages.shared.runs.last import drawn, to_draw
from pages.shared.runs.resources import store, submit
from pages.shared.text import plain

REFRESH = 0.5  # seconds between two looks at what is live


def show(page, specs, draw, auto):
    """Run label -> Spec and call draw(label -> Report) with what there is, again and again while it grows.

    With `auto`, missing runs start by themselves if they are published ones, shared by all visitors, or cheap. Returns
    label -> Ticket of the runs that there are.
    """
    tickets = _tickets(page, specs)
    missing = {label: spec for label, spec in specs.items() if label not in tickets}
    if not missing or (auto and prices.may_start_unasked(missing)):
        _submit(tickets, missing)
    live = [label for label, ticket in tickets.items() if not ticket.done]
    countdown = _countdown(f"{page}-countdown", {label: ticket.report for label, ticket in tickets.items()})

    @st.fragment(run_every=REFRESH if live else None)
    def panel():
        reports = {label: tickets[label].report for label in specs if label in tickets}
        shown, old = to_draw(page, specs, reports)
        bar(page, tickets, specs, partial(_submit, tickets), countdown, old)
        _failures(reports)
        drawn(page, draw, shown, old)
        if live and all(report.done for report in reports.values()):
            for label in live:
                prices.take_in(reports[label])
            st.rerun()

    panel()
    return tickets


def _tickets(page, specs):
    """label -> Ticket of what this visitor already runs or what is stored; other runs of the page are let go."""
    held = st.session_state.setdefault(f"{page}-tickets", {})
    wanted = {spec.key for spec in specs.values()}
    for key in [key for key in held if key not in wanted]:
        del held[key]
    tickets = _Held(held, specs)
    lapsed = {label for label, ticket in tickets.items() if ticket.lapsed}
    stored = {label for label, spec in specs.items() if label not in tickets and spec in store()}
    _submit(tickets, {label: specs[label] for label in (*lapsed, *stored)})
    return tickets


class _Held(dict):
    """label -> Ticket, kept in the session by the spec's key."""

    def __init__(self, held, specs):
        super().__init__({label: held[spec.key] for label, spec in specs.items() if spec.key in held})
        self.held = held

    def __setitem__(self, label, ticket):
        super().__setitem__(label, ticket)
        self.held[ticket.spec.key] = ticket


def _submit(tickets, specs, anew=False):
    try:
        for label, spec in specs.items():
            tickets[label] = submit(spec, anew=anew)
    except RunnerBusy as error:
        st.warning(plain(str(error)))


def _countdown(key, reports):
    """What is left of the live runs, counted since they began, not since the page was drawn anew."""
    st.session_state[key] = countdown_for(reports, st.session_state.get(key))
    return st.session_state[key]


def _failures(reports):
    """What a worker could not do, a sentence for each run."""
    for label, report in reports.items():
        if report.error:
            st.error(f"**{plain(label)}**: {plain(report.error)}")
