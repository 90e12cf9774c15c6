"""Mini-batches: where an epoch's rows come from, in which order, and into which arrays.

Each replicate has its own order, drawn from its own generator. Rows are gathered page by page into arrays that stay,
so that every batch is a view made once. Rows in their given order, the same for all replicates, need no gathering: all
see one array. `used` is how many rows an epoch trains on.
"""

import copy
import functools

import numpy as np

from mlp.engine.samples import shifter

PAGE_BYTES = 32_000_000


class OrderedBatches:
    """Batches in the order of the data, the same for all replicates."""

    def __init__(self, spec, data, samples):
        step = spec.sample_every
        self.x = np.ascontiguousarray(samples.floats[step - 1 :: step])  # no copy where all rows are used
        self.y = np.ascontiguousarray(samples.targets[step - 1 :: step])
        self.used = self.page_rows = len(self.x)

    def epoch(self, generators):
        """Yield how many rows the arrays x and y hold, once they are filled for the next page."""
        yield self.used

    def part(self, replicates):
        """The batches of a slice of the replicates."""
        return self

    def view(self, start, end):
        return self.x[start:end], self.y[start:end]


class ShuffledBatches:
    """Batches in an order, or of rows, of each replicate's own: x (replicates, page rows, features + 1)."""

    def __init__(self, spec, data, samples):
        self.spec, self.samples = spec, [samples.of(replicate) for replicate in range(spec.replicates)]
        self.used = len(samples) // spec.sample_every
        row_bytes = spec.replicates * (samples.features + 1) * samples.dtype.itemsize
        whole = max(1, PAGE_BYTES // row_bytes // spec.batch_size) * spec.batch_size
        self.page_rows = min(whole, self.used)
        self.x = np.ones((spec.replicates, self.page_rows, samples.features + 1), samples.dtype)
        self.y = np.empty((spec.replicates, self.page_rows, samples.targets.shape[-1]), samples.dtype)
        self.shifted = shifter(spec, data)

    def epoch(self, generators):
        """Yield how many rows the arrays x and y hold, once they are filled for the next page."""
        rows = len(self.samples[0])
        orders = [rows_of_epoch(self.spec, rows, generator.order) for generator in generators]
        for start in range(0, self.used, self.page_rows):
            count = min(self.page_rows, self.used - start)
            for replicate, (order, generator) in enumerate(zip(orders, generators, strict=True)):
                part = order[start : start + count]
                transform = self.shifted and functools.partial(self.shifted, rng=generator.shift)
                samples = self.samples[replicate]
                samples.take(part, self.x[replicate, :count], transform)
                np.take(samples.targets, part, axis=0, out=self.y[replicate, :count], mode="clip")
            yield count

    def part(self, replicates):
        """The batches of a slice of the replicates, in the same arrays."""
        part = copy.copy(self)
        part.x, part.y, part.samples = self.x[replicates], self.y[replicates], self.samples[replicates]
        return part

    def view(self, start, end):
        lead = slice(None) if len(self.x) > 1 else 0
        return self.x[lead, start:end], self.y[lead, start:end]


def _same_order(rng, rows):
    """What a copy of the stream draws: the stream itself stays at its start, wherever the run is cut."""
    return copy.deepcopy(rng).permutation(rows)


ORDERS = {
    "always": lambda rng, rows: rng.permutation(rows),
    "once": _same_order,
    "never": lambda rng, rows: np.arange(rows),
}


def rows_of_epoch(spec, count, rng):
    """The numbers of the rows, of `count`, that an epoch trains on, in its order (the given one for a full batch).

    One call for each epoch, with the generator of a replicate's orders.
    """
    order = ORDERS[spec.shuffle if spec.batch_size else "never"](rng, count)
    return order[spec.sample_every - 1 :: spec.sample_every]


def batches(spec, data, samples):
    """The batches of this spec."""
    ordered = spec.shuffle == "never" and not spec.shift and not spec.held_out
    return (OrderedBatches if ordered else ShuffledBatches)(spec, data, samples)
