"""Initial weights and biases: `draw(rng, shape, fan_in, fan_out, scale)` gives float64 numbers of that shape.

Only `normal` and `uniform` use the scale; the others follow from the layer's size.
"""

import numpy as np


def normal(rng, shape, fan_in, fan_out, scale):
    return rng.normal(0, scale, shape)


def uniform(rng, shape, fan_in, fan_out, scale):
    return rng.uniform(-scale, scale, shape)


def fan_in(rng, shape, fan_in, fan_out, scale):
    """Uniform on (0, 1), divided by the inputs: all positive, as the fourth document has it."""
    return rng.uniform(0, 1, shape) / fan_in


def he(rng, shape, fan_in, fan_out, scale):
    """He et al. 2015."""
    return rng.normal(0, np.sqrt(2 / fan_in), shape)


def xavier_normal(rng, shape, fan_in, fan_out, scale):
    """Glorot and Bengio 2010."""
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), shape)


def xavier_uniform(rng, shape, fan_in, fan_out, scale):
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, shape)


def zeros(rng, shape, fan_in, fan_out, scale):
    return np.zeros(shape)


def slightly_negative(rng, shape, fan_in, fan_out, scale):
    """-0.1 times uniform on (0, 1): the biases of the fourth document."""
    return -0.1 * rng.uniform(0, 1, shape)


INITIALIZERS = {f.__name__: f for f in (normal, uniform, fan_in, he, xavier_normal, xavier_uniform, zeros)}
BIAS_INITIALIZERS = {"zeros": zeros, "same": None, "slightly_negative": slightly_negative}
