"""What the process has once for all its visitors: the Runner with its Store, and the data."""

from functools import partial

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

import datasets
from mlp.experiments import published_specs
from mlp.runs.runner import Runner
from mlp.runs.store import Store, default_folder


@st.cache_resource
def runner():
    """The one Runner of this process."""
    return Runner(datasets.load, store())


@st.cache_resource
def store():
    """The one Store of this process, in which nothing that a visitor runs takes the place of what is published."""
    return Store(default_folder(), pinned=lambda: map(with_source, published_specs()))


def submit(spec, **how):
    """A Ticket of the visitor whose page this is; the run stops some time after the page is closed."""
    return runner().submit(spec, there=_presence(), **how)


def _presence():
    """A function that says whether this visitor's browser is connected.

    Streamlit forgets a closed session only when another visitor comes, so a ticket in it may live for hours.
    """
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return lambda: True
    return partial(runtime.get_instance().is_active_session, context.session_id)


def loaded(spec):
    """The data of a spec. Raises DataError."""
    return datasets.load(spec.dataset, **dict(spec.data))


def with_source(spec):
    """The spec with the best source of its data here, if it names none."""
    return spec.but(data=datasets.with_source(spec.dataset, dict(spec.data)))
