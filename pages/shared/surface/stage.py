"""Fits of the surface on the stage."""

from datasets.sources.surface import surface
from pages.shared.stage.stage import Shown, stage


def on_stage(page, specs, reports, chosen, seed, reported=None, possible=()):
    """The runs label -> Spec, as far as label -> Report has them, with the network of one of them.

    `reported` is the claim whose figure is drawn beside the loss; colours go by the place among `possible` labels.
    """
    colours = {label: number for number, label in enumerate(possible or specs)}
    runs = [_shown(label, spec, reports.get(label), colours[label]) for label, spec in specs.items()]
    stage(page, runs, chosen, seed, lambda x: surface(x)[:, 0], reported and reported.value)


def _shown(label, spec, report, colour):
    return Shown(label, report.spec, report.history, colour) if report else Shown(label, spec, None, colour)
