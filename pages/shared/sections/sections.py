"""The sections of a page as tabs. Only the open one is made, so a rerun costs no more than what is seen."""

import streamlit as st

from pages.shared.sections.home import take_home
from pages.shared.sections.reported import verdicts
from pages.shared.sections.saw import what_you_saw
from pages.shared.sections.words import in_words
from pages.shared.text import _


def sections(experiment, specs, reports, own, home=None, reported=None):
    """Show the sections of an experiment's runs, label -> Spec, as far as label -> Report has them.

    `own` are sections of the page itself, name -> function that draws it; `reported()` draws below the verdicts and
    `home()` below what can be taken home.
    """
    page = experiment.name
    made = {
        _("What you saw"): lambda: what_you_saw(reports),
        _("Reported against ours"): lambda: _reported(experiment.claims, reports, reported),
        **own,
        _("Settings in words"): lambda: in_words(specs),
        _("Take home"): lambda: take_home(page, reports, experiment.claims, home),
    }
    tabs = st.tabs(list(made), key=f"{page}-section", on_change="rerun", bind="query-params")
    for tab, make in zip(tabs, made.values(), strict=True):
        if tab.open:
            with tab:
                make()


def _reported(claims, reports, more):
    verdicts(claims, reports)
    if more:
        more()
