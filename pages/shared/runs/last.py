"""What a page drew last: it stays, faded, until the first curves of the settings on the screen are there."""

from dataclasses import replace

import streamlit as st

from mlp.runs.jobs import QUEUED
from pages.shared.text import _

FADED = "<style>.st-key-{place} {{opacity: 0.35}}</style>"


def draw_or_fade(page, specs, reports, draw):
    """Call draw(reports), or while none of them has a history, draw(what was drawn last), under the same labels."""
    key, place = f"{page}-drawn-last", f"{page}-drawn"
    fresh = any(report.history for report in reports.values())
    if fresh:
        st.session_state[key] = reports
    last = {label: _unjudged(report) for label, report in st.session_state.get(key, {}).items() if label in specs}
    if last and not fresh:
        st.caption(_("Faded: the settings before. They make room as soon as these have their first results."))
        st.html(FADED.format(place=place))
    with st.container(key=place):
        draw(reports if fresh else last or reports)


def _unjudged(report):
    """As if it were not done: neither claims nor downloads speak of it."""
    return replace(report, status=QUEUED)
