"""What a page drew last: it stays, faded, until the first curves of the settings on the screen are there."""

from dataclasses import replace

import streamlit as st

from mlp.runs.jobs import QUEUED

OPACITY = "<style>.st-key-{place} {{opacity: {share}}}</style>"


def to_draw(page, specs, reports):
    """(label -> Report to draw, whether these are old): what was drawn last while none of `reports` has a history."""
    key = f"{page}-drawn-last"
    if any(report.history for report in reports.values()):
        st.session_state[key] = reports
        return reports, False
    last = {label: _unjudged(report) for label, report in st.session_state.get(key, {}).items() if label in specs}
    return last or reports, bool(last)


def drawn(page, draw, reports, old):
    """Call draw(reports) in a place that is faded where they are old."""
    place = f"{page}-drawn"
    # said every time: a style that is no longer sent would stay where only this fragment is drawn again
    st.html(OPACITY.format(place=place, share=0.35 if old else 1))
    with st.container(key=place):
        draw(reports)


def _unjudged(report):
    """As if it were not done: neither claims nor downloads speak of it."""
    return replace(report, status=QUEUED)
