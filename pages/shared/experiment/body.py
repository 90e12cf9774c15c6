"""A body for any experiment: its published runs, each with what the visitor changed of them."""

from pages.shared.controls import settings_of_all
from pages.shared.runs.show import show
from pages.shared.sections.curves import loss_curves
from pages.shared.sections.sections import sections
from pages.shared.stage.frames import with_frames
from pages.shared.stage.on_stage import on_stage
from pages.shared.text import _


def body(experiment, about=("learning_rate", "epochs", "replicates")):
    """Train the runs and draw them; `about` are the settings that stand first in the sidebar."""
    page = experiment.name
    specs = {label: with_frames(spec) for label, spec in settings_of_all(page, experiment.runs(), about).items()}
    show(page, specs, lambda reports: draw(experiment, specs, reports), auto=True)


def draw(experiment, specs, reports):
    """Everything that depends on the runs."""
    on_stage(experiment.name, specs, reports)
    sections(experiment, specs, reports, {_("Every seed"): lambda: loss_curves(experiment.name, specs, reports)})
