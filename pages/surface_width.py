from pages.shared.router import hand_over

hand_over()

from mlp.experiments.surface import SURFACE
from pages.shared.controls import numbers
from pages.shared.layout import heading, onward
from pages.shared.surface import sweep as surface_sweep
from pages.shared.text import _

experiment = heading(
    "surface-width",
    _(
        "One hidden layer learns the surface $y = \\sin(x_1) - \\cos(x_2)$. Each hidden unit is one fold of the plane, "
        "and the output adds the folds up: more units, more folds. Is that all there is to it?"
    ),
)
WIDTHS = (2, 5, 10, 20, 50, 100, 200)
chosen = numbers("surface-width", "widths", _("Hidden units"), WIDTHS, (10, 20, 50, 100), _("One run each"))
possible = {f"width {n}": (n,) for n in WIDTHS}
surface_sweep.body(experiment, possible, [f"width {n}" for n in chosen], SURFACE)
onward("surface-width")
