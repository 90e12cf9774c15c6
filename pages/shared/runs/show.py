"""Runs of a page: which are there, a priced button for those that are not, progress, stop, and what they draw.

What a page shows always belongs to the settings that are on the screen. Results in the store and runs under way are
free; the button names what the rest will cost.
"""

import streamlit as st

from mlp.runs.runner import RunnerBusy
from pages.shared.runs import prices
from pages.shared.runs.resources import runner, store
from pages.shared.text import _

REFRESH = 0.5  # seconds between two looks at what is live


def show(page, specs, draw, auto, warn=True):
    """Run label -> Spec and call draw(label -> Report) with what there is, again and again while it grows.

    With `auto`, missing runs start by themselves (the document's own setting, shared by all visitors). Returns
    label -> Ticket of the runs that there are.
    """
    tickets = _tickets(page, specs)
    missing = {label: spec for label, spec in specs.items() if label not in tickets}
    if auto or not missing:
        _submit(tickets, missing)
    with st.container():  # one place, however much is in it: what moved would be drawn anew, a player from its start
        _bar(page, tickets, specs)
    live = [label for label, ticket in tickets.items() if not ticket.done]

    countdown = prices.countdown({label: ticket.report for label, ticket in tickets.items()})

    @st.fragment(run_every=REFRESH if live else None)
    def panel():
        reports = {label: tickets[label].report for label in specs if label in tickets}
        with st.container():
            _progress(reports, specs, countdown)
            _endings(reports, warn)
        draw(reports)
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
    _submit(tickets, {label: spec for label, spec in specs.items() if spec.key not in held and spec in store()})
    return tickets


class _Held(dict):
    """label -> Ticket, kept in the session by the spec's key."""

    def __init__(self, held, specs):
        super().__init__({label: held[spec.key] for label, spec in specs.items() if spec.key in held})
        self.held = held

    def __setitem__(self, label, ticket):
        super().__setitem__(label, ticket)
        self.held[ticket.spec.key] = ticket


def _submit(tickets, specs):
    try:
        for label, spec in specs.items():
            tickets[label] = runner().submit(spec)
    except RunnerBusy as error:
        st.warning(str(error))


def _bar(page, tickets, specs):
    """Run or Stop, whichever makes sense now."""
    stopped = {label: specs[label] for label in tickets if tickets[label].status in ("cancelled", "failed")}
    todo = stopped | {label: spec for label, spec in specs.items() if label not in tickets}
    live = [ticket for ticket in tickets.values() if not ticket.done]
    if live:
        if st.button(_("Stop"), key=f"{page}-stop", icon=":material/stop:"):
            for ticket in live:
                ticket.cancel()
            st.rerun()
    elif todo:
        _run(page, tickets, todo, specs)


def _run(page, tickets, todo, specs):
    """The priced button; disabled (Streamlit then heeds no click) where it would occupy the workers for too long."""
    price = prices.together(todo)
    too_large = None if price is None else prices.too_large(todo)
    quick = price is None or (price <= prices.LONGEST and prices.longest_epoch(todo) <= prices.LONGEST_EPOCH)
    words = {"label": prices.words(price, todo, specs), "icon": ":material/play_arrow:"}
    if st.button(**words, key=f"{page}-run", type="primary", disabled=bool(too_large) or not quick):
        _submit(tickets, todo)
        st.rerun()
    if too_large:
        st.warning(too_large)
    elif not quick:
        words = _(
            "Runs of more than {time}, or {epoch} for one epoch, are not started here: choose fewer epochs, seeds or "
            "units, or run them in a terminal with `python -m mlp run {name} --set epochs=…`, which has no such limit."
        )
        st.warning(
            words.format(time=prices.duration(prices.LONGEST), epoch=prices.duration(prices.LONGEST_EPOCH), name=page)
        )


def _progress(reports, specs, countdown):
    """A bar while something runs."""
    live = [report for report in reports.values() if not report.done]
    if live:
        done = sum(report.progress for report in reports.values()) / len(specs)
        words = _("{done} of {all} runs done").format(done=len(reports) - len(live), all=len(specs))
        st.progress(min(done, 1.0), text=", ".join([words, *([countdown.words(reports)] if countdown else [])]))


def _endings(reports, warn):
    """One sentence for every run that did not end well."""
    for label, report in reports.items():
        if report.error:
            st.error(f"**{label}**: {report.error}")
        elif report.status == "cancelled":
            st.info(
                _("**{run}** was stopped at epoch {epoch}; what it had is kept.").format(run=label, epoch=report.epoch)
            )
        elif warn and report.history is not None and (report.history.diverged >= 0).any():
            st.warning(_diverged(label, report.history))


def _diverged(label, history):
    gone = history.diverged[history.diverged >= 0]
    words = _(
        "**{run}**: {gone} of {all} networks diverged, the first at epoch {epoch}: their numbers grew beyond all "
        "bounds. A smaller learning rate, clipping or smaller initial weights will tame them."
    )
    return words.format(run=label, gone=len(gone), all=history.replicates, epoch=gone.min())
