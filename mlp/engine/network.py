"""The parameters of a stack of networks: one flat array (replicates, parameters), with a view for each layer.

The biases are folded into the weights: every layer's input carries a last column of ones, and a layer with n inputs
and m units has one block (n + 1, m + 1) whose last row holds the biases. Its last column is no unit: it is zero but
for the corner, which makes the next column of ones. The output layer has no such column: (n + 1, m).
"""

import itertools

import numpy as np

from mlp.parts.activations import HIDDEN
from mlp.parts.initializers import BIAS_INITIALIZERS, INITIALIZERS


def block_shapes(sizes):
    """Shapes of the blocks of a network with these layer sizes, input first."""
    last = len(sizes) - 2
    return [(n + 1, m + (layer < last)) for layer, (n, m) in enumerate(itertools.pairwise(sizes))]


def parameter_count(sizes):
    """Length of the flat array, the columns that are no units included."""
    return sum(rows * columns for rows, columns in block_shapes(sizes))


def blocks(flat, sizes):
    """Views (..., n + 1, m + 1) of the flat parameters (..., parameters), one for each layer."""
    views, start = [], 0
    for rows, columns in block_shapes(sizes):
        views.append(flat[..., start : start + rows * columns].reshape(*flat.shape[:-1], rows, columns))
        start += rows * columns
    return views


def layers(flat, sizes):
    """[(weights (..., n, m), biases (..., m)) for each layer], as views of the flat parameters."""
    return [(block[..., :-1, :m], block[..., -1, :m]) for block, m in zip(blocks(flat, sizes), sizes[1:], strict=True)]


def weight_mask(sizes):
    """(parameters,) with 1 for weights and 0 for biases and what is no parameter."""
    mask = np.zeros(parameter_count(sizes))
    for weights, _ in layers(mask, sizes):
        weights[...] = 1
    return mask


def distinct_mask(sizes):
    """(parameters,) with 1 for every parameter but 0 for the copies of a bias that its layer shares."""
    mask = np.ones(parameter_count(sizes))
    for _, biases in layers(mask, sizes):
        biases[1:] = 0
    return mask


def initialize(spec, sizes, rng):
    """The flat parameters (parameters,) of one network in float64, drawn layer by layer: weights, then biases."""
    flat = np.zeros(parameter_count(sizes))
    draw_weights = INITIALIZERS[spec.initializer]
    draw_biases = BIAS_INITIALIZERS[spec.bias_initializer] or draw_weights
    for weights, biases in layers(flat, sizes):
        n, m = weights.shape
        weights[...] = draw_weights(rng, (n, m), n, m, spec.init_scale)
        biases[...] = draw_biases(rng, 1 if spec.biases == "shared" else m, n, m, spec.init_scale)
    for block in blocks(flat, sizes)[:-1]:
        block[-1, -1] = HIDDEN[spec.activation].one
    return flat


def layer_sizes(spec, data):
    """Units of each layer, the data's features and outputs included."""
    outputs = len(data.classes) if data.classes else data.train.y.shape[1]
    return (data.train.x.shape[1], *spec.hidden, outputs)
