"""What is kept of runs in a folder, shared by all processes that use it: results, and checkpoints of runs under way."""

from functools import partial
from pathlib import Path

from mlp.history import FINISHED
from mlp.runs import checkpoints, results
from mlp.runs.facts import cache_folder
from mlp.runs.folder import Folder
from mlp.runs.pieces import piece, seeds_served
from mlp.runs.results import Result
from mlp.runs.standing import Standing

__all__ = ["Result", "Store", "default_folder"]

LARGEST = 500_000_000  # bytes
CHECKPOINTS = 0.5  # of the bytes of the results
FAMILY = 16  # letters of a family's name that a file's name begins with


def default_folder():
    """The folder `results` in the cache folder. It may not exist."""
    return cache_folder() / "results"


class Store:
    """Results by Spec: `get`, `put` and `in`; a run that is a piece of a stored one is stored.

    And Standings of runs that did not end: `begun`, `keep` and `forget`.

    Beyond `max_bytes` the least recently used results go, but none of the specs that `pinned()` gives.
    """

    def __init__(self, folder, max_bytes=LARGEST, pinned=tuple):
        self.folder = Path(folder)
        self._results = Folder(folder, ".npz", max_bytes, lambda: {_name(spec) for spec in pinned()})
        self._standings = Folder(folder, ".checkpoint", CHECKPOINTS * max_bytes)

    def __contains__(self, spec):
        return self._results.file(_name(spec)).is_file() or self._largest(spec)[0] == spec.replicates

    def get(self, spec):
        """The Result of this spec, or None."""
        if result := self._results.read(_name(spec), partial(results.read, spec=spec)):
            return result
        return self._served(spec, spec.replicates)

    def put(self, spec, result):
        """Keep the Result of a finished run. Raises ValueError for any other run."""
        if result.history.status != FINISHED:
            raise ValueError(f"only finished runs are kept, got one that is {result.history.status}")
        self._results.write(_name(spec), lambda file: results.write(file, spec, result))
        self.forget(spec)

    def begun(self, spec):
        """The Standing from which a run that is not stored may go on, or None: its own, or that of seeds stored."""
        if standing := self._standings.read(spec.key, partial(checkpoints.read, spec=spec)):
            return standing
        if result := self._served(spec, 1):
            return Standing(whole=result.history, seconds=result.seconds)
        return None

    def seeds(self, spec):
        """How many seeds of this spec are stored."""
        return self._largest(spec)[0]

    def is_begun(self, spec):
        """Whether a run was left in the middle."""
        return self._standings.file(spec.key).is_file()

    def keep(self, spec, standing):
        """Keep where a run stands."""
        self._standings.write(spec.key, lambda file: checkpoints.write(file, spec, standing))

    def forget(self, spec):
        """Keep no longer where a run stands."""
        self._standings.remove(spec.key)

    def _served(self, spec, least):
        """The Result of as many seeds of the spec as a stored run of its family has, or None if they are too few."""
        count, other = self._largest(spec)
        if count < least:
            return None
        result = self._results.read(_name(other), partial(results.read, spec=other))
        return result and Result(piece(result.history, spec.but(replicates=count)), result.seconds)

    def _largest(self, spec):
        """(seeds of the spec that it has, Spec) of the stored run of its family that has most of them; (0, None)."""
        names = self._results.names(spec.family[:FAMILY])
        known = [self._results.read(name, results.read_about, use=False) for name in names]
        served = [(seeds_served(spec, *about), about[0]) for about in known if about]
        return max(served, key=lambda pair: pair[0], default=(0, None))


def _name(spec):
    return f"{spec.family[:FAMILY]}-{spec.key}"
