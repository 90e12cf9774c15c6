"""The folder that keeps downloaded and uploaded data, and the one way to write into it."""

import contextlib
import os
import uuid
from pathlib import Path

import platformdirs

from datasets.dataset import DataError


def folder(name):
    """Where data of this name is kept: below $MLP_EXPLORER_CACHE, else the user's cache folder. It may not exist."""
    root = os.environ.get("MLP_EXPLORER_CACHE") or platformdirs.user_cache_path("mlp-explorer")
    return Path(root) / "data" / name


def write(path, data):
    """Write bytes beside the path, then rename, so that nobody finds half a file; DataError if the disk refuses."""
    beside = path.with_name(f".part-{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise DataError(f"the data cannot be kept on this machine: {error.strerror}") from error
