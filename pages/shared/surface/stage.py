"""Fits of the surface on the stage."""

from datasets.sources.surface import surface
from pages.shared.stage.stage import Shown, stage


def on_stage(page, specs, reports, chosen, seed, reported=None):
    """The runs label -> Spec, as far as label -> Report has them, with the network of one of them.

    `reported` is the claim whose figure is drawn beside the loss.
    """
    there = {label: reports[label] for label in specs if label in reports}
    runs = [Shown(label, there[label].spec, there[label].history) if label in there else Shown(label, spec)
            for label, spec in specs.items()]  # fmt: skip
    stage(page, runs, chosen, seed, lambda x: surface(x)[:, 0], reported and reported.value)
