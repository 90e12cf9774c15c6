"""Visitors' data, kept under a name made from its content, so that a link to it and other processes find it again.

Save only what has been read and found good. The files used longest ago make room for new ones.
"""

import contextlib
import hashlib
import os
import re

from datasets import cache
from datasets.dataset import DataError

PREFIX = "upload-"
MOST_BYTES = 64_000_000
MOST_KEPT = 512_000_000  # bytes of all uploads together


def save(kind, data):
    """Keep bytes for the data set `kind` and return the name to find them by, such as "upload-0f5a..."."""
    if len(data) > MOST_BYTES:
        raise DataError(f"an upload may take {MOST_BYTES // 10**6} MB, got {len(data) / 1e6:.0f} MB")
    name = _name(data)
    kept = _folder(kind) / name
    cache.write(kept, data)
    with contextlib.suppress(OSError):  # another process may be making room too
        _make_room(kept)
    return name


def load(kind, name):
    """The bytes kept under this name. Raises DataError if it is no such name, or if they are gone or damaged."""
    if not re.fullmatch(PREFIX + "[0-9a-f]{24}", name):
        raise DataError(f"an upload is named {PREFIX} and 24 hexadecimal digits, got {name!r:.60}")
    kept = _folder(kind) / name
    with contextlib.suppress(OSError):
        os.utime(kept)  # used just now
        data = kept.read_bytes()
        if _name(data) == name:
            return data
    raise DataError(f"{name} is not kept on this machine any more: please upload the data again")


def _name(data):
    return PREFIX + hashlib.sha256(data).hexdigest()[:24]


def _folder(kind):
    return cache.folder("uploads") / kind


def _make_room(newest):
    files = {file: file.stat() for file in cache.folder("uploads").glob("*/*") if file != newest}
    total = newest.stat().st_size
    for file, stat in sorted(files.items(), key=lambda item: item[1].st_mtime, reverse=True):
        total += stat.st_size
        if total > MOST_KEPT:
            file.unlink(missing_ok=True)
