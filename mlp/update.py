"""From the raw gradient of a batch to new weights: scale, share biases, penalise, clip, optimize."""

from functools import partial as call

import numpy as np

from mlp.losses import LOSSES
from mlp.network import blocks, weight_mask
from mlp.optimizers import OPTIMIZERS
from mlp.regularizers import shapers


class Update:
    """The tape after back-propagation for batches of `rows` rows; w and g are flat (..., parameters).

    `scale` is what the raw gradient lacks: the loss's factor, and 1 / rows for a mean. Plain SGD takes it into its
    rate, so that a step makes one call less.
    """

    def __init__(self, spec, sizes, w, g, memory, updates, rows):
        self.g, self.rate = g, np.empty((*w.shape[:-1], 1), w.dtype)
        self.scale = LOSSES[spec.loss].factor(sizes[-1]) / (rows if spec.reduction == "mean" else 1)
        shape = shapers(spec, w, g, weight_mask(sizes))
        self.folded = spec.optimizer == "sgd" and not shape
        self.tape = [] if self.folded else [call(np.multiply, g, self.scale, out=g), *shape]
        if spec.biases != "own":
            self.tape = [*share_biases(g, sizes), *self.tape]
        self.tape += OPTIMIZERS[spec.optimizer].calls(w, g, self.rate, memory, updates, spec)

    def set_rate(self, rates):
        """Use these learning rates (replicates,) from now on."""
        self.rate[...] = (rates * (self.scale if self.folded else 1)).reshape(self.rate.shape)

    def gradient_norm(self):
        """The length of each replicate's last gradient (replicates,)."""
        norm = np.sqrt(np.square(self.g, dtype=float).sum(axis=-1))
        return np.atleast_1d(norm * (self.scale if self.folded else 1))


def share_biases(g, sizes):
    """Each bias of a layer feels the sum of what all its units ask for."""
    tape = []
    for block, units in zip(blocks(g, sizes), sizes[1:], strict=True):
        row = block[..., -1, :units]
        total = np.empty((*row.shape[:-1], 1), g.dtype)
        tape += [call(np.add.reduce, row, axis=-1, keepdims=True, out=total), call(np.copyto, row, total)]
    return tape
