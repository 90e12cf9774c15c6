from pages.shared.router import hand_over

hand_over()

from mlp.experiments.surface import SURFACE
from pages.shared.controls import numbers
from pages.shared.layout import heading
from pages.shared.surface import sweep as surface_sweep
from pages.shared.text import _

experiment = heading(
    "surface-width",
    _(
        "A network with **one hidden layer** learns the surface $y = \\sin(x_1) - \\cos(x_2)$ from a grid of 10,000 "
        "points. Each hidden unit is one fold of the plane, $h_i = \\max(0, w_i \\cdot x + b_i)$, and the output adds "
        "the folds up: $\\hat y = \\sum_i v_i h_i + c$. More units, more folds. Is that all there is to it?"
    ),
    _(
        "Watch the **spread between the seeds**: ten units sometimes fit as well as twenty and sometimes get stuck ten "
        "times higher. The document trained each width once; with one seed you would not know which you saw."
    ),
)
WIDTHS = (2, 5, 10, 20, 50, 100, 200)
chosen = numbers("surface-width", "widths", _("Hidden units"), WIDTHS, (10, 20, 50, 100), _("One run each"))
possible = {f"width {n}": (n,) for n in WIDTHS}
surface_sweep.body(experiment, possible, [f"width {n}" for n in chosen], SURFACE)
