"""Files of one kind in a folder that several processes share; beyond a size the least recently used go.

A file is written beside its name and renamed, so nobody meets half a file; one that is damaged all the same is set
aside. Trouble with the disk is logged and otherwise means that a file is not there.
"""

import contextlib
import logging
import os
import time
import uuid
from pathlib import Path

DAMAGED_KEPT = 5
HALF_WRITTEN_KEPT = 3600  # seconds
AHEAD = 60  # seconds that the clock of a shared disk may be ahead of ours

logger = logging.getLogger(__name__)


class Folder:
    """Files called NAME and this ending. Those whose names `pinned()` gives stay, however many there are."""

    def __init__(self, path, ending, max_bytes, pinned=frozenset):
        self.path, self.ending, self.max_bytes, self.pinned = Path(path), ending, max_bytes, pinned

    def file(self, name):
        return self.path / f"{name}{self.ending}"

    def names(self, beginning):
        """The names of all files that begin so."""
        return [path.name.removesuffix(self.ending) for path in self.path.glob(f"{beginning}*{self.ending}")]

    def write(self, name, write):
        """Have `write(open file)` write the file of this name."""
        beside = self.path / f"{uuid.uuid4().hex}.part"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with open(beside, "wb") as file:
                write(file)
            beside.replace(self.file(name))
        except (OSError, MemoryError) as error:
            logger.warning("the result of a run was not kept: %s", error)
            _remove(beside)
        self._tidy(name)

    def read(self, name, read, use=True):
        """What `read(path)` makes of the file of this name; None if there is none, or a damaged one.

        Without `use`, it gets no younger by it.
        """
        path = self.file(name)
        try:
            content = read(path)
        except OSError:
            return None
        except Exception as error:  # numpy, zipfile and json each have their own names for damage
            logger.warning("the stored file %s is damaged: %s", path, error)
            self._set_aside(path)
            return None
        if use:
            with contextlib.suppress(OSError):
                os.utime(path)
        return content

    def remove(self, name):
        _remove(self.file(name))

    def _set_aside(self, path):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        for _, _, old in self._oldest_first("*.damaged")[:-DAMAGED_KEPT]:
            _remove(old)

    def _tidy(self, newest):
        """Drop what is beyond the size limit, but never the newest, and what a crash left half-written."""
        stored = self._oldest_first(f"*{self.ending}")
        excess = sum(size for _, size, _ in stored) - self.max_bytes
        staying = {newest, *self.pinned()} if excess > 0 else {newest}
        for _, size, path in stored:
            if excess > 0 and path.name.removesuffix(self.ending) not in staying:
                _remove(path)
                excess -= size
        for written, _, path in self._oldest_first("*.part"):
            if written < time.time() - HALF_WRITTEN_KEPT:
                _remove(path)

    def _oldest_first(self, pattern):
        """[(seconds since 1970, bytes, path)], without files that another process removes meanwhile.

        A date in the future says nothing of a file's use: it counts as the oldest.
        """
        found, latest = [], time.time() + AHEAD
        for path in self.path.glob(pattern):
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime if about.st_mtime < latest else 0.0, about.st_size, path))
        return sorted(found)


def _remove(path):
    with contextlib.suppress(OSError):
        path.unlink()
