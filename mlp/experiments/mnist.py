"""D2, by Random9: MNIST digits with ten hidden units and full-batch gradient descent."""

from mlp.experiments.experiment import N_, Experiment, Preset
from mlp.frames import kept_epochs
from mlp.spec import Spec

# what the Adam presets of both image experiments have in common
ADAM = {
    "initializer": "he", "bias_initializer": "zeros", "biases": "own", "shuffle": True, "reduction": "mean",
    "optimizer": "adam", "learning_rate": 1e-3, "sample_every": 1, "evaluate_every": 1,
}  # fmt: skip

PUBLISHED = Spec(
    dataset="mnist", hidden=(10,), activation="relu", output="softmax", loss="categorical_cross_entropy",
    initializer="uniform", init_scale=0.5, biases="alike", batch_size=0, shuffle=False, reduction="mean",
    learning_rate=0.1, epochs=350, evaluate_every=5, snapshots=kept_epochs(350, (784, 10, 10), 10),
)  # fmt: skip


CORRECTED = PUBLISHED.but(biases="own")
HE = CORRECTED.but(initializer="he", bias_initializer="zeros", learning_rate=0.5)
WIDE = PUBLISHED.but(**ADAM, data={"train_rows": 59_000}, hidden=(256, 128), batch_size=64, epochs=10)

EXPERIMENT = Experiment(
    "mnist",
    "D2",
    N_("MNIST digits"),
    N_("How far do ten hidden units get in reading digits?"),
    {
        "published": Preset(
            N_("As published"),
            N_(
                "The published code sums its bias gradients over units as well: the output biases never train, and "
                "all hidden ones move alike."
            ),
            {"published": PUBLISHED},
        ),
        "corrected": Preset(
            N_("Corrected biases"),
            N_("Each bias has its own gradient. It hardly matters: initial weights and rate cost far more."),
            {"corrected": CORRECTED},
        ),
        "he": Preset(
            N_("He initialisation"),
            N_(
                "Initial weights smaller in the first layer and larger in the second, biases of 0, rate 0.5: the same "
                "ten units read about nine digits in ten."
            ),
            {"He, rate 0.5": HE},
        ),
        "adam": Preset(
            N_("Mini-batch Adam, wider"),
            N_("Hidden layers of 256 and 128 units, batches of 64, Adam."),
            {"Adam, 256-128": WIDE},
            replicates=2,
        ),
    },
    replicates=10,
    source="Random9 (D2)",
    invitation=N_("From four measurements to 784 pixels: read digits, your own too."),
    icon="looks_one",
    curves=("validation_accuracy",),
)
