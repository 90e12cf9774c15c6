"""D1, by rubychen0611: width, depth and the final fit of y = sin(x1) - cos(x2)."""

from mlp.experiments.claims import Order, Reported
from mlp.experiments.experiment import N_, Experiment, Preset
from mlp.spec import Spec

SURFACE = Spec(
    dataset="surface", hidden=(20,), activation="relu", loss="mse", initializer="normal", init_scale=0.1,
    learning_rate=0.001, batch_size=10, reduction="sum", epochs=30,
    snapshots=tuple(range(31)),
)  # fmt: skip
FINAL = SURFACE.but(hidden=(100, 80, 50, 30, 10), learning_rate=0.01, schedule="step", gamma=0.9, every=3)
WIDTHS = {f"width {n}": SURFACE.but(hidden=(n,)) for n in (10, 20, 50, 100)}
DEPTHS = {f"depth {n}": SURFACE.but(hidden=(20,) * n) for n in (1, 2, 3, 4)}


AUTHOR = "rubychen0611, 从零实现一个神经网络 (D1)"

WIDTH = Experiment(
    "surface-width",
    "D1",
    N_("Width"),
    N_("Does a wider hidden layer fit a surface better?"),
    {
        "published": Preset(
            N_("As published"),
            N_("One hidden layer of 10, 20, 50 or 100 ReLU units, gradients summed over batches of 10."),
            WIDTHS,
        )
    },
    (Order(N_("wider is better"), "train_loss", WIDTHS),),
    source=AUTHOR,
    icon="width",
)

DEPTH = Experiment(
    "surface-depth",
    "D1",
    N_("Depth"),
    N_("Do more hidden layers fit a surface better?"),
    {
        "published": Preset(
            N_("As published"),
            N_("One to four hidden layers of 20 ReLU units each, gradients summed over batches of 10."),
            DEPTHS,
        )
    },
    (Order(N_("deeper is better"), "train_loss", DEPTHS),),
    source=AUTHOR,
    invitation=N_("Width is one way to have more units. Stack them instead: does depth do more?"),
    icon="layers",
)

FIT = Experiment(
    "surface-fit",
    "D1",
    N_("Surface fit"),
    N_("How does a network bend itself into a surface?"),
    {
        "published": Preset(
            N_("As published: summed gradients"),
            N_("Five hidden layers, the gradients of a batch of 10 summed: each step goes ten times as far."),
            {"sum": FINAL},
        ),
        "mean": Preset(
            N_("Mean gradients"),
            N_("The same settings with the mean of each batch: ten times smaller steps never reach the report."),
            {"mean": FINAL.but(reduction="mean")},
        ),
    },
    (
        Reported(N_("train loss after 30 epochs"), "train_loss", {"sum": FINAL}, "0.00015"),
        Reported(N_("validation loss after 30 epochs"), "validation_loss", {"sum": FINAL}, "0.00016"),
    ),
    source=AUTHOR,
    invitation=N_("Now five layers at once: watch them bend a flat sheet into the surface, epoch by epoch."),
    icon="landscape",
)
