"""From the raw gradient of a batch to new weights: scale, share biases, penalise, clip, optimize."""

from functools import partial as call

import numpy as np

from mlp.engine.network import blocks, distinct_mask, weight_mask
from mlp.parts.losses import LOSSES
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.regularizers import shapers
from mlp.parts.schedules import lowest_rate
from mlp.parts.tape import Tape, numbered

TINY = 1e-20  # a gradient multiplied by a smaller rate cannot be read back from the step


class Update:
    """The tape after back-propagation for batches of `rows` rows; w and g are flat (..., parameters).

    `scale` is what the raw gradient lacks: the loss's factor, and 1 / rows for a mean. Plain SGD multiplies the error
    at the output by it and by the learning rate (`gain`), so that g arrives as the step itself: a product with a few
    outputs in place of one with all weights. So an Update is made before the Backward that it follows, which records
    this gain in its tape.
    """

    def __init__(self, spec, sizes, w, g, memory, updates, rows):
        lead = w.shape[:-1]
        self.g, self.rates = g, None
        self.scale = LOSSES[spec.loss].factor(sizes[-1]) / (rows if spec.reduction == "mean" else 1)
        self.distinct = distinct_mask(sizes) if spec.biases == "shared" else None
        shape = shapers(spec, w, g, weight_mask(sizes), self.distinct)
        plain = spec.optimizer == "sgd" and not shape and lowest_rate(spec) > TINY
        self.gain = np.empty((*lead, 1, 1) if lead else (), w.dtype) if plain else None
        self.rate = np.empty((*lead, 1) if lead else (), w.dtype)
        arrays = {"w": w, "g": g, "rate": self.rate} | numbered("memory", memory)
        self.tape = Tape(share_biases(g, sizes) if spec.biases != "own" else [], **arrays)
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
        """The length of each replicate's last gradient (replicates,), in which a shared bias counts once."""
        squares = np.square(self.g, dtype=float)
        squares = squares if self.distinct is None else squares * self.distinct
        norm = np.atleast_1d(np.sqrt(squares.sum(axis=-1)))
        return norm if self.gain is None else norm / self.rates


def share_biases(g, sizes):
    """Each bias of a layer feels the sum of what all its units ask for."""
    tape = []
    for block, units in zip(blocks(g, sizes), sizes[1:], strict=True):
        row = block[..., -1, :units]
        total = np.empty((*row.shape[:-1], 1), g.dtype)
        tape += [call(np.add.reduce, row, axis=-1, keepdims=True, out=total), call(np.copyto, row, total)]
    return tape
