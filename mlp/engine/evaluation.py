"""Measuring networks without training them: predictions, loss, accuracy, dead ReLUs."""

import numpy as np

from mlp.engine.first_layer import shared_layer
from mlp.engine.forward import Forward
from mlp.engine.network import blocks, layer_sizes, parameter_count
from mlp.engine.products import ROWS
from mlp.engine.samples import with_ones
from mlp.parts.losses import LOSSES
from mlp.parts.tape import play

PIECES = 20  # of ROWS rows each, whose outputs are judged at once


class Evaluator:
    """Runs rows through the networks of `weights` (blocks), piece by piece.

    All replicates share them, unless the spec holds rows out: then each may have its own.
    """

    def __init__(self, spec, weights, scale=1.0):
        self.spec, self.weights, self.tapes, self.bound = spec, weights, {}, {}
        self.first = shared_layer(spec, weights[0], None, scale)

    def measure(self, samples):
        """(loss, accuracy or None, share of dead units) of each replicate; the share is (replicates, hidden layers)."""
        loss = LOSSES[self.spec.loss]
        values, hits, units = 0.0, 0, DeadUnits(self.spec)
        for start in range(0, len(samples), PIECES * ROWS):
            part = slice(start, start + PIECES * ROWS)
            if (samples, start) not in self.bound:
                self.bound[samples, start] = self.bind(self.first.taken(samples)[..., part, :])
            z, a = self.outputs(self.bound[samples, start], units, sums_alone=loss.fused is not None)
            values = values + loss.value(z, a, samples.targets[..., part, :]).sum(axis=-1, dtype=float)
            if samples.labels is not None:
                hits = hits + ((z if a is None else a).argmax(axis=-1) == samples.labels[..., part]).sum(axis=-1)
        accuracy = None if samples.labels is None else np.atleast_1d(hits / len(samples))
        return np.atleast_1d(loss.reduced(values, len(samples))), accuracy, units.share()

    def bind(self, x):
        """[(Forward, the call that takes these rows in)], piece by piece."""
        pieces = [x[..., start : start + ROWS, :] for start in range(0, x.shape[-2], ROWS)]
        forwards = [self._forward(piece.shape[-2]) for piece in pieces]
        return [(forward, forward.enter(piece)) for forward, piece in zip(forwards, pieces, strict=True)]

    def outputs(self, bound, units=None, sums_alone=False):
        """The sums z and activations a (..., rows, outputs) of the output layer for all these rows.

        With `sums_alone`, a is None: a fused loss is a function of z, and so is which output is the greatest.
        """
        play(self.first.begin)
        z, a = [], []
        for forward, enter in bound:
            enter()
            play(forward.to_sums if sums_alone else forward.tape)
            z.append(forward.z.copy())
            a.append(None if sums_alone else forward.a.copy())
            if units:
                units.see(forward)
        return np.concatenate(z, axis=-2), None if sums_alone else np.concatenate(a, axis=-2)

    def _forward(self, count):
        if count not in self.tapes:
            self.tapes[count] = Forward(self.spec, self.weights, count, self.first)
        return self.tapes[count]


class DeadUnits:
    """The strongest answer of every hidden ReLU so far: those that never answer are dead."""

    def __init__(self, spec):
        self.relu, self.strongest = spec.activation == "relu", []

    def see(self, forward):
        if self.relu:
            now = [layer.max(axis=-2) for layer in forward.hidden.layers]
            self.strongest = [np.maximum(a, b) for a, b in zip(now, self.strongest or now, strict=True)]

    def share(self):
        """The share of each layer's units that never answered a row (replicates, hidden layers), or None."""
        shares = [np.atleast_1d((layer[..., :-1] <= 0).mean(axis=-1)) for layer in self.strongest]
        return np.stack(shares, axis=-1) if shares else None


def predict(spec, data, parameters, x):
    """The outputs (replicates, rows, outputs) of networks with these parameters for raw x (rows, features).

    `parameters` (replicates, parameters) are those of a History's snapshot; x is in the data's own units, one row or
    more. Raises ValueError for arrays of another shape.
    """
    sizes, x = layer_sizes(spec, data), np.asarray(x)
    _check_shape("parameters", parameters, "replicates", parameter_count(sizes))
    _check_shape("x", x, "rows", sizes[0])
    with np.errstate(all="ignore"):
        evaluator = Evaluator(spec, blocks(parameters, sizes))
        return evaluator.outputs(evaluator.bind(with_ones(x, parameters.dtype, data.scale)))[1]


def _check_shape(name, array, many, width):
    if array.ndim != 2 or not len(array) or array.shape[1] != width:
        raise ValueError(f"{name} must be of the shape ({many}, {width}), got {array.shape}")
