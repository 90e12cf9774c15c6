"""The samples of a split as the network takes them: floats with a last column of ones, or bytes, and targets."""

import copy
import functools

import numpy as np

from mlp.engine.held_out import rows_held_out
from mlp.settings import SpecError


class Samples:
    """x and y of one split: x (rows, features + 1) as floats, the last column ones, or (rows, features) as bytes.

    Images stay bytes, a quarter of what would come from memory in every pass; `scale` is still to be applied to them.
    `targets` are (rows, outputs): classes become one-hot rows. `labels` are the classes, None for regression.

    Where replicates have rows of their own, all these have a first axis for the replicates; a single one has none.
    """

    def __init__(self, split, data, dtype):
        self.dtype, self.features = dtype, split.x.shape[1]
        self.bytes = split.x.dtype == np.uint8
        self.x = split.x if self.bytes else with_ones(split.x, dtype, data.scale)
        self.scale = data.scale if self.bytes else 1.0
        self.labels = split.y if data.classes else None
        self.targets = np.asarray(np.eye(len(data.classes))[split.y] if data.classes else split.y, dtype)

    def __len__(self):
        return self.x.shape[-2]

    def at(self, rows):
        """The Samples at these rows (count,), or at each replicate's own (replicates, count)."""
        chosen = copy.copy(self)
        vars(chosen).pop("floats", None)  # of the rows there were
        chosen.x, chosen.targets = self.x[rows], self.targets[rows]
        chosen.labels = None if self.labels is None else self.labels[rows]
        return chosen

    def of(self, replicate):
        """The Samples of one replicate, without an axis for them."""
        return self if self.x.ndim == 2 else self.at(replicate)

    @functools.cached_property
    def floats(self):
        """x (..., rows, features + 1) as floats whatever it is here."""
        return with_ones(self.x, self.dtype, self.scale) if self.bytes else self.x

    def take(self, order, out, transform=None):
        """Write the rows of this order into out (len(order), features + 1), whose last column is ones already.

        `transform` changes a copy of their bytes on the way.
        """
        if not self.bytes:
            np.take(self.x, order, axis=0, out=out, mode="clip")
            return
        images = np.take(self.x, order, axis=0, mode="clip")
        images = transform(images) if transform else images
        np.multiply(images, np.asarray(self.scale, self.dtype), out=out[:, :-1])


def all_samples(spec, data, generators):
    """name -> Samples of every split that the data have, those held out being the test split."""
    named = {"train": data.train, "validation": data.validation, "test": data.test}
    there = {name: split for name, split in named.items() if split is not None and len(split)}
    samples = {name: Samples(split, data, np.dtype(spec.dtype)) for name, split in there.items()}
    if spec.held_out:
        held = np.stack([rows_held_out(spec, data, each.held_out) for each in generators])
        whole = samples["train"]
        samples |= {"train": whole.at(_numbers(~held)), "test": whole.at(_numbers(held))}
    return samples


def _numbers(chosen):
    """The numbers of the chosen rows (replicates, count), or (count,) of a single replicate; each chose as many."""
    numbers = np.nonzero(chosen)[1].reshape(len(chosen), -1)
    return numbers if len(chosen) > 1 else numbers[0]


def with_ones(x, dtype, scale=1.0):
    """x (..., rows, features) times scale, with the column of ones that carries the biases."""
    out = np.ones((*x.shape[:-1], x.shape[-1] + 1), dtype)
    np.multiply(x, np.asarray(scale, dtype if x.dtype == np.uint8 else float), out=out[..., :-1], casting="same_kind")
    return out


def shifter(spec, data):
    """A function (images (rows, pixels), rng) -> the images moved at random, paper moving in; None without shifts."""
    if not spec.shift:
        return None
    if data.image_shape is None or data.train.x.dtype != np.uint8:
        raise SpecError("shift", "0 for data that are no images", spec.shift)
    height, width = data.image_shape
    span = 2 * spec.shift + 1

    def shifted(images, rng):
        padded = np.pad(images.reshape(-1, height, width), ((0, 0), (spec.shift,) * 2, (spec.shift,) * 2))
        moves = rng.integers(0, span * span, len(images))
        out = np.empty((len(images), height, width), images.dtype)
        for move in range(span * span):
            down, right = divmod(move, span)
            chosen = moves == move
            out[chosen] = padded[chosen, down : down + height, right : right + width]
        return out.reshape(images.shape)

    return shifted
