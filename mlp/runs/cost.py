"""How long a run will take, roughly: a model of the engine's step, with constants measured by `make bench`.

One processor core, float32. It is meant for a price on a button, not for a promise.
"""

import itertools
import math

CALL = 0.9e-6  # seconds for one call of numpy on small arrays
STACKED = 0.25e-6  # what each network of a stack adds to it
PRODUCTS = 2.5e10  # multiplications and additions a second


def seconds(spec, sizes, rows, evaluated_rows):
    """Estimated seconds for a Spec on one core: layer sizes, training rows, and the rows of all splits."""
    used = max(1, rows // spec.sample_every)
    batch = min(spec.batch_size or used, used)
    steps = math.ceil(used / batch)
    weights = sum(n * m for n, m in itertools.pairwise(sizes))
    calls = 5 * len(sizes) + (12 if spec.optimizer != "sgd" else 2) + (4 * len(spec.hidden) if spec.dropout else 0)
    step = calls * (CALL + STACKED * (spec.replicates - 1)) + 6 * weights * batch * spec.replicates / PRODUCTS
    evaluation = 2 * weights * evaluated_rows * spec.replicates / PRODUCTS
    return spec.epochs * (steps * step + evaluation / spec.evaluate_every)
