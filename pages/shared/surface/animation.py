"""A button that has an animation made in a process of its own: progress while it is drawn, then the file to take."""

import streamlit as st

from mlp.runs.pool import WorkerPool
from pages.shared.surface.gif import Animation
from pages.shared.text import _

REFRESH = 0.5  # seconds between two looks at how far it is


@st.cache_resource
def studio():
    """The one process that draws animations: visitors wait for each other, and for nothing else."""
    return WorkerPool(1)


def offer(page, name, frames, file_name):
    """The animation of frames() -> [(heights, title)], made on request; another `name` is another animation."""
    key = f"{page}-animation"
    held = st.session_state.setdefault(key, {})
    for other in held.keys() - {name}:
        held.pop(other).cancel()
    if name in held and held[name].broken:
        del held[name]
        st.warning(_("The process that draws the animation was killed. Please try again."))
    if name not in held:
        if st.button(_("Make an animation (GIF)"), key=f"{key}-make", icon=":material/animation:"):
            held[name] = Animation(studio(), frames())
            st.rerun()
    elif file := held[name].file:
        st.download_button(
            _("Save the animation (GIF)"), file, file_name, "image/gif", key=f"{key}-save", icon=":material/download:"
        )
    else:
        _watch(key, held, name)


@st.fragment(run_every=REFRESH)
def _watch(key, held, name):
    """How far the animation is, until there is something else to see."""
    animation = held.get(name)
    if animation is None or animation.broken or animation.file:
        st.rerun()
    st.progress(animation.progress, text=_("Drawing the animation"))
    if st.button(_("Cancel"), key=f"{key}-cancel", icon=":material/close:"):
        held.pop(name).cancel()
        st.rerun()
