"""The body of the sine page for the presets that fit sin(x): the fit epoch by epoch, losses, learning rates."""

from functools import partial

import numpy as np
import streamlit as st

from mlp.engine.batches import rows_of_epoch
from mlp.engine.training import generators
from pages.shared import charts
from pages.shared.charts import curves_chart, epoch_axis, finals_chart
from pages.shared.controls import settings
from pages.shared.layout import downloads
from pages.shared.linked import switch
from pages.shared.runs.resources import loaded
from pages.shared.runs.show import show
from pages.shared.seeds import choose_seed, dots_explained, seed_shown
from pages.shared.stage.frames import with_frames
from pages.shared.stage.stage import Shown, stage
from pages.shared.text import _

MOST_FRAMES = 101
FITTING = ("published", "corrected", "reachable")
SETTINGS = ("learning_rate", "schedule", "thresholds", "sample_every", "epochs", "replicates")


def body(experiment, preset):
    """Train the chosen preset, with changes from the sidebar, beside the other presets as they are."""
    page, published = experiment.name, preset == FITTING[0]
    words = _("Show the losses and learning rates of all three on the same charts")
    beside = {"value": True, "help": words}
    compare = switch(st.sidebar.toggle, f"{page}-compare", _("Compare with the other presets"), **beside)
    [(chosen, unchanged)] = experiment.runs(preset).items()
    spec = _changed(page if published else f"{page}-{preset}", unchanged)
    others = {label: other for name in FITTING if compare for label, other in experiment.runs(name).items()}
    specs = {**others, chosen: spec}
    show(page, specs, lambda reports: draw(page, specs, chosen, reports), auto=spec == unchanged)


def _changed(prefix, spec):
    """The spec with the visitor's settings, and frames for as many epochs as it has."""
    spec = settings(prefix, spec.but(snapshots=()), SETTINGS)
    return with_frames(spec, MOST_FRAMES)


def draw(page, specs, chosen, reports):
    """Everything that depends on the runs."""
    show_stage(page, specs, chosen, reports)
    _losses(page, specs, reports)
    downloads(page, page, reports)


def show_stage(page, specs, chosen, reports):
    """The chosen run on the stage, with the points that an epoch trains on."""
    report, spec = reports.get(chosen), specs[chosen]
    above = st.container()
    chosen_seed = choose_seed(page, spec.replicates)
    seed = seed_shown(report, chosen_seed) if report else 0
    spec = report.spec if report else spec
    count = len(loaded(spec).train)
    marks = partial(trained_on, spec.key, count, seed, _spec=spec) if spec.sample_every > 1 else None
    shown = Shown(chosen, spec, report.history if report else None)
    with above:
        stage(page, (shown,), chosen, seed, truth=lambda x: np.sin(x[:, 0]), marks=marks)
        if marks:
            st.caption(_picks_explained(spec, count))


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


def _losses(page, specs, reports):
    """Losses and learning rates of all runs over the epochs, and where every seed ended."""
    labels, epochs = list(specs), max(spec.epochs for spec in specs.values())
    x, shown = epoch_axis(epochs, log=True), (tuple(labels), epochs)
    left, right = st.columns([3, 2])
    title, y_title = _("Training loss: median and range"), _("half the mean squared error")
    dots_title = _("Training loss of every seed so far")
    rates_title = _("Learning rate: median and range")

    def losses():
        return curves_chart(reports, ["train_loss"], labels, title, y_title, x)

    def dots():
        return finals_chart(reports, "train_loss", labels, dots_title, y_title, height=360)

    def rates():
        return curves_chart(reports, ["learning_rate"], labels, rates_title, _("learning rate"), x, height=260)

    charts.draw(left, f"{page}-losses", reports, losses, *shown)
    charts.draw(right, f"{page}-finals", reports, dots, *shown)
    right.caption(dots_explained(reports))
    charts.draw(st, f"{page}-rates", reports, rates, *shown)
    st.caption(
        _(
            "A threshold lowers the rate of each seed at its own time, as soon as its loss falls below it. The "
            "document reports no losses, only plots of the fit, so nothing is held against ours here."
        )
    )
