"""Images of digits from files in MNIST's two formats: IDX files of images and of labels, or a CSV with a header."""

import io
from pathlib import PurePosixPath

import numpy as np

from datasets import idx, packed
from datasets.dataset import DataError, Split

PIXELS = 28 * 28
MOST_IMAGES = 70_000
MOST_FILES = 8
MOST_BYTES = 160_000_000  # unpacked: MNIST's images as a CSV


def read(files):
    """Splits (images, test images or None) from a dict of file names to bytes; gzip and zip are unpacked.

    x is uint8 (rows, 784), y (rows,) int64. Two files of images and two of labels give both splits: those named
    t10k or test are the second. Raises DataError with what is wrong with the files.
    """
    files = _unpacked(files)
    if len(files) == 1 and not any(map(idx.is_idx, files.values())):
        return _csv(*files.popitem()), None
    arrays = {name: idx.parse(name, data) for name, data in files.items()}
    test = {name: array for name, array in arrays.items() if name.startswith(("t10k", "test"))}
    train = {name: array for name, array in arrays.items() if name not in test}
    return (_pair(train), _pair(test)) if train and test else (_pair(arrays), None)


def _unpacked(files):
    """The files out of their wrappings, all together no larger than MOST_BYTES."""
    unpacked, room = {}, MOST_BYTES
    for outer, data in files.items():
        inner = packed.unzip(outer, data, room, MOST_FILES) if packed.is_zip(data) else {outer: data}
        for path, wrapped in inner.items():
            name = PurePosixPath(path).name
            if not name.startswith("."):  # what macOS adds to a zip
                if name in unpacked:
                    raise DataError(f"{outer} holds more than one file {name!r:.60}: please upload one of each name")
                unpacked[name] = packed.gunzip(name, wrapped, room)
                room -= len(unpacked[name])
    return unpacked


def _pair(arrays):
    images = [array for array in arrays.values() if array.ndim == 3]
    labels = [array for array in arrays.values() if array.ndim == 1]
    if len(images) != 1 or len(labels) != 1 or len(arrays) > 2:
        got = f"{len(images)} of images and {len(labels)} of labels"
        raise DataError(f"a CSV file is needed, or one IDX file of images and one of labels, got {got}")
    if images[0].shape[1:] != (28, 28):
        raise DataError(f"images must be 28 x 28 pixels, got {' x '.join(map(str, images[0].shape[1:]))}")
    return labelled(images[0].reshape(-1, PIXELS), labels[0])


def labelled(images, labels):
    """The Split of uint8 images (rows, 784) and labels (rows,), which must be as many and digits."""
    if len(images) != len(labels):
        raise DataError(f"images and labels must be as many, got {len(images)} images and {len(labels)} labels")
    if not 10 <= len(images) <= MOST_IMAGES:
        raise DataError(f"10 to {MOST_IMAGES} images are needed, got {len(images)}")
    if labels.max() > 9:
        raise DataError(f"labels must be digits from 0 to 9, got {labels.max()}")
    return Split(images, labels.astype(np.int64))


def _csv(name, data):
    if not data.strip():
        raise DataError(f"{name} is empty")
    first_line = data[: data.find(b"\n")] if b"\n" in data else data
    header = [cell.strip(' "\r') for cell in first_line.decode("latin-1").split(",")]
    if header[0].isdigit():
        raise DataError(f"{name} must begin with a header such as label,pixel0,pixel1, got {','.join(header):.30}")
    if len(header) != 1 + PIXELS:
        raise DataError(f"{name} must have {1 + PIXELS} columns, a label and {PIXELS} pixels, got {len(header)}")
    if not data[len(first_line) :].strip():
        raise DataError(f"{name} holds a header, but no images")
    table = _table(name, data)
    return labelled(table[:, 1:], table[:, 0])


def _table(name, data):
    try:
        table = np.loadtxt(io.BytesIO(data), np.uint8, delimiter=",", quotechar='"', skiprows=1, comments=None, ndmin=2)
    except ValueError as error:
        raise DataError(f"{name} must hold whole numbers from 0 to 255 in equal rows: {error!s:.90}") from error
    if table.shape[1] != 1 + PIXELS:
        raise DataError(f"{name} must have {1 + PIXELS} columns below its header too, got {table.shape[1]}")
    return table
