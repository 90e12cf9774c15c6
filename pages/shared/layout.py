"""The top and the end of every experiment's page: its question in one line, and where to go next."""

import streamlit as st

from mlp.experiments import EXPERIMENTS
from pages.shared.glossary import explained
from pages.shared.router import experiment_page, has_page, overview
from pages.shared.text import _


def heading(name, sentence):
    """Title and one sentence, with its source. Returns the Experiment."""
    experiment = EXPERIMENTS[name]
    st.title(_(experiment.question), anchor=False)
    source = _("After {document}.").format(document=_(experiment.source) or experiment.document)
    explained(f"{sentence} :small[:gray[{source}]]")
    return experiment


def onward(name):
    """The next page, and why to go there."""
    names = [each for each in EXPERIMENTS if has_page(each)]
    later = names[names.index(name) + 1 :]
    with st.container(horizontal=True, vertical_alignment="center"):
        if later:
            following = EXPERIMENTS[later[0]]
            st.page_link(experiment_page(later[0]), label=_("Next: {page}").format(page=_(following.title)))
            st.caption(_(following.invitation), width="content")
        else:
            st.page_link(overview(), label=_("Back to the overview"))
