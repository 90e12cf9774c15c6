"""D4a, part 1 of a course report: y = sin(x), and the learning rates at which it explodes."""

from mlp.experiments.experiment import N_, Experiment, Preset
from mlp.spec import Spec

PUBLISHED = Spec(
    dataset="sine", hidden=(200,), activation="tanh", loss="half_mse", initializer="fan_in", learning_rate=5e-4,
    bias_initializer="slightly_negative", biases="shared", batch_size=1, sample_every=20, epochs=10_000,
    evaluate_every=20, snapshots=tuple(range(0, 10_001, 100)), schedule="thresholds", thresholds=((0.05, 5e-5),),
)  # fmt: skip
REACHABLE = ((0.05, 5e-5), (0.03, 1e-5), (0.015, 2e-6), (0.008, 5e-7))
CORRECTED = PUBLISHED.but(biases="own", batch_size=20, sample_every=1, schedule="constant", thresholds=())
EXPLOSION = PUBLISHED.but(
    biases="own", schedule="constant", thresholds=(), epochs=1000, evaluate_every=1, snapshots=tuple(range(0, 1001, 20))
)


def _explosion(rate, clip):
    label = f"rate {rate:g}" + (", clipped" if clip else "")
    return label, EXPLOSION.but(learning_rate=rate, clip_value=clip)


EXPERIMENT = Experiment(
    "sine",
    "D4a",
    N_("Sine"),
    N_("Why does a fit of sin(x) creep, and why does it explode?"),
    {
        "published": Preset(
            N_("As published (correct gradients)"),
            N_(
                "The published settings on correct gradients: only every 20th sample is trained on, a layer shares "
                "one bias, and of the schedule only the first threshold can be reached."
            ),
            {"published": PUBLISHED},
        ),
        "corrected": Preset(
            N_("Corrected"),
            N_("Every sample counts, in summed batches of 20; each unit has its own bias; a constant rate."),
            {"corrected": CORRECTED},
        ),
        "reachable": Preset(
            N_("Schedule made reachable"),
            N_("All four thresholds of the published schedule take effect, and the rate falls too low to learn."),
            {"reachable schedule": PUBLISHED.but(thresholds=REACHABLE)},
        ),
        "explosion": Preset(
            N_("Explosion"),
            N_("Constant rates up to 0.1, with and without clipping every derivative at 10."),
            dict(_explosion(rate, clip) for clip in (0, 10) for rate in (0.005, 0.015, 0.03, 0.05, 0.1)),
            default=False,
        ),
    },
    source=N_("part 1 of a course report (D4a)"),
    invitation=N_("The same idea in one dimension, where a learning rate can creep or explode."),
    icon="airwave",
)
