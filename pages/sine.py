from pages.shared.router import hand_over

hand_over()

from mlp.experiments.sine import EXPERIMENT
from pages.shared.controls import choose_preset
from pages.shared.layout import heading
from pages.shared.sine import explosion
from pages.shared.sine import fit as sine_fit
from pages.shared.text import _

experiment = heading(
    EXPERIMENT.name,
    _(
        "A network with **200 tanh units**, $\\hat y = \\sum_i v_i \\tanh(w_i x + b_i) + c$, learns $y = \\sin(x)$ "
        "from 200 points. The published code trains on only **every 20th** of them, and its `elif` chain of rates "
        "never gets past the **first** threshold. That bug helps: with all four the loss ends 2.6 times higher."
    ),
    _(
        "Press **Play**: after 10,000 epochs the published fit still misses the crests; **Corrected**, it gets as far "
        "within 100. Then choose the preset **Explosion** and push the learning rate up until seeds diverge."
    ),
)
preset = choose_preset(experiment)
if preset == "explosion":
    explosion.body(experiment)
else:
    sine_fit.body(experiment, preset)
