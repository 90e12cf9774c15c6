"""The four files of MNIST: what they are called, where they may lie, and that they hold what was published."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from datasets import cache, digit_files, packed
from datasets.dataset import DataError


@dataclass(frozen=True)
class Published:
    """One file: its size gzipped, to measure a download by, and the SHA-256 of its content."""

    size: int
    sha256: str


FILES = {
    "train-images-idx3-ubyte": Published(9_912_422, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    "train-labels-idx1-ubyte": Published(28_881, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    "t10k-images-idx3-ubyte": Published(1_648_877, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    "t10k-labels-idx1-ubyte": Published(4_542, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
}


def folders():
    """Where files are looked for: in the folder $MLP_EXPLORER_MNIST, then where downloads are kept."""
    given = os.environ.get("MLP_EXPLORER_MNIST")
    return ([Path(given)] if given else []) + [cache.folder("mnist")]


def find(*names):
    """{name: path} of these files, gzipped or not, in the first folder that has them all; None if there is none."""
    for folder in folders():
        paths = {name: path for name in names for path in (folder / f"{name}.gz", folder / name) if path.is_file()}
        if len(paths) == len(names):
            return paths
    return None


def content(name, data):
    """The unpacked bytes of one of the four files. Raises DataError if they are not the published ones."""
    unpacked = packed.gunzip(name, data, digit_files.MOST_BYTES)
    if hashlib.sha256(unpacked).hexdigest() != FILES[name].sha256:
        raise DataError(
            f"{name} is not MNIST's file of that name: please download it again, or upload data of your own"
        )
    return unpacked
