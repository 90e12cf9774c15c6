"""What a run will take, roughly: seconds on one processor core, and bytes of memory.

Models of the engine's step and of its arrays, for a price on a button, not for a promise. `python -m bench prices`
sets the seconds beside measured ones, and a test the bytes.
"""

import itertools
import math

from mlp.engine.network import layer_sizes, parameter_count

CALL = 0.9e-6  # seconds for one call of numpy on small arrays
STACKED = 0.25e-6  # what each network of a stack adds to it
PRODUCTS = 4e10  # multiplications and additions a second
PASS = 0.3e-9  # seconds to go over one number of an array
FAR = 2  # times as long if the array is larger than the cache
CACHE = 2_000_000  # bytes
BLOCK = 192  # rows at a time of a full batch, and of a measurement
PAGE = 32_000_000  # bytes of shuffled rows at a time
# For each activation: how often a step goes over its units, and how many arrays of their size it has
ACTIVATION = {
    "identity": (1, 4),
    "relu": (2, 5),
    "leaky_relu": (5, 7),
    "tanh": (10, 4),
    "sigmoid": (10, 5),
    "elu": (15, 7),
    "softplus": (40, 6),
    "gelu": (45, 9),
}
# For each optimizer: how often a step goes over the parameters, how many arrays of their size it has and remembers
OPTIMIZER = {"sgd": (2, 3, 0), "momentum": (5, 4, 1), "nesterov": (7, 5, 1), "rmsprop": (12, 5, 1), "adam": (18, 6, 2)}
DROPOUT = (8, 5)  # what it adds, likewise
IMAGES = 64  # features from which rows are images, which stay bytes
LEARNT = 0.05  # share of a run after which its own pace counts as much as the estimate


def of(figure, spec, data):
    """A figure of this module, `seconds` or `memory`, for a Spec on its data."""
    evaluated = sum(len(split) for split in (data.train, data.validation, data.test) if split)
    return figure(spec, layer_sizes(spec, data), len(data.train), evaluated)


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
    passes, arrays, _ = OPTIMIZER[spec.optimizer]
    calls = passes + (4 * len(spec.hidden) if spec.dropout else 0)
    both_ways = 3 * _forward(spec, sizes, batch, batch if spec.batch_size else BLOCK)
    update = passes * parameter_count(sizes) * spec.replicates * _pass(arrays * parameter_count(sizes) * item(spec))
    return both_ways + update + calls * _call(spec)


def _forward(spec, sizes, rows, block):
    """Seconds to take rows through the network, so many at a time."""
    weights = sum(n * m for n, m in itertools.pairwise(sizes))
    units = sum(spec.hidden)
    passes = ACTIVATION[spec.activation][0] + 1 + (DROPOUT[0] if spec.dropout else 0)
    numbers = passes * units * _pass(min(rows, block) * units * item(spec))
    calls = math.ceil(rows / block) * 1.7 * len(sizes) * _call(spec)
    return calls + rows * spec.replicates * (weights * 2 / PRODUCTS + numbers)


def _call(spec):
    return CALL + STACKED * (spec.replicates - 1)


def _pass(size):
    """Seconds to go over one number of an array of so many bytes."""
    return PASS * (FAR if size > CACHE else 1)


def memory(spec, sizes, rows, evaluated_rows):
    """Estimated bytes that a run fills in its worker; the data themselves, which all runs share, do not count.

    Layer sizes, training rows, and the rows of all splits, as for `seconds`.
    """
    used = max(1, rows // spec.sample_every)
    batch = min(spec.batch_size or BLOCK, used)
    forward, both_ways = 2, ACTIVATION[spec.activation][1] + (DROPOUT[1] if spec.dropout else 0)
    numbers = _parameters(spec, sizes) + _samples(spec, sizes, used, evaluated_rows)
    numbers += _activations(spec, sizes, batch + used % batch, both_ways)
    numbers += _activations(spec, sizes, min(BLOCK, evaluated_rows), forward)
    curves = (spec.epochs // spec.evaluate_every + 2) * spec.replicates * (8 + len(spec.hidden))
    return numbers * item(spec) + 8 * curves


def _parameters(spec, sizes):
    """How many numbers a run has of weights: at work, before and after a chunk, in snapshots, and side by side."""
    _, arrays, remembered = OPTIMIZER[spec.optimizer]
    kept = arrays + 2 * (1 + remembered) + len(spec.snapshots) + 1
    side_by_side = (2 if spec.batch_size else 5) * (sizes[0] + 1) * sizes[1] if sizes[0] >= IMAGES else 0
    return spec.replicates * (kept * parameter_count(sizes) + side_by_side)


def _activations(spec, sizes, rows, arrays):
    """How many numbers the layers of a tape have for so many rows."""
    return spec.replicates * rows * (arrays * (sum(spec.hidden) + len(spec.hidden)) + 4 * sizes[-1])


def _samples(spec, sizes, used, evaluated_rows):
    """How many numbers a run has of inputs and targets: all rows, and a page of them in each replicate's order."""
    features = sizes[0] + 1
    all_rows = evaluated_rows * (sizes[-1] + (0 if sizes[0] >= IMAGES else features))
    if not spec.batch_size:
        return all_rows
    if spec.shuffle == "never" and not spec.shift:
        return all_rows + (used * features if sizes[0] >= IMAGES or spec.sample_every > 1 else 0)
    page = min(PAGE // item(spec), spec.replicates * used * features)
    return all_rows + max(page, spec.replicates * min(spec.batch_size, used) * features) * (1 + sizes[-1] / features)


def item(spec):
    """Bytes of a number."""
    return int(spec.dtype.removeprefix("float")) // 8


def remaining(estimate, share, wall):
    """Seconds that are left of what was estimated to take so long, when `share` of it was done after `wall` seconds.

    At first the estimate speaks, soon the run's own pace.
    """
    return (wall + LEARNT * estimate) / (share + LEARNT) * (1 - share)
