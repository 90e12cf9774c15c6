"""D3, by karlieswift: the iris flowers, one update per flower."""

from mlp.experiments.claims import Reported
from mlp.experiments.experiment import N_, Experiment, Preset
from mlp.spec import Spec

PUBLISHED = Spec(
    dataset="iris", hidden=(6,), activation="sigmoid", output="sigmoid", loss="half_squares", initializer="uniform",
    init_scale=0.5, bias_initializer="zeros", batch_size=1, shuffle=False, learning_rate=0.05, epochs=400,
    running_loss=True, snapshots=tuple(range(0, 401, 10)),
)  # fmt: skip


EXPERIMENT = Experiment(
    "iris",
    "D3",
    N_("Iris"),
    N_("Which loss does a program print, and is it the real one?"),
    {
        "published": Preset(
            N_("As published"),
            N_("One update per flower, class by class, never shuffled; each loss is printed after its own update."),
            {"in order": PUBLISHED},
        ),
        "shuffled": Preset(
            N_("Shuffled"),
            N_("A new order in every epoch: the printed loss rises, the real one falls."),
            {"shuffled": PUBLISHED.but(shuffle=True)},
        ),
        "held-out": Preset(
            N_("Held out: 30%"),
            N_("Trained on 70% of each kind, judged on the other 30%: other flowers for every seed."),
            {"held out": PUBLISHED.but(held_out=0.3)},
        ),
    },
    (
        *(
            Reported(N_("printed loss"), "running_loss", {"in order": PUBLISHED}, loss, epoch)
            for epoch, loss in ((360, "0.4684"), (370, "0.4704"), (380, "0.4749"), (390, "0.4822"))
        ),
        Reported(N_("accuracy on the training data"), "train_accuracy", {"in order": PUBLISHED}, "0.96"),
    ),
    source="karlieswift (D3)",
    invitation=N_("From curves to classes, and to a printed loss that is not what it seems."),
    icon="local_florist",
    curves=("running_loss", "train_loss"),
)
