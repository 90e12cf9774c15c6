"""Which epochs' weights a run keeps, so that its training can be watched afterwards: the early ones densest."""

import itertools

import numpy as np

MOST = 64
ROOM = 8_000_000  # numbers that a run keeps: 32 MB of float32
GAPS = ((20, 1), (100, 5), (400, 10), (2000, 50), (10_000, 250), (100_000, 2500))  # up to an epoch, one in so many


def kept_epochs(epochs, sizes, replicates):
    """Sorted epochs from 0 to the last: at most MOST, and what ROOM has place for with such layers and so many seeds.

    As far as there is room, they are the same however many epochs follow, so that a shorter run is part of a longer.
    """
    dense, start = [0], 0
    for end, gap in GAPS:
        dense += range(start + gap, min(end, epochs) + 1, gap)
        start = end
    if dense[-1] != epochs:
        dense.append(epochs)
    parameters = replicates * sum((n + 1) * (m + 1) for n, m in itertools.pairwise(sizes))
    return tuple(dense[i] for i in dense_first(len(dense), max(2, min(MOST, ROOM // parameters))))


def dense_first(count, most):
    """At most so many of the numbers below count: the first third as they come, then ever more apart, the last."""
    if count <= most:
        return list(range(count))
    first = most // 3
    rest = np.geomspace(first + 1, count, most - first).round().astype(int) - 1
    return sorted({*range(first), *rest.tolist(), count - 1})
