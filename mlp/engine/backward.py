"""Back-propagation, recorded as a tape: the chain rule from the loss back to every block of weights.

For a layer with input a, weights W and error d = dLoss/dz:  dLoss/dW = a^T d,  and the layer before has the error
d W^T times the slope of its activation (Rumelhart, Hinton and Williams 1986).
"""

from functools import partial as call

import numpy as np

from mlp.parts.activations import HIDDEN, OUTPUT
from mlp.parts.losses import LOSSES
from mlp.parts.tape import Tape, numbered, product, together, transposed


class Backward:
    """Writes the gradient of a Forward pass into `gradient`, blocks shaped like the weights.

    For one batch: the call `compare(y)` starts from the targets, then `tape` goes back through the layers, and the
    call `leave(x)` ends at the input. The gradient is summed over the batch and lacks the loss's constant factor;
    a `gain`, if given, multiplies it: the tape holds that array, so what sets the gain (update.py) is recorded first.
    """

    def __init__(self, spec, forward, blocks, gradient, gain=None):
        self.forward, self.gradient, self.loss = forward, gradient, LOSSES[spec.loss]
        self.errors = [*forward.new_buffers().layers, np.empty_like(forward.z)]
        amplify = [] if gain is None else [call(np.multiply, self.errors[-1], gain, self.errors[-1])]
        self.slopes = forward.new_buffers()
        arrays = numbered("error", self.errors) | numbered("gradient", gradient) | numbered("slope", self.slopes.layers)
        arrays |= forward.tape.arrays | {"slope": self.slopes.flat} | ({} if gain is None else {"gain": gain})
        self.tape = Tape(amplify + self._through_output(spec) + self._through_layers(spec, blocks), **arrays)

    def compare(self, y):
        """The call for the error at the output, given the targets y (rows, outputs), or one such per replicate."""
        return together(self.loss.error(self.forward.a, y, self.errors[-1]))

    def leave(self, x):
        """The call for the gradient of the first layer, given the batch x."""
        return self.forward.first.backward(x, self.errors[0], self.gradient[0])

    def _through_output(self, spec):
        if self.loss.fused or spec.output == "identity":
            return []
        slope, error = np.empty_like(self.forward.z), self.errors[-1]
        tape = OUTPUT[spec.output].slope(self.forward.z, self.forward.a, slope, np.ones_like(slope))
        return [*tape, call(np.multiply, error, slope, error)]

    def _through_layers(self, spec, blocks):
        passed = self.forward.passed.layers
        tape = self._slopes(spec, self.slopes.flat) if passed else []
        for layer in range(len(blocks) - 1, 0, -1):
            error, before = self.errors[layer], self.errors[layer - 1]
            tape.append(product(transposed(passed[layer - 1]), error, self.gradient[layer]))
            tape.append(product(error, transposed(blocks[layer]), before))
            tape.append(call(np.multiply, before, self.slopes.layers[layer - 1], before))
        return tape

    def _slopes(self, spec, slope):
        """The slopes of all hidden units at once, times what dropout kept of them."""
        forward = self.forward
        tape = HIDDEN[spec.activation].slope(forward.sums.flat, forward.hidden.flat, slope, forward.units())
        if forward.dropout:
            tape.append(call(np.multiply, slope, forward.dropout.kept.flat, slope))
        return tape
