"""Which inputs decided: gradient times input, each input's share in one output (Shrikumar et al. 2016, 1605.01713).

The output is taken as its sum z, before softmax or sigmoid: a class's score does not depend on the others' scores.
"""

import numpy as np

from mlp.engine.network import blocks, layer_sizes
from mlp.engine.samples import with_ones
from mlp.parts.activations import HIDDEN
from mlp.parts.tape import play


def gradient_times_input(spec, data, parameters, x, outputs):
    """x dz/dx (replicates, rows, features), where z is the sum of each row's own output number outputs (rows,).

    `parameters` (replicates, parameters) are those of a History's snapshot, x (rows, features) is in the data's units.
    """
    *hidden, last = blocks(parameters, layer_sizes(spec, data))
    taken = with_ones(np.asarray(x), parameters.dtype, data.scale)
    with np.errstate(all="ignore"):
        slopes = _slopes(spec, hidden, taken)
        gradient = last[..., outputs].swapaxes(-1, -2)
        for block, slope in zip(hidden[::-1], slopes[::-1], strict=True):
            gradient = (gradient * slope) @ block.swapaxes(-1, -2)
        return (gradient * taken)[..., :-1]


def _slopes(spec, hidden, a):
    """The slopes (replicates, rows, units + 1) of every hidden layer, for rows a (rows, features + 1)."""
    slopes = []
    for block in hidden:
        z = a @ block
        a, slope = np.empty_like(z), np.empty_like(z)
        play(HIDDEN[spec.activation].forward(z, a) + HIDDEN[spec.activation].slope(z, a, slope, np.ones_like(z)))
        slopes.append(slope)
    return slopes
