"""The published experiments as data: what each document trained, what it reported and what it claims.

D1 to D4 are four Chinese tutorials on networks written from scratch in numpy; each file names its author.
"""

from mlp.experiments import hanzi, iris, mnist, sine, surface
from mlp.experiments.experiment import Experiment, Preset

__all__ = ["EXPERIMENTS", "Experiment", "Preset", "published_specs"]

EXPERIMENTS = {
    experiment.name: experiment
    for experiment in (
        surface.WIDTH,
        surface.DEPTH,
        surface.FIT,
        sine.EXPERIMENT,
        iris.EXPERIMENT,
        mnist.EXPERIMENT,
        hanzi.EXPERIMENT,
    )
}


def published_specs():
    """Every run of every preset as it is published, its data without a source."""
    return [spec for each in EXPERIMENTS.values() for preset in each.presets for spec in each.runs(preset).values()]
