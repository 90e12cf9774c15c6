"""What the process has once for all its visitors: the Runner with its Store, and the data."""

import streamlit as st

import datasets
from mlp.runs.runner import Runner
from mlp.runs.store import Store, default_folder


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
