"""What a run will take, roughly: seconds on one processor core, and bytes of memory.

Models of the engine's step and of its arrays, for a price on a button, not for a promise. `python -m bench prices`
sets the seconds beside measured ones, and a test the bytes.
"""

import itertools
import math

from mlp.engine.network import parameter_count

CALL = 0.9e-6  # seconds for one call of numpy on small arrays
STACKED = 0.25e-6  # what each network of a stack adds to it
PRODUCTS = 2.5e10  # multiplications and additions a second
PASS = 0.3e-9  # seconds to go over one number of an array
FAR = 2  # times as long if the array is larger than the cache
CACHE = 2_000_000  # bytes
BLOCK = 192  # rows at a time of a full batch, and of a measurement
PAGE = 32_000_000  # bytes of shuffled rows at a time
PASSES = {"identity": 1, "relu": 2, "leaky_relu": 5, "tanh": 10, "sigmoid": 10, "elu": 15, "softplus": 40, "gelu": 45}
UPDATE = {"sgd": (2, 3), "momentum": (5, 4), "nesterov": (7, 5), "rmsprop": (12, 5), "adam": (18, 6)}  # passes, arrays
LEARNT = 0.05  # share of a run after which its own pace counts as much as the estimate


def seconds(spec, sizes, rows, evaluated_rows):
    """Estimated seconds for a Spec on one core: layer sizes, training rows, and the rows of all splits."""
    used = max(1, rows // spec.sample_every)
    batch = min(spec.batch_size or used, used)
    steps = math.ceil(used / batch)
    shuffling = used * sizes[0] * spec.replicates * PASS * FAR if spec.batch_size else 0
    evaluation = _forward(spec, sizes, evaluated_rows, BLOCK)
    return spec.epochs * (steps * _step(spec, sizes, batch) + shuffling + evaluation / spec.evaluate_every)


def _step(spec, sizes, batch):
    """Seconds of one update: forward and back through the network, and over all its parameters."""
    passes, arrays = UPDATE[spec.optimizer]
    calls = passes + (4 * len(spec.hidden) if spec.dropout else 0)
    both_ways = 3 * _forward(spec, sizes, batch, batch if spec.batch_size else BLOCK)
    update = passes * parameter_count(sizes) * spec.replicates * _pass(arrays * parameter_count(sizes) * item(spec))
    return both_ways + update + calls * _call(spec)


def _forward(spec, sizes, rows, block):
    """Seconds to take rows through the network, so many at a time."""
    weights = sum(n * m for n, m in itertools.pairwise(sizes))
    units = sum(spec.hidden)
    passes = PASSES[spec.activation] + 1 + (8 if spec.dropout else 0)
    numbers = passes * units * _pass(min(rows, block) * units * item(spec))
    calls = math.ceil(rows / block) * 1.7 * len(sizes) * _call(spec)
    return calls + rows * spec.replicates * (weights * 2 / PRODUCTS + numbers)


def _call(spec):
    return CALL + STACKED * (spec.replicates - 1)


def _pass(size):
    """Seconds to go over one number of an array of so many bytes."""
    return PASS * (FAR if size > CACHE else 1)


def item(spec):
    """Bytes of a number."""
    return int(spec.dtype.removeprefix("float")) // 8


def remaining(estimate, share, wall):
    """Seconds that are left of what was estimated to take so long, when `share` of it was done after `wall` seconds.

    At first the estimate speaks, soon the run's own pace.
    """
    return (wall + LEARNT * estimate) / (share + LEARNT) * (1 - share)
