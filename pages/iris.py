from pages.shared.router import hand_over

hand_over()

from pages.shared.iris.body import body
from pages.shared.layout import heading, onward
from pages.shared.text import _

experiment = heading(
    "iris",
    _(
        "150 flowers, four measurements each, three kinds, one update per flower, class by class. A program prints a "
        "loss after every update: is that the loss of the network?"
    ),
)
body(experiment)
onward("iris")
