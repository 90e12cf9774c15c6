"""Does everyone train the same? One epoch from the same weights in the same order, compared with naive numpy."""

import numpy as np

from bench import contestants, nets, report
from bench.baselines import naive
from bench.contestants import CONTESTANTS, Ours
from bench.engine import spec
from mlp.engine.training import generators

HIDDEN = (20, 20)
TOLERANCE = {"float64": 1e-10, "float32": 1e-4}


def orders(contestant):
    """The generators of the orders in which each of the contestant's networks sees the rows."""
    if isinstance(contestant, Ours):
        return [each.order for each in generators(spec(HIDDEN, contestant.networks))]
    rng = np.random.default_rng(0)
    return rng.spawn(contestant.networks) if contestant.networks > 1 else [rng]


def separate(layers, networks):
    """The layers of each network, copied out of what `train` returned."""
    stacked = [(w.reshape(networks, *w.shape[-2:]).copy(), b.reshape(networks, -1).copy()) for w, b in layers]
    return [[(w[k], b[k]) for w, b in stacked] for k in range(networks)]


def difference(network, other):
    """The largest difference between two networks' parameters."""
    return max(np.abs(a - b).max() for pair in zip(network, other, strict=True) for a, b in zip(*pair, strict=True))


def compared(contestant, train):
    """The worst network's loss before and after one epoch, and its largest difference to naive numpy."""
    x, y = nets.rows(contestant.dtype)
    before, after = (separate(train(epochs), contestant.networks) for epochs in (0, 1))
    naively = [
        naive.prepare(network, x, y, nets.BATCH, nets.LEARNING_RATE, rng)(1)
        for network, rng in zip(before, orders(contestant), strict=True)
    ]
    losses = (max(nets.loss(network, x, y) for network in networks) for networks in (before, after))
    return *losses, max(map(difference, after, naively))


def agrees(contestant, loss_before, loss_after, largest):
    return loss_after < loss_before and largest < TOLERANCE[contestant.dtype]


def table(effort):
    """Markdown; `effort` makes no difference here. Ends the program if a contestant trains otherwise."""
    found = {name: compared(CONTESTANTS[name], train) for name, train in contestants.prepared(HIDDEN).items()}
    rows = [
        (name, f"{before:.4f}", f"{after:.4f}", f"{largest:.0e}") for name, (before, after, largest) in found.items()
    ]
    text = report.table(("contestant", "loss before", "after 1 epoch", "largest difference to naive numpy"), rows)
    wrong = [name for name, values in found.items() if not agrees(CONTESTANTS[name], *values)]
    if wrong:
        raise SystemExit(f"{text}\n\nNot trained as by naive numpy: {', '.join(wrong)}")
    return text
