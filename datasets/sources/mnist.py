"""MNIST's handwritten digits, of the second document: the published files, files of a visitor, or a small stand-in."""

import functools
import io

import numpy as np
from PIL import Image

from datasets import digit_files, mnist_files, uploads
from datasets.dataset import DataError, Dataset, Split, check, generator, parts

MOST_VALIDATION = 1000


def load(source="digits", train_rows=41_000, seed=0):
    """Shuffle the training images by seed: the first 1,000 (at most a tenth) validate, the next `train_rows` train.

    `source` is "idx" (the four files, the official test images as test), "kaggle" (train.csv, as in the document,
    no test), "digits" (scikit-learn's small digits, not MNIST, no test), or the name that `keep_upload` gave.
    Fewer rows than `train_rows` are used where there are fewer.
    """
    check("train_rows", train_rows, 1, digit_files.MOST_IMAGES, whole=True)
    words, pool, test = _shuffled(source, seed)
    held = min(MOST_VALIDATION, len(pool) // 10)
    train = Split(pool.x[held : held + train_rows], pool.y[held : held + train_rows])
    return Dataset(
        name="mnist",
        train=train,
        validation=Split(pool.x[:held], pool.y[:held]),
        test=test,
        features=tuple(f"pixel {number}" for number in range(digit_files.PIXELS)),
        classes=tuple("0123456789"),
        image_shape=(28, 28),
        scale=1 / 255,
        source=f"{words}: {parts(train=len(train), validate=held, test=len(test or ()))}",
    )


def available():
    """The sources at hand, best first; the last one always is."""
    found = {"idx": mnist_files.find(*mnist_files.FILES), "kaggle": mnist_files.find("train.csv"), "digits": True}
    return tuple(source for source, files in found.items() if files)


def keep_upload(files):
    """Keep images from uploaded files, a dict of names to bytes, and return their `source`; DataError if unusable."""
    pool, test = digit_files.read(files)
    arrays = {"x": pool.x, "y": pool.y} | ({"test_x": test.x, "test_y": test.y} if test else {})
    kept = io.BytesIO()
    np.savez(kept, **arrays)
    return uploads.save("mnist", kept.getvalue())


@functools.lru_cache(maxsize=1)  # the images once in memory, of which every Split is a view
def _shuffled(source, seed):
    order = generator(seed)
    words, pool, test = _read(source)
    rows = order.permutation(len(pool))
    return words, Split(pool.x[rows], pool.y[rows]), test


def _read(source):
    readers = {"idx": _idx, "kaggle": _kaggle, "digits": _digits}
    if source in readers:
        return readers[source]()
    if isinstance(source, str) and source.startswith(uploads.PREFIX):
        return _upload(source)
    raise DataError(f"source must be {', '.join(readers)} or the name of an upload, got {source!r:.60}")


def _idx():
    paths = mnist_files.find(*mnist_files.FILES)
    if paths is None:
        raise DataError("the four files of MNIST are not on this machine: please download or upload them")
    contents = {name: mnist_files.content(name, path.read_bytes()) for name, path in paths.items()}
    return "MNIST", *digit_files.read(contents)


def _kaggle():
    paths = mnist_files.find("train.csv")
    if paths is None:
        raise DataError("Kaggle's train.csv of the digit recognizer is not on this machine: please upload it")
    return "Kaggle's train.csv of MNIST", *digit_files.read({"train.csv": paths["train.csv"].read_bytes()})


def _upload(name):
    with np.load(io.BytesIO(uploads.load("mnist", name))) as kept:
        test = Split(kept["test_x"], kept["test_y"]) if "test_x" in kept else None
        return "uploaded images", Split(kept["x"], kept["y"]), test


def _digits():
    from sklearn.datasets import load_digits  # takes a second, and the other sources need none of it

    small = load_digits()
    images = [_enlarged(image) for image in (small.images * (255 / 16)).astype(np.uint8)]
    words = "not MNIST, but scikit-learn's digits of 8 x 8 pixels, enlarged"
    return words, digit_files.labelled(np.stack(images), small.target), None


def _enlarged(image):
    """An image (8, 8) as one of 20 x 20 in a frame of 28 x 28, as MNIST's digits lie, flat."""
    digit = Image.fromarray(image).resize((20, 20), Image.Resampling.BILINEAR)
    return np.pad(np.asarray(digit), 4).reshape(-1)
