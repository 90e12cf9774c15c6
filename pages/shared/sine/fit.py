"""The body of the sine page for the presets that fit sin(x): the fit epoch by epoch, losses, learning rates."""

import streamlit as st

from pages.shared import charts
from pages.shared.charts import curves_chart, epoch_axis
from pages.shared.controls import settings
from pages.shared.linked import switch
from pages.shared.runs.show import show
from pages.shared.sections.curves import loss_curves
from pages.shared.sections.sections import sections
from pages.shared.sine.stage import on_stage
from pages.shared.stage.frames import with_frames
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
    show(page, specs, lambda reports: draw(experiment, specs, chosen, reports), auto=spec == unchanged)


def _changed(prefix, spec):
    """The spec with the visitor's settings, and frames for as many epochs as it has."""
    spec = settings(prefix, spec.but(snapshots=()), SETTINGS)
    return with_frames(spec, MOST_FRAMES)


def draw(experiment, specs, chosen, reports):
    """Everything that depends on the runs."""
    page = experiment.name
    on_stage(page, specs, chosen, reports)
    own = {
        _("Every seed"): lambda: _losses(page, specs, reports),
        _("Learning rates"): lambda: _rates(page, specs, reports),
    }
    sections(experiment, specs, reports, own)


def _losses(page, specs, reports):
    """Losses of all runs, in half the mean squared error."""
    loss_curves(page, specs, reports, ["train_loss"], _("half the mean squared error (log scale)"), log=True)


def _rates(page, specs, reports):
    """Learning rates of all runs over the epochs."""
    labels, epochs = list(specs), max(spec.epochs for spec in specs.values())
    title = _("Learning rate: median and range")

    def rates():
        return curves_chart(
            reports, ["learning_rate"], labels, title, _("learning rate"), epoch_axis(epochs, log=True), height=300
        )

    charts.draw(st, f"{page}-rates", reports, rates, tuple(labels), epochs)
    st.caption(_("A threshold lowers the rate of each seed at its own time, as soon as its loss falls below it."))
