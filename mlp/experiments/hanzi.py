"""D4b, part 2 of a course report: twelve handwritten characters."""

from mlp.experiments.experiment import N_, Experiment, Preset
from mlp.experiments.mnist import ADAM
from mlp.frames import kept_epochs
from mlp.spec import Spec

SMALL, LARGE = (784, 40, 12), (784, 256, 128, 12)

PUBLISHED = Spec(
    dataset="hanzi", data={"scaled": False}, hidden=(40,), activation="relu", output="softmax",
    loss="categorical_cross_entropy", initializer="fan_in", bias_initializer="slightly_negative", biases="shared",
    batch_size=1, sample_every=500, learning_rate=5e-5, schedule="thresholds", thresholds=((1.0, 1e-5),), epochs=300,
    evaluate_every=5, snapshots=kept_epochs(300, SMALL, 3),
)  # fmt: skip
CLASSIC_ADAM = PUBLISHED.but(
    **ADAM, data={"scaled": True}, schedule="constant", thresholds=(), batch_size=32, epochs=30
)
BIG = CLASSIC_ADAM.but(
    hidden=(256, 128),
    dropout=0.2,
    shift=2,
    batch_size=64,
    learning_rate=3e-3,
    schedule="cosine",
    epochs=35,
    snapshots=kept_epochs(35, LARGE, 3),
)

EXPERIMENT = Experiment(
    "hanzi",
    "D4b",
    N_("Handwritten characters"),
    N_("What does a network need to read handwriting?"),
    {
        "published": Preset(
            N_("As published (correct gradients)"),
            N_("Only every 500th sample is trained on, so that 300 epochs see what one could."),
            {"published": PUBLISHED},
        ),
        "every-sample": Preset(
            N_("Every sample"),
            N_("The same settings, but every sample back-propagates: five epochs are enough."),
            {"every sample": PUBLISHED.but(sample_every=1, epochs=5, evaluate_every=1)},
        ),
        "adam": Preset(N_("Adam"), N_("Pixels scaled to 0..1, batches of 32, Adam."), {"Adam": CLASSIC_ADAM}),
        "shifts": Preset(
            N_("Adam, shifted by 1 pixel"),
            N_("Every epoch moves each image by up to one pixel: the network never sees the same image twice."),
            {"shifts": CLASSIC_ADAM.but(shift=1, epochs=60, snapshots=kept_epochs(60, SMALL, 3))},
        ),
        "big": Preset(
            N_("Big, dropout, shifted by 2 pixels"),
            N_("Hidden layers of 256 and 128 units, dropout 0.2, shifts of up to two pixels, a rate that falls to 0."),
            {"big": BIG},
        ),
    },
    replicates=3,
    source=N_("part 2 of a course report (D4b)"),
    invitation=N_("From digits to characters of many strokes, and what helps to read them."),
    icon="draw",
    curves=("train_accuracy", "test_accuracy"),
)
