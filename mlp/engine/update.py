"""From the raw gradient of a batch to new weights: scale, share biases, penalise, clip, optimize."""

from functools import partial as call

import numpy as np

from mlp.engine.network import blocks, weight_mask
from mlp.parts.losses import LOSSES
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.regularizers import shapers


class Update:
    """The tape after back-propagation for batches of `rows` rows; w and g are flat (..., parameters).

    `scale` is what the raw gradient lacks: the loss's factor, and 1 / rows for a mean. Plain SGD multiplies the error
    at the output by it and by the learning rate (`gain`), so that g arrives as the step itself: a product with a few
    outputs in place of one with all weights.
    """

    def __init__(self, spec, sizes, w, g, memory, updates, rows):
        lead = w.shape[:-1]
        self.g, self.rates = g, None
        self.scale = LOSSES[spec.loss].factor(sizes[-1]) / (rows if spec.reduction == "mean" else 1)
        shape = shapers(spec, w, g, weight_mask(sizes))
        plain = spec.optimizer == "sgd" and not shape
        self.gain = np.empty((*lead, 1, 1) if lead else (), w.dtype) if plain else None
        self.rate = np.empty((*lead, 1) if lead else (), w.dtype)
        self.tape = share_biases(g, sizes) if spec.biases != "own" else []
        if plain:
            self.tape += [call(np.subtract, w, g, w)]
        else:
            self.tape += [call(np.multiply, g, np.asarray(self.scale, g.dtype), g), *shape]
            self.tape += OPTIMIZERS[spec.optimizer].calls(w, g, self.rate, memory, updates, spec)

    def set_rate(self, rates):
        """Use these learning rates (replicates,) from now on."""
        self.rates = rates
        self.rate[...] = rates.reshape(self.rate.shape)
        if self.gain is not None:
            self.gain[...] = (rates * self.scale).reshape(self.gain.shape)

    def gradient_norm(self):
        """The length of each replicate's last gradient (replicates,)."""
        norm = np.atleast_1d(np.sqrt(np.square(self.g, dtype=float).sum(axis=-1)))
        return norm if self.gain is None else norm / self.rates


def share_biases(g, sizes):
    """Each bias of a layer feels the sum of what all its units ask for."""
    tape = []
    for block, units in zip(blocks(g, sizes), sizes[1:], strict=True):
        row = block[..., -1, :units]
        total = np.empty((*row.shape[:-1], 1), g.dtype)
        tape += [call(np.add.reduce, row, axis=-1, keepdims=True, out=total), call(np.copyto, row, total)]
    return tape
