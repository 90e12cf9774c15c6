"""Runs of a page: which are there, a priced button for those that are not, progress, stop, and what they draw.

What a page shows always belongs to the settings that are on the screen. Results in the store and runs under way are
free; the button names what the rest will cost.
"""

import streamlit as st

from mlp.runs.runner import RunnerBusy
from pages.shared.linked import anything_refused
from pages.shared.runs import prices
from pages.shared.runs.countdown import countdown_for
from pages.shared.runs.last import draw_or_fade
from pages.shared.runs.resources import store, submit
from pages.shared.text import _, plain, plural

REFRESH = 0.5  # seconds between two looks at what is live


def show(page, specs, draw, auto, warn=True):
    """Run label -> Spec and call draw(label -> Report) with what there is, again and again while it grows.

    With `auto`, missing runs start by themselves if they are published ones, shared by all visitors, or cheap. Returns
    label -> Ticket of the runs that there are.
    """
    tickets = _tickets(page, specs)
    missing = {label: spec for label, spec in specs.items() if label not in tickets}
    if not missing or (auto and prices.may_start_unasked(missing)):
        _submit(tickets, missing)
    with st.container():  # one place, however much is in it: what moved would be drawn anew, a player from its start
        _bar(page, tickets, specs)
    live = [label for label, ticket in tickets.items() if not ticket.done]

    countdown = _countdown(f"{page}-countdown", {label: ticket.report for label, ticket in tickets.items()})

    @st.fragment(run_every=REFRESH if live else None)
    def panel():
        reports = {label: tickets[label].report for label in specs if label in tickets}
        with st.container():
            _progress(reports, specs, countdown)
            _endings(reports, warn)
        draw_or_fade(page, specs, reports, draw)
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
    price, left = prices.together(todo), _left(tickets, todo)
    quick = price is None or (price * left <= prices.LONGEST and prices.longest_epoch(todo) <= prices.LONGEST_EPOCH)
    too_large = None if price is None else prices.too_large(todo)
    words = prices.words(price and price * left, todo, specs)
    begun = any(
        store().is_begun(spec) or (label in tickets and tickets[label].progress) for label, spec in todo.items()
    )
    with st.container(horizontal=True):
        label = (_("Go on: {rest}") if begun else _("Train {rest}")).format(rest=words)
        refused = {"disabled": bool(too_large) or not quick or anything_refused()}
        if st.button(label, key=f"{page}-run", type="primary", icon=":material/play_arrow:", **refused):
            _submit(tickets, todo)
            st.rerun()
        restart = {"icon": ":material/restart_alt:", **refused}
        if begun and st.button(_("Start over"), key=f"{page}-start-over", **restart):
            _submit(tickets, todo, anew=True)
            st.rerun()
    if not quick:
        words = _(
            "Runs of more than {time}, or {epoch} for one epoch, are not started here: choose fewer epochs, seeds or "
            "units, or run them in a terminal with `python -m mlp run {name} --set epochs=…`, which has no such limit."
        )
        st.warning(
            words.format(time=prices.duration(prices.LONGEST), epoch=prices.duration(prices.LONGEST_EPOCH), name=page)
        )
    elif too_large:
        st.warning(too_large)


def _left(tickets, todo):
    """The share of these runs that is still to be trained."""
    done = [
        tickets[label].progress if label in tickets else store().seeds(spec) / spec.replicates
        for label, spec in todo.items()
    ]
    return 1 - sum(done) / len(done)


def _countdown(key, reports):
    """What is left of the live runs, counted since they began, not since the page was drawn anew."""
    st.session_state[key] = countdown_for(reports, st.session_state.get(key))
    return st.session_state[key]


def _progress(reports, specs, countdown):
    """A bar while something runs."""
    live = [report for report in reports.values() if not report.done]
    if live:
        done = sum(report.progress for report in reports.values()) / len(specs)
        words = _("{done} of {all} runs done").format(done=len(reports) - len(live), all=len(specs))
        words = [words if len(specs) > 1 else _where(live[0]), *([countdown.words(reports)] if countdown else [])]
        st.progress(min(done, 1.0), text=", ".join(words))


def _where(report):
    """How far a run is, in words."""
    who = _("1 run")
    if report.spec.replicates > 1:
        more = plural("{count} more seed", "{count} more seeds", len(report.seeds))
        who = more if report.seeds.start else _("First seed")
    return _("{who}: epoch {epoch} of {epochs}").format(who=who, epoch=report.epoch, epochs=report.spec.epochs)


def _endings(reports, warn):
    """What did not end well: a sentence for each run, and one for all that were stopped."""
    stopped = [report.progress for report in reports.values() if report.status == "cancelled"]
    if stopped:
        words = _("Stopped at {share:.0%}. What is trained is kept: *Go on* continues there.")
        st.info(words.format(share=sum(stopped) / len(stopped)))
    for label, report in reports.items():
        if report.error:
            st.error(f"**{label}**: {plain(report.error)}")
        elif warn and report.history is not None and (report.history.diverged >= 0).any():
            st.warning(_diverged(label, report.history))


def _diverged(label, history):
    gone = history.diverged[history.diverged >= 0]
    words = _(
        "**{run}**: {gone} of {all} networks diverged, the first at epoch {epoch}: their numbers grew beyond all "
        "bounds. A smaller learning rate, clipping or smaller initial weights will tame them."
    )
    return words.format(run=label, gone=len(gone), all=history.replicates, epoch=gone.min())
