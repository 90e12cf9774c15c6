"""What travels to the browser: a description and arrays of numbers as one compressed parcel of bytes.

A parcel is the length of its head (4 bytes, little-endian), the head as JSON, and the arrays, deflated. The bytes of an
array lie plane by plane (all first bytes, all second ones, ...), which deflates better; `unpack.js` undoes all of it.
"""

import json
import math
import zlib

import numpy as np

LEVEL = 1  # of zlib: higher ones take several times as long to save a hundredth
KINDS = {"float32": "<f4", "float16": "<f2", "uint8": "u1"}


def pack(about, arrays):
    """Bytes of `about` (a JSON-able dict) and name -> array of float32, float16 or uint8."""
    for name, array in arrays.items():
        if array.dtype.name not in KINDS:
            raise ValueError(f"{name} must be {', '.join(KINDS)}, got {array.dtype}")
    listed = [{"name": name, "kind": array.dtype.name, "shape": array.shape} for name, array in arrays.items()]
    head = json.dumps({"about": about, "arrays": listed}, allow_nan=False).encode()
    body = zlib.compress(b"".join(_planes(array) for array in arrays.values()), LEVEL)
    return len(head).to_bytes(4, "little") + head + body


def _planes(array):
    plain = np.ascontiguousarray(array, KINDS[array.dtype.name])
    return np.ascontiguousarray(plain.reshape(-1).view(np.uint8).reshape(-1, plain.itemsize).T).tobytes()


def compact(values):
    """A list of the numbers with 4 significant digits, None where not finite: small and valid as JSON."""
    return [float(f"{value:.4g}") if math.isfinite(value) else None for value in np.asarray(values, float).tolist()]
