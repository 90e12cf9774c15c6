"""A body for any experiment: its published runs, each with what the visitor changed of them."""

from mlp import SETTINGS
from pages.shared.controls import settings
from pages.shared.runs.show import show
from pages.shared.sections.curves import loss_curves
from pages.shared.sections.sections import sections
from pages.shared.stage.frames import with_frames
from pages.shared.stage.on_stage import on_stage


def body(experiment, about=("learning_rate", "epochs", "replicates")):
    """Train the runs and draw them; `about` are the settings that stand first in the sidebar.

    What differs between the runs is theirs and has no widget.
    """
    page, runs = experiment.name, experiment.runs()
    first = next(iter(runs.values()))
    driven = [name for name in SETTINGS if any(getattr(spec, name) != getattr(first, name) for spec in runs.values())]
    chosen = settings(page, first.but(snapshots=()), about, driven)
    changes = {name: getattr(chosen, name) for name in SETTINGS if name not in (*driven, "snapshots")}
    specs = {label: with_frames(spec.but(snapshots=(), **changes)) for label, spec in runs.items()}
    show(page, specs, lambda reports: draw(experiment, specs, reports), auto=True)


def draw(experiment, specs, reports):
    """Everything that depends on the runs."""
    on_stage(experiment.name, specs, reports)
    sections(experiment, specs, reports, lambda: loss_curves(experiment.name, specs, reports))
