"""The app's navigation. A page that Streamlit opened without it (a deep link on a fresh server) hands over to it."""

import gc
import itertools
from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from threadpoolctl import threadpool_limits

from mlp.experiments import EXPERIMENTS
from pages.shared import linked
from pages.shared.text import _

PAGES = Path(__file__).parents[1]
STYLE = """<style>
.stMainBlockContainer {padding: 1.5rem clamp(1rem, 3vw, 3rem) 4rem}
.st-key-bar {min-height: 3rem}
@media (max-width: 640px) {.st-key-bar {min-height: 6rem}}
</style>"""
THAW = 200  # reruns of all pages
_runs = itertools.count()
_routed = ContextVar("routed", default=False)


def main():
    """Draw the navigation and run the page that the visitor is on."""
    st.set_page_config(page_title="MLP Explorer", page_icon=":material/hub:", layout="wide")
    st.html(STYLE)
    _freeze()
    _one_blas_thread()
    page = st.navigation([overview(), *(experiment_page(name) for name in EXPERIMENTS if has_page(name))])
    linked.begin(page)
    token = _routed.set(True)
    try:
        page.run()
        linked.end(page)
    finally:
        _routed.reset(token)


def overview():
    return st.Page(PAGES / "overview.py", title=_("Overview"), icon=":material/home:", default=True)


def page_file(name):
    """Where the page of an experiment is: pages/surface_width.py for surface-width."""
    return PAGES / f"{name.replace('-', '_')}.py"


def has_page(name):
    """Whether somebody wrote a page for this experiment; without one, the command line runs it all the same."""
    return page_file(name).exists()


def experiment_page(name):
    """The page of an experiment, at the URL that Streamlit would give it."""
    experiment, file = EXPERIMENTS[name], page_file(name)
    return st.Page(file, title=_(experiment.title), icon=f":material/{experiment.icon}:", url_path=file.stem)


def hand_over():
    """Let the router run this page if nobody did."""
    if not _routed.get():
        main()
        st.stop()


def _freeze():
    """Keep what is there out of the garbage collections that follow, one after every rerun, of most of its time.

    What has become garbage among it meanwhile goes every so often.
    """
    if next(_runs) % THAW == 0:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


@st.cache_resource
def _one_blas_thread():
    """Products here are small: the threads of one would wait for each other wherever workers are busy."""
    threadpool_limits(1, "blas")
