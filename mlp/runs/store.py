"""Results of finished runs in a folder, one file for each Spec, shared by all processes that use the folder.

A file is written beside its name and renamed, so nobody meets half a file; one that is damaged all the same is set
aside. Trouble with the disk is logged and otherwise means that a result is not there.
"""

import contextlib
import logging
import os
import time
import uuid
from pathlib import Path

from mlp.history import FINISHED
from mlp.runs.facts import cache_folder
from mlp.runs.results import Result, read, write

__all__ = ["Result", "Store", "default_folder"]

LARGEST = 500_000_000  # bytes
DAMAGED_KEPT = 5
HALF_WRITTEN_KEPT = 3600  # seconds

logger = logging.getLogger(__name__)


def default_folder():
    """The folder `results` in the cache folder. It may not exist."""
    return cache_folder() / "results"


class Store:
    """Results by Spec: `get`, `put` and `in`. Beyond `max_bytes` the least recently used go."""

    def __init__(self, folder, max_bytes=LARGEST):
        self.folder, self.max_bytes = Path(folder), max_bytes

    def __contains__(self, spec):
        return self._path(spec).is_file()

    def get(self, spec):
        """The Result of this spec, or None."""
        path = self._path(spec)
        try:
            result = read(path, spec)
        except OSError:
            return None
        except Exception as error:  # numpy, zipfile and json each have their own names for damage
            logger.warning("the stored result %s is damaged: %s", path, error)
            self._set_aside(path)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return result

    def put(self, spec, result):
        """Keep the Result of a finished run. Raises ValueError for any other run."""
        if result.history.status != FINISHED:
            raise ValueError(f"only finished runs are kept, got one that is {result.history.status}")
        beside = self.folder / f"{uuid.uuid4().hex}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with open(beside, "wb") as file:
                write(file, spec, result)
            beside.replace(self._path(spec))
        except OSError as error:
            logger.warning("the result of a run was not kept: %s", error)
            _remove(beside)
        self._tidy()

    def _path(self, spec):
        return self.folder / f"{spec.key}.npz"

    def _set_aside(self, path):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        for _, _, old in self._oldest_first("*.damaged")[:-DAMAGED_KEPT]:
            _remove(old)

    def _tidy(self):
        """Drop what is beyond the size limit, and what a crash left half-written."""
        stored = self._oldest_first("*.npz")
        excess = sum(size for _, size, _ in stored) - self.max_bytes
        for _, size, path in stored:
            if excess > 0:
                _remove(path)
                excess -= size
        for written, _, path in self._oldest_first("*.part"):
            if written < time.time() - HALF_WRITTEN_KEPT:
                _remove(path)

    def _oldest_first(self, pattern):
        """[(seconds since 1970, bytes, path)], without files that another process removes meanwhile."""
        found = []
        for path in self.folder.glob(pattern):
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        return sorted(found)


def _remove(path):
    with contextlib.suppress(OSError):
        path.unlink()
