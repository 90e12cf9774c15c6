"""Measuring networks without training them: predictions, loss, accuracy, dead ReLUs."""

import numpy as np

from mlp.first_layer import ROWS, shared_layer
from mlp.forward import Forward
from mlp.losses import LOSSES
from mlp.network import blocks, layer_sizes
from mlp.rows import Rows, with_ones
from mlp.tape import play


class Evaluator:
    """Runs rows that all replicates share through the networks of `weights` (blocks), piece by piece."""

    def __init__(self, spec, weights, scale=1.0):
        self.spec, self.weights, self.tapes = spec, weights, {}
        self.first = shared_layer(weights[0], None, scale)

    def passes(self, rows):
        """Yield (start, end, Forward) for each piece, the Forward holding what it made of it."""
        play(self.first.begin)
        for start in range(0, len(rows), ROWS):
            end = min(start + ROWS, len(rows))
            forward = self._forward(end - start)
            forward.enter(rows.x[start:end])()
            play(forward.tape)
            yield start, end, forward

    def _forward(self, count):
        if count not in self.tapes:
            self.tapes[count] = Forward(self.spec, self.weights, count, self.first)
        return self.tapes[count]

    def measure(self, rows):
        """(loss, accuracy or None, share of dead units) of each replicate; the share is (replicates, hidden layers)."""
        loss = LOSSES[self.spec.loss]
        values, hits, answered = 0.0, 0, None
        for start, end, forward in self.passes(rows):
            values = values + loss.value(forward.z, forward.a, rows.targets[start:end]).sum(axis=-1, dtype=float)
            if rows.labels is not None:
                hits = hits + (forward.a.argmax(axis=-1) == rows.labels[start:end]).sum(axis=-1)
            answered = self._answered(forward, answered)
        total = values if loss.total is np.sum else values / len(rows)
        accuracy = None if rows.labels is None else np.atleast_1d(hits / len(rows))
        dead = [1 - np.atleast_1d(layer.mean(axis=-1)) for layer in answered]
        return np.atleast_1d(total), accuracy, np.stack(dead, axis=-1) if dead else None

    def _answered(self, forward, before):
        """For each hidden ReLU layer, which units (..., units) answered any row so far."""
        if self.spec.activation != "relu":
            return []
        now = [layer[..., :-1].max(axis=-2) > 0 for layer in forward.hidden.layers]
        return now if before is None else [a | b for a, b in zip(now, before, strict=True)]


def predict(spec, data, parameters, x):
    """The outputs (replicates, rows, outputs) of networks with these parameters for raw x (rows, features).

    `parameters` (replicates, parameters) are those of a History's snapshot; x is in the data's own units.
    """
    sizes = layer_sizes(spec, data)
    inputs = _Inputs(with_ones(np.asarray(x), parameters.dtype, data.scale))
    outputs = np.empty((len(parameters), len(inputs), sizes[-1]), parameters.dtype)
    with np.errstate(all="ignore"):
        for start, end, forward in Evaluator(spec, blocks(parameters, sizes)).passes(inputs):
            outputs[:, start:end] = forward.a
    return outputs


class _Inputs:
    """Rows without targets."""

    def __init__(self, x):
        self.x = x

    def __len__(self):
        return len(self.x)


def splits(data, dtype):
    """name -> Rows of every split that the data have."""
    named = {"train": data.train, "validation": data.validation, "test": data.test}
    return {name: Rows(split, data, dtype) for name, split in named.items() if split is not None and len(split)}
