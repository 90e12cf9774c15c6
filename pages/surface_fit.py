from pages.shared.router import hand_over

hand_over()

from mlp.experiments.surface import FIT
from pages.shared.layout import heading
from pages.shared.surface import fit as fitted_surface
from pages.shared.text import _

experiment = heading(
    FIT.name,
    _(
        "The document's final network, five hidden layers of **100, 80, 50, 30 and 10** ReLU units, learns "
        "$y = \\sin(x_1) - \\cos(x_2)$ from 10,000 points, ten at a time. Its learning rate falls by a tenth every "
        "three epochs, $\\eta_e = 0.01 \\cdot 0.9^{\\lfloor e / 3 \\rfloor}$. The document reports a training loss of "
        "0.00015 and a validation loss of 0.00016. Its figures swap $x_1$ and $x_2$; these do not."
    ),
    _(
        "Press **Play**: one epoch folds the flat sheet into all its hills, and 29 more make them exact, while the "
        "error fades from bright to dark. Then switch to **mean** gradients: the same hills take about three epochs."
    ),
)
fitted_surface.body(experiment)
