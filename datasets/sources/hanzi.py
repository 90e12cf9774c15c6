"""Twelve handwritten characters, of the fourth document: written by the generator, found in a folder, or uploaded."""

import functools
import io
import os
from pathlib import Path

import numpy as np

from datasets import handwriting, images, uploads
from datasets.dataset import DataError, Dataset, Split, check, generator, parts

CHARACTERS = tuple("博学笃志切问近思自由无用")
MOST_PER_CLASS = 2000
PLACE = "MLP_EXPLORER_HANZI"  # the environment variable that names a folder or a zip


def load(source="generated", held_out=0.2, scaled=True, seed=0, per_class=200):
    """Train on images of handwriting, or keep the same share of each class from training as `test`.

    `source` is "generated" (`per_class` images of each character, written anew for each seed), "folder" (the folder
    or zip at $MLP_EXPLORER_HANZI) or the name that `keep_upload` gave. The order of the images is kept, class by
    class; `seed` chooses those held out. The document does not scale pixels to [0, 1], so `scaled` may be False.
    """
    check("held_out", held_out, 0, 0.9)
    check("per_class", per_class, 1, MOST_PER_CLASS, whole=True)
    if not isinstance(scaled, bool):
        raise DataError(f"scaled must be True or False, got {scaled!r:.60}")
    rng = generator(seed)
    words, rows, classes = _written(per_class, seed) if source == "generated" else _found(source)
    held = _held_out(rows.y, held_out, rng)
    train, test = (Split(rows.x[chosen], rows.y[chosen]) for chosen in (~held, held))
    return Dataset(
        name="hanzi",
        train=train,
        test=test if len(test) else None,
        features=tuple(f"pixel {number}" for number in range(rows.x.shape[1])),
        classes=classes,
        image_shape=(handwriting.SIDE, handwriting.SIDE),
        scale=1 / 255 if scaled else 1.0,
        source=f"{words}: {parts(train=len(train), test=len(test))}",
    )


def available():
    """The sources at hand, best first; the last one always is."""
    given = os.environ.get(PLACE)
    return ("folder", "generated") if given and Path(given).exists() else ("generated",)


def keep_upload(name, data):
    """Keep the images of an uploaded zip and return their `source`; DataError if they are unusable."""
    rows, classes = images.from_zip(name, data)
    kept = io.BytesIO()
    np.savez_compressed(kept, x=rows.x, y=rows.y, classes=classes)
    return uploads.save("hanzi", kept.getvalue())


def _held_out(y, share, rng):
    """A mask of this share of each class, never the whole of one."""
    held = np.zeros(len(y), bool)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        held[rng.choice(rows, min(round(share * len(rows)), len(rows) - 1), replace=False)] = True
    return held


@functools.lru_cache(maxsize=2)
def _written(per_class, seed):
    strokes = handwriting.strokes("hanzi")
    hands = [np.random.default_rng([seed, number]) for number in range(len(CHARACTERS))]
    x = [handwriting.write(strokes[name], per_class, hand) for name, hand in zip(CHARACTERS, hands, strict=True)]
    y = np.repeat(np.arange(len(CHARACTERS)), per_class)
    return "written by a generator, not by hand", Split(np.concatenate(x).reshape(len(y), -1), y), CHARACTERS


@functools.lru_cache(maxsize=2)
def _found(source):
    if source == "folder":
        if source not in available():
            raise DataError("there is no folder or zip of images on this machine: please upload one")
        return "handwritten images of this machine", *_numbered(*images.from_path(Path(os.environ[PLACE])))
    if isinstance(source, str) and source.startswith(uploads.PREFIX):
        with np.load(io.BytesIO(uploads.load("hanzi", source))) as kept:
            return "uploaded images", *_numbered(Split(kept["x"], kept["y"]), tuple(map(str, kept["classes"])))
    raise DataError(f"source must be generated, folder or the name of an upload, got {source!r:.60}")


def _numbered(rows, classes):
    """The published folders are only numbered, in the order of the characters."""
    numbers = tuple(str(number) for number in range(1, len(CHARACTERS) + 1))
    return rows, CHARACTERS if classes == numbers else classes
