"""Run or Stop with its price, and how far the runs are: one line of a height that the router fixes."""

import streamlit as st

from pages.shared.linked import anything_refused
from pages.shared.runs import prices
from pages.shared.runs.resources import store
from pages.shared.text import _, plural


def bar(page, tickets, specs, submit, countdown, old):
    """Show it for runs, label -> Spec, of which label -> Ticket are there.

    `submit(specs, anew=False)` is what its buttons do, `countdown` a Countdown or None; `old` says that what is below
    belongs to other settings.
    """
    reports = {label: ticket.report for label, ticket in tickets.items()}
    ended = [label for label, ticket in tickets.items() if ticket.status in ("cancelled", "failed")]
    todo = {label: spec for label, spec in specs.items() if label not in tickets or label in ended}
    live = [ticket for ticket in tickets.values() if not ticket.done]
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        if live:
            _stop(page, live)
            _progress(reports, specs, countdown)
        elif todo:
            refusal = _run(page, reports, todo, specs, submit)
            _kept([reports[label] for label in ended])
        else:
            st.caption(_finished(reports.values()), width="content")
        if old:
            st.caption(_("Faded: the settings before."), width="content")
    if todo and not live and refusal:
        st.warning(refusal)


def _stop(page, live):
    if st.button(_("Stop"), key=f"{page}-stop", icon=":material/stop:"):
        for ticket in live:
            ticket.cancel()
        st.rerun()


def _run(page, reports, todo, specs, submit):
    """The priced button; disabled (Streamlit then heeds no click) where a sentence, which is returned, says why."""
    price, left = prices.together(todo), _left(reports, todo)
    refusal = prices.refusal(todo, left, page)
    begun = any(
        store().is_begun(spec) or (label in reports and reports[label].progress) for label, spec in todo.items()
    )
    label = (_("Go on: {rest}") if begun else _("Train {rest}")).format(
        rest=prices.words(price and price * left, todo, specs)
    )
    disabled = bool(refusal) or anything_refused()
    if st.button(label, key=f"{page}-run", type="primary", icon=":material/play_arrow:", disabled=disabled):
        submit(todo)
        st.rerun()
    icon = ":material/restart_alt:"
    if begun and st.button(_("Start over"), key=f"{page}-start-over", icon=icon, disabled=disabled):
        submit(todo, anew=True)
        st.rerun()
    return refusal


def _left(reports, todo):
    """The share of these runs that is still to be trained."""
    done = [
        reports[label].progress if label in reports else store().seeds(spec) / spec.replicates
        for label, spec in todo.items()
    ]
    return 1 - sum(done) / len(done)


def _progress(reports, specs, countdown):
    """How far the live runs are, and how long they still take."""
    live = [report for report in reports.values() if not report.done]
    if not live:
        return
    done = sum(report.progress for report in reports.values()) / len(specs)
    words = _("{done} of {all} runs done").format(done=len(reports) - len(live), all=len(specs))
    words = [words if len(specs) > 1 else _where(live[0]), *([countdown.words(reports)] if countdown else [])]
    st.progress(min(done, 1.0), text=", ".join(words), width=420)


def _where(report):
    """How far a run is, in words."""
    who = _("1 run")
    if report.spec.replicates > 1:
        more = plural("{count} more seed", "{count} more seeds", len(report.seeds))
        who = more if report.seeds.start else _("First seed")
    return _("{who}: epoch {epoch} of {epochs}").format(who=who, epoch=report.epoch, epochs=report.spec.epochs)


def _kept(stopped):
    """How far the runs were that were stopped."""
    if stopped:
        words = _("Stopped at {share:.0%}. What is trained is kept: *Go on* continues there.")
        st.caption(words.format(share=sum(report.progress for report in stopped) / len(stopped)), width="content")


def _finished(reports):
    """What is there, once nothing is left to run."""
    seconds = sum(report.seconds for report in reports)
    seeds = max(report.spec.replicates for report in reports)
    runs = plural("{count} run", "{count} runs", len(reports)) + " × " + plural("{count} seed", "{count} seeds", seeds)
    words = _(":material/check: {runs} done: {time} of training on one processor core.")
    return words.format(runs=runs, time=prices.duration(seconds))
