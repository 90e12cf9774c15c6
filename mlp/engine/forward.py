"""The forward pass, recorded as a tape: activations (replicates, rows, units + 1), the last column ones.

A single network has no leading axis, because numpy's two-dimensional product is faster.
"""

from functools import partial as call

import numpy as np

from mlp.parts.activations import HIDDEN, OUTPUT
from mlp.parts.tape import Buffers, Tape, numbered, product


class Forward:
    """Carries batches of `rows` rows from the input to the output `a` (replicates, rows, outputs).

    `blocks` are the weights as in network.py, `first` the first layer as in first_layer.py. `enter(x)` gives the
    call that takes in one batch; then `tape` does the rest, of which `to_sums` ends at the output's sums z.
    """

    def __init__(self, spec, blocks, rows, first, generators=None):
        lead, dtype = blocks[0].shape[:-2], blocks[0].dtype
        *widths, outputs = (block.shape[-1] for block in blocks)
        self.new_buffers = call(Buffers, lead, rows, widths, dtype)
        self.hidden = self.new_buffers()
        self.sums = self.new_buffers() if HIDDEN[spec.activation].keeps_sums else self.hidden
        self.z = np.empty((*lead, rows, outputs), dtype)
        self.a = self.z if spec.output == "identity" else np.empty_like(self.z)
        self.first = first.for_rows(rows)
        self.dropout = Dropout(self, spec.dropout, generators) if generators and spec.dropout else None
        self.passed = self.dropout.passed if self.dropout else self.hidden
        self.to_sums = self._record(spec, blocks)
        self.tape = Tape(self.to_sums + OUTPUT[spec.output].forward(self.z, self.a), **self._arrays(blocks))

    def enter(self, x):
        """The call that computes the first sums of the batch x (rows, features + 1), or one such per replicate."""
        return self.first.forward(x, [*self.sums.layers, self.z][0])

    def _record(self, spec, blocks):
        tape = self.dropout.draw if self.dropout else []
        results = [*self.sums.layers[1:], self.z]
        for layer, (block, result) in enumerate(zip(blocks[1:], results, strict=False)):
            tape = tape + HIDDEN[spec.activation].forward(self.sums.layers[layer], self.hidden.layers[layer])
            if self.dropout:
                tape += self.dropout.drop(layer)
            tape += [product(self.passed.layers[layer], block, result)]
        return tape

    def _arrays(self, blocks):
        """The names of what the tape works on; where two are one array, the later name holds."""
        layers = numbered("sums", self.sums.layers) | numbered("passed", self.passed.layers)
        layers |= numbered("hidden", self.hidden.layers) | numbered("weights", blocks)
        return layers | {"sums": self.sums.flat, "hidden": self.hidden.flat, "z": self.z, "a": self.a}

    def units(self):
        """Flat like the hidden activations: 1 for units, 0 for the columns of ones."""
        marks = self.new_buffers()
        for layer in marks.layers:
            layer[..., :-1] = 1
        return marks.flat


class Dropout:
    """Leaves out a share of the hidden units in each step, and scales up the others (Srivastava et al. 2014).

    The columns of ones stay. Each replicate draws from its own generator.
    """

    def __init__(self, forward, share, generators):
        units = forward.units()
        drawn, self.kept, self.passed = (forward.new_buffers() for _ in range(3))
        self.hidden = forward.hidden
        limit = np.where(units, share, -1).astype(units.dtype)
        gain = np.where(units, 1 / (1 - share), 1).astype(units.dtype)
        self.draw = [
            call(rng.random, out=part, dtype=part.dtype)
            for layer in drawn.layers
            for rng, part in zip(generators, layer.reshape(len(generators), *layer.shape[-2:]), strict=True)
        ] + [
            call(np.greater_equal, drawn.flat, limit, self.kept.flat),
            call(np.multiply, self.kept.flat, gain, self.kept.flat),
        ]

    def drop(self, layer):
        """The call that passes on the kept units of a layer."""
        return [call(np.multiply, self.hidden.layers[layer], self.kept.layers[layer], self.passed.layers[layer])]
