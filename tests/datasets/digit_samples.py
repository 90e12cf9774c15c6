"""Files of digits for tests, in MNIST's formats, made of random pixels."""

import gzip
import hashlib
import io
import zipfile

import numpy as np

from datasets import mnist_files


def digits(rows, seed=0):
    """Random images (rows, 28, 28) and labels (rows,) as uint8, every label among them from ten rows on."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (rows, 28, 28), dtype=np.uint8), (np.arange(rows) % 10).astype(np.uint8)


def idx_file(array):
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def csv_file(images, labels):
    header = ",".join(["label", *(f"pixel{number}" for number in range(784))])
    rows = np.column_stack([labels, images.reshape(len(images), -1)])
    return "\n".join([header, *(",".join(map(str, row)) for row in rows.tolist()), ""]).encode()


def zip_file(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def four_files(train_rows=40, test_rows=20):
    """The content of MNIST's four files by name, with few rows."""
    arrays = [*digits(train_rows, seed=1), *digits(test_rows, seed=2)]
    return {name: idx_file(array) for name, array in zip(mnist_files.FILES, arrays, strict=True)}


def publish(monkeypatch, files):
    """Take these files for the published ones."""
    published = {
        name: mnist_files.Published(len(gzip.compress(data)), hashlib.sha256(data).hexdigest())
        for name, data in files.items()
    }
    monkeypatch.setattr(mnist_files, "FILES", published)
