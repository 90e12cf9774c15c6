"""The first layer, where the batch meets the weights: `PlainLayer` for mini-batches, `WideLayer` for many rows of many
features that all replicates share (all images at once).

Both give, for batches of a number of rows, the call `forward(x, sums)` and the call `backward(x, error, gradient)`.
Over many blocks of rows, `begin` and `finish` frame what is accumulated.
"""

from functools import partial as call

import numpy as np

from mlp.engine.equal_bits import same_bits
from mlp.engine.products import WIDE, cuts, pieces, piecewise_product
from mlp.parts.tape import product, together, transposed


class PlainLayer:
    """One product per pass; a stack of weights is multiplied network by network inside numpy."""

    def __init__(self, weights):
        self.weights = weights
        self.begin = self.finish = []

    def taken(self, samples):
        """x of the samples as this layer takes it."""
        return samples.floats

    def for_rows(self, rows):
        return self

    def forward(self, x, sums):
        return product(x, self.weights, sums)

    def backward(self, x, error, gradient):
        return product(transposed(x), error, gradient)


def shared_layer(spec, weights, gradient, scale):
    """The first layer for rows that all replicates share, if the spec holds none out.

    weights and gradient (..., features + 1, units).
    """
    if spec.held_out or weights.shape[-2] < WIDE:
        return PlainLayer(weights)
    return WideLayer(weights, gradient, scale)


class WideLayer:
    """All replicates in one product, their weights side by side (features + 1, replicates * units).

    The features are cut in pieces, and networks share a product only where it gives each the same bits as alone.
    `scale` is what the features lack: it goes into the weights, and into their gradient, rather than into every image.
    """

    def __init__(self, weights, gradient, scale):
        stack = weights.reshape(-1, *weights.shape[-2:])
        replicates, features, units = stack.shape
        self.pieces = pieces(features, units)
        shared = replicates > 1 and same_bits(replicates, features, units, weights.dtype)
        self.group = replicates if shared else 1
        self.weights = np.empty((replicates // self.group, features, self.group * units), weights.dtype)
        self.total = np.zeros((replicates // self.group, self.group * units, features), weights.dtype)
        by_group = (replicates // self.group, self.group, features, units)
        side_by_side = self.weights.reshape(by_group[0], features, self.group, units).swapaxes(1, 2)
        totals = self.total.reshape(by_group[0], self.group, units, features).swapaxes(2, 3)
        scales = np.full((features, 1), scale, weights.dtype)
        scales[-1] = 1  # the biases
        self.begin = [
            call(np.copyto, side_by_side, stack.reshape(by_group)),
            call(np.multiply, self.weights, scales, self.weights),
            call(self.total.fill, 0),
        ]
        self.finish = [call(np.multiply, totals, scales, gradient.reshape(by_group))] if gradient is not None else []

    def taken(self, samples):
        """x of the samples as this layer takes it: images as bytes."""
        return samples.x

    def for_rows(self, rows):
        return WideRows(self, rows)


class WideRows:
    """A WideLayer for batches of this many rows, which go through it a few at a time."""

    def __init__(self, layer, rows):
        self.layer, groups, width = layer, *layer.total.shape[:2]
        self.sums = np.empty((groups, rows, width), layer.total.dtype)
        self.part, self.gradient = np.empty_like(self.sums), np.empty_like(layer.total)
        self.x = np.ones((rows, layer.weights.shape[1]), layer.total.dtype)
        self.cuts = cuts(rows, width // layer.group)
        # (groups, replicates of a group, rows, units), as the stacks of the other layers have it
        self.by_replicate = self.sums.reshape(groups, rows, layer.group, -1).swapaxes(1, 2)

    def forward(self, x, sums):
        tape = [] if x.dtype == self.x.dtype else [call(np.copyto, self.x[:, :-1], x)]
        x = x if x.dtype == self.x.dtype else self.x
        for weights, out, part in zip(self.layer.weights, self.sums, self.part, strict=True):
            for cut in self.cuts:
                tape += piecewise_product(x[cut], weights, out[cut], part[cut], self.layer.pieces)
        return together([*tape, call(np.copyto, sums.reshape(self.by_replicate.shape), self.by_replicate)])

    def backward(self, x, error, gradient):
        """error^T x, which is faster here than x^T error, added to the layer's total."""
        x = x if x.dtype == self.x.dtype else self.x  # still what `forward` made of these bytes
        tape = [call(np.copyto, self.by_replicate, error.reshape(self.by_replicate.shape))]
        for cut in self.cuts:
            for errors, part in zip(self.sums, self.gradient, strict=True):
                tape.append(call(np.matmul, errors[cut].T, x[cut], part))
            tape.append(call(np.add, self.layer.total, self.gradient, self.layer.total))
        return together(tape)
