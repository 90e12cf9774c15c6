"""A run that the visitor keeps on the stage, to see the next one beside it under other settings."""

import streamlit as st

from mlp.spec import SETTINGS
from pages.shared.text import _, plain

UNNAMED = ("snapshots",)  # settings that change no number


def pinned(page, specs, reports):
    """(label, Report) that the visitor keeps, or None, with the means to; the page shows label -> Spec and Report."""
    key = f"{page}-pinned"
    ended = {label: report for label, report in reports.items() if report.done and report.history}
    with st.popover(_("Compare"), icon=":material/push_pin:", key=f"{page}-pin", on_change="rerun") as menu:
        if menu.open:
            _choose(key, ended)
    kept = st.session_state.get(key)
    if kept:
        st.caption(_words(*kept, specs), width="stretch")
    return kept


def _choose(key, ended):
    st.markdown(_("Keep a run on the stage, in black, while you change settings and train again."))
    for label, report in ended.items():
        words, keep = _("Keep {run}").format(run=plain(label)), {key: (label, report)}
        st.button(words, key=f"{key}-{label}", on_click=st.session_state.update, args=(keep,))
    if not ended:
        st.caption(_("No run has ended yet."))
    if key in st.session_state:
        st.button(_("Let go of it"), key=f"{key}-none", on_click=st.session_state.pop, args=(key, None))


def _words(label, report, specs):
    """Which run is kept, and what the one of its name now has otherwise."""
    changed = differences(report.spec, specs.get(label) or next(iter(specs.values())))
    words = _("Kept: **{run}**. {changes}")
    since = _("Since then: {changes}.").format(changes=", ".join(changed)) if changed else _("The same settings still.")
    return words.format(run=plain(label), changes=since)


def differences(before, after):
    """["learning rate 0.001 → 0.01", ...] of two Specs."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in SETTINGS if name not in UNNAMED}
    words = {name: plain(_(SETTINGS[name].label).lower()) for name in pairs}
    return [f"{words[name]} {_shown(old)} → {_shown(new)}" for name, (old, new) in pairs.items() if old != new]


def _shown(value):
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return plain(text or "–")
