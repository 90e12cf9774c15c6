"""The body of the surface-fit page: the published network, trained with summed and with mean gradients."""

from functools import partial

import streamlit as st

from pages.shared.charts import rule
from pages.shared.controls import settings
from pages.shared.linked import choice, switch
from pages.shared.runs.show import show
from pages.shared.sections.curves import loss_curves
from pages.shared.sections.sections import sections
from pages.shared.stage.frames import with_frames
from pages.shared.surface.animation import offer
from pages.shared.surface.frames import animation_frames, gallery
from pages.shared.surface.stage import on_stage
from pages.shared.text import _

MOST_FRAMES = 61
SETTINGS = ("hidden", "learning_rate", "schedule", "gamma", "every", "epochs", "replicates")


def body(experiment):
    """Train the network both ways, with the other settings from the sidebar, and draw what comes out."""
    page = experiment.name
    words = _("Train the same networks once more, with the mean of a batch's gradients instead of their sum")
    beside = {"value": True, "help": words}
    compare = switch(st.sidebar.toggle, f"{page}-compare", _("Compare with mean gradients"), **beside)
    spec = settings(page, experiment.runs()["sum"].but(snapshots=()), SETTINGS, driven=("reduction",))
    spec = with_frames(spec, MOST_FRAMES)
    specs = {label: spec.but(reduction=label) for label in (("sum", "mean") if compare else ("sum",))}
    unchanged = specs.items() <= experiment.runs().items()
    show(page, specs, lambda reports: draw(experiment, specs, reports), auto=unchanged)


def draw(experiment, specs, reports):
    """Everything that depends on the runs."""
    page = experiment.name
    above = st.container()
    words, kinds = _("Gradients of a batch"), {"default": "sum", "required": True}
    label = choice(st.segmented_control, f"{page}-gradients", words, list(specs), **kinds)
    report = reports.get(label)
    with above:
        seed = on_stage(page, specs, reports, label, reported=experiment.claims[0].value)
    there = report and report.history
    own = {_("Every seed"): lambda: _comparison(experiment, specs, reports)}
    own |= {_("As the document shows it"): lambda: gallery(report, seed)} if there else {}
    film = partial(_film, page, report, seed, label) if there and report.done else None
    sections(experiment, specs, reports, own, film)


def _film(page, report, seed, label):
    name = f"{page}-{label}-seed-{seed}.gif"
    offer(page, (report.spec.key, seed), lambda: animation_frames(report, seed), name)


def _comparison(experiment, specs, reports):
    """Both losses, and the reported one as a line."""
    reported = experiment.claims[0].value
    marks = rule(reported, _("reported: {loss:g}").format(loss=reported))
    loss_curves(experiment.name, specs, reports, marks=marks)
    st.caption(
        _(
            "The sum over a batch of 10 is ten times its mean: with mean gradients the same learning rate takes "
            "steps a tenth as long, and the published settings end well above the reported loss."
        )
    )
