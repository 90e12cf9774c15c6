from pages.shared.router import hand_over

hand_over()

import streamlit as st

from mlp.experiments.iris import quarters
from pages.shared.controls import settings
from pages.shared.iris import views as iris_views
from pages.shared.layout import downloads, heading, verdicts
from pages.shared.runs.show import show
from pages.shared.text import _

SETTINGS = ("hidden", "learning_rate", "epochs", "replicates")

experiment = heading(
    "iris",
    _(
        "150 flowers, four measurements each, three kinds. A network of four inputs, **six hidden units** and three "
        "outputs, all sigmoid, lowers $\\frac12 \\sum_k (\\hat y_k - y_k)^2$, one flower per update, class by "
        "class. Its program prints a loss for every epoch: is that the loss of the network?"
    ),
    _(
        "Compare the **two lines of one run**: the printed loss and the training loss of all flowers. The printed one "
        "is about seven times too low, because each flower is measured right after the network was trained on that "
        "very flower, and before the next ones pulled it away."
    ),
)
published = experiment.runs()
start = next(iter(published.values()))
changed = settings("iris", start.but(snapshots=()), SETTINGS, driven=("shuffle",))
changed = changed.but(snapshots=quarters(changed.epochs))
specs = {label: changed.but(shuffle=spec.shuffle, data=spec.data) for label, spec in published.items()}


def draw(reports):
    left, right = st.columns(2)
    with left:
        iris_views.losses(experiment.claims, reports, changed.epochs)
    with right:
        iris_views.orders(reports, changed.epochs)
    iris_views.comparison(reports)
    st.caption(
        _(
            "Shuffling makes the printed loss **worse** and the network **better**: the program prints how well it "
            "remembers the last flower, not how well it knows all of them."
        )
    )
    iris_views.closely(reports)
    iris_views.accuracies(reports)
    verdicts(experiment.claims, reports)
    downloads("iris", "iris", reports, experiment.claims)


show("iris", specs, draw, auto=specs == published)
