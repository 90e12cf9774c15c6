from pages.shared.router import hand_over

hand_over()

from mlp.experiments.surface import SURFACE
from pages.shared.controls import numbers, whole_number
from pages.shared.layout import heading, onward
from pages.shared.surface import sweep as surface_sweep
from pages.shared.text import _

experiment = heading(
    "surface-depth",
    _(
        "The same surface $y = \\sin(x_1) - \\cos(x_2)$, but layers are stacked: each one folds what the layer before "
        "has folded already, so the number of flat pieces can grow with every layer. Does the fit?"
    ),
)
DEPTHS = (0, 1, 2, 3, 4, 5, 6, 8)
chosen = numbers("surface-depth", "depths", _("Hidden layers"), DEPTHS, (1, 2, 3, 4), _("One run each"))
units = whole_number("surface-depth", "units", _("Units per layer"), 1, 200, 20, _("The document has 20"))
possible = {f"depth {n}": (units,) * n for n in DEPTHS}
surface_sweep.body(experiment, possible, [f"depth {n}" for n in chosen], SURFACE)
onward("surface-depth")
