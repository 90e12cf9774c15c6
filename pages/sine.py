from pages.shared.router import hand_over

hand_over()

from mlp.experiments.sine import EXPERIMENT
from pages.shared.controls import choose_preset
from pages.shared.layout import heading, onward
from pages.shared.sine import explosion
from pages.shared.sine import fit as sine_fit
from pages.shared.text import _

experiment = heading(
    EXPERIMENT.name,
    _(
        "200 tanh units learn $y = \\sin(x)$ from 200 points. The published code trains on only every 20th of them, "
        "and its chain of learning rates never gets past the first threshold: what does that cost?"
    ),
)
preset = choose_preset(experiment)
if preset == "explosion":
    explosion.body(experiment)
else:
    sine_fit.body(experiment, preset)
onward(EXPERIMENT.name)
