"""The body of the iris page: the flowers in order, shuffled, and some of them held out."""

import streamlit as st

from pages.shared.controls import settings_of_all
from pages.shared.iris import views
from pages.shared.runs.show import show
from pages.shared.sections.sections import sections
from pages.shared.stage.frames import with_frames
from pages.shared.stage.on_stage import on_stage
from pages.shared.text import _

ABOUT = ("hidden", "learning_rate", "epochs", "replicates")
MOST_FRAMES = 41


def body(experiment):
    """Train all three, with the settings from the sidebar, and draw what comes out."""
    page, published = experiment.name, experiment.runs()
    chosen = settings_of_all(page, published, ABOUT)
    specs = {label: with_frames(spec, MOST_FRAMES) for label, spec in chosen.items()}
    show(page, specs, lambda reports: draw(experiment, specs, reports), auto=specs == published)


def draw(experiment, specs, reports):
    """Everything that depends on the runs."""
    epochs = next(iter(specs.values())).epochs
    on_stage(experiment.name, specs, reports)
    own = {
        _("Printed and real"): lambda: _losses(experiment, reports, epochs),
        _("One network, closely"): lambda: views.closely(reports),
        _("Accuracy"): lambda: views.accuracies(reports),
    }
    sections(experiment, specs, reports, own)


def _losses(experiment, reports, epochs):
    """The printed loss beside the real one, in both orders."""
    left, right = st.columns(2)
    with left:
        views.losses(experiment.claims, reports, epochs)
    with right:
        views.orders(reports, epochs)
    views.comparison(reports)
    st.caption(
        _(
            "Each flower's loss is printed right after the network was trained on that very flower, before the next "
            "ones pull it away: the program prints how well it remembers the last flower, not how well it knows all."
        )
    )
