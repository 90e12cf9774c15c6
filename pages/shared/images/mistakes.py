"""Which held-out pictures the network shown reads wrongly: which class it takes for which, and a gallery."""

import streamlit as st

from pages.shared.images.answers import answers, held_out
from pages.shared.images.confusion import confusion
from pages.shared.images.gallery import gallery
from pages.shared.text import _


def mistakes(page, data, networks):
    """Matrix and gallery, each refreshed on its own when it is clicked."""
    if networks is None:
        st.caption(_("Pictures and mistakes appear here with the first epoch."))
        return
    name, split = held_out(data)
    probabilities = answers(networks)
    words = _("What seed {seed} reads in the {count} {split} images after epoch {epoch}.")
    st.caption(words.format(seed=networks.shown, count=f"{len(split):,}", split=_(name), epoch=networks.epoch))
    st.fragment(confusion)(page, networks, split, probabilities, data.classes)
    st.fragment(gallery)(page, split, probabilities, data.classes)
