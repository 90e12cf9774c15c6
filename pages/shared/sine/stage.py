"""One fit of sin(x) on the stage, with the points that each epoch trains on."""

from functools import partial

import numpy as np
import streamlit as st

from mlp.engine.batches import rows_of_epoch
from mlp.engine.training import generators
from pages.shared.runs.resources import loaded
from pages.shared.stage import on_stage as common
from pages.shared.text import _


def on_stage(page, specs, chosen, reports):
    """The chosen run on the stage, with the points that an epoch trains on."""
    spec = reports[chosen].spec if chosen in reports else specs[chosen]
    common.on_stage(page, {chosen: specs[chosen]}, reports, truth=lambda x: np.sin(x[:, 0]), marks=_marks)
    if spec.sample_every > 1:
        st.caption(_picks_explained(spec, len(loaded(spec).train)))


def _marks(spec, seed):
    """Which points the network of a seed trained on, where that is not all of them."""
    if spec.sample_every > 1:
        return partial(trained_on, spec.key, len(loaded(spec).train), seed, _spec=spec)
    return None


def _picks_explained(spec, count):
    words = (
        _(
            "Each epoch trains on only {used} of the {count} points: every {every}th of a new random order, so others "
            "each time."
        )
        if spec.shuffle == "always" and spec.batch_size
        else _("Only {used} of the {count} points are ever trained on: every {every}th of the given order.")
    )
    return words.format(used=count // spec.sample_every, count=count, every=spec.sample_every)


@st.cache_data(max_entries=50, show_spinner=False)
def trained_on(key, count, seed, epochs, _spec):
    """The numbers of the points, of `count`, that a network trained on in each of these epochs; cached by the key."""
    rng, rows = generators(_spec)[seed].order, {0: ()}
    for epoch in range(1, max(epochs) + 1):
        rows[epoch] = rows_of_epoch(_spec, count, rng)
    return [list(rows[epoch]) for epoch in epochs]
