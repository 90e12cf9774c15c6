"""MNIST's IDX format: two zero bytes, the type, the number of dimensions, each size as 4 bytes, then the values."""

import math

import numpy as np

from datasets.dataset import DataError

UNSIGNED_BYTES = 8
MOST_DIMENSIONS = 3


def is_idx(data):
    return data.startswith(b"\x00\x00")


def parse(name, data):
    """The array of unsigned bytes in an IDX file, without a copy. Raises DataError if it is none or not complete."""
    if not is_idx(data) or len(data) < 4 or data[2] != UNSIGNED_BYTES or not 1 <= data[3] <= MOST_DIMENSIONS:
        raise DataError(f"{name} is no IDX file: it must start with 00 00 08 and 01 to 03, got {data[:4].hex(' ')}")
    start = 4 + 4 * data[3]
    sizes = [int.from_bytes(data[at : at + 4], "big") for at in range(4, start, 4)]
    if len(data) - start != math.prod(sizes):
        announced = " x ".join(map(str, sizes))
        raise DataError(f"{name} announces {announced} bytes, but holds {max(0, len(data) - start)}")
    return np.frombuffer(data, np.uint8, offset=start).reshape(sizes)
