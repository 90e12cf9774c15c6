"""Runs of a page: which are there, a priced button for those that are not, progress, stop, and what they draw.

What a page shows always belongs to the settings that are on the screen. Results in the store and runs under way are
free; the button names what the rest will cost.
"""

import math
import os

import streamlit as st

import datasets
from mlp.engine.network import layer_sizes
from mlp.runs import cost
from mlp.runs.runner import Runner, RunnerBusy
from mlp.runs.store import Store, default_folder
from pages.shared.text import _, plural

REFRESH = 0.5  # seconds between two looks at what is live
LONGEST = 30 * 60  # seconds that one press of the button may take: other visitors want the workers too
LONGEST_EPOCH = 30  # seconds of one epoch, within which nothing can be stopped


@st.cache_resource
def runner():
    """The one Runner of this process."""
    return Runner(datasets.load, store())


@st.cache_resource
def store():
    return Store(default_folder())


def loaded(spec):
    """The data of a spec. Raises DataError."""
    return datasets.load(spec.dataset, **dict(spec.data))


def with_source(spec):
    """The spec with the best source of its data here, if it names none."""
    source = datasets.best_source(spec.dataset)
    return spec.but(data={"source": source, **dict(spec.data)}) if source else spec


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
    live = any(not ticket.done for ticket in tickets.values())

    @st.fragment(run_every=REFRESH if live else None)
    def panel():
        reports = {label: tickets[label].report for label in specs if label in tickets}
        with st.container():
            _progress(reports, specs)
            _endings(reports, warn)
        draw(reports)
        if live and all(report.done for report in reports.values()):
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
    price = _seconds_together(todo)
    allowed = price is None or (price <= LONGEST and _longest_epoch(todo) <= LONGEST_EPOCH)
    words = {"label": _price(price, todo, specs), "icon": ":material/play_arrow:"}
    if st.button(**words, key=f"{page}-run", type="primary", disabled=not allowed):
        _submit(tickets, todo)
        st.rerun()
    if not allowed:
        words = _(
            "Runs of more than {time}, or {epoch} for one epoch, are not started here: choose fewer epochs, seeds or "
            "units, or run them in a terminal with `python -m mlp run {name} --set epochs=…`, which has no such limit."
        )
        st.warning(words.format(time=duration(LONGEST), epoch=duration(LONGEST_EPOCH), name=page))


def _seconds_together(todo):
    """About how long these runs take on the workers here; None if their data cannot be had."""
    try:
        return sum(seconds(spec) for spec in todo.values()) / min(len(todo), os.cpu_count() or 1)
    except datasets.DataError:
        return None


def _longest_epoch(todo):
    return max(seconds(spec) / spec.epochs for spec in todo.values())


def _price(price, todo, specs):
    """The button's words: how much there is to run and about how long it takes here."""
    if price is None:
        return _("Run")
    seeds = next(iter(todo.values())).replicates
    cached = len(specs) - len(todo)
    parts = [plural("{count} run", "{count} runs", len(specs)) + " × " + plural("{count} seed", "{count} seeds", seeds)]
    parts += [_("{cached} cached").format(cached=cached)] if cached else []
    return ", ".join([*parts, _("about {time}").format(time=duration(price))])


def seconds(spec):
    """About how long a run will take on one processor core. Raises DataError."""
    data = loaded(spec)
    evaluated = sum(len(split) for split in (data.train, data.validation, data.test) if split)
    return cost.seconds(spec, layer_sizes(spec, data), len(data.train), evaluated)


def duration(seconds):
    """A duration in words, rounded up."""
    if seconds < 90:
        return _("{count} s").format(count=max(1, math.ceil(seconds)))
    if seconds <= 2 * 3600:
        return _("{count} min").format(count=math.ceil(seconds / 60))
    return _("{count} h").format(count=math.ceil(seconds / 3600))


def _progress(reports, specs):
    """A bar while something runs."""
    live = [report for report in reports.values() if not report.done]
    if live:
        done = sum(report.progress for report in reports.values()) / len(specs)
        words = _("{done} of {all} runs done").format(done=len(reports) - len(live), all=len(specs))
        st.progress(min(done, 1.0), text=words)


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
