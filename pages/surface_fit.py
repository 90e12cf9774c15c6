from pages.shared.router import hand_over

hand_over()

from mlp.experiments.surface import FIT
from pages.shared.layout import heading, onward
from pages.shared.surface import fit as fitted_surface
from pages.shared.text import _

experiment = heading(
    FIT.name,
    _(
        "Five hidden layers of 100, 80, 50, 30 and 10 ReLU units learn $y = \\sin(x_1) - \\cos(x_2)$ from 10,000 "
        "points, ten at a time. Press Play and watch a flat sheet become hills."
    ),
)
fitted_surface.body(experiment)
onward(FIT.name)
