"""Data by name: `datasets.load("surface", step=0.1) -> Dataset`. Adding a file to `sources` adds a data set."""

import functools
import importlib
import inspect
import pkgutil

from datasets import sources
from datasets.dataset import DataError, Dataset, Split

__all__ = ["DataError", "Dataset", "Split", "load", "names", "options"]


def names():
    """The names of all data sets, one for each file in `sources`."""
    return tuple(module.name for module in pkgutil.iter_modules(sources.__path__))


def _source(name):
    if name not in names():
        raise DataError(f"data set must be one of {', '.join(names())}, got {name!r}")
    return importlib.import_module(f"datasets.sources.{name}").load


def options(name):
    """The options of a data set and their defaults: `options("surface")["step"] == 0.1`."""
    return {key: parameter.default for key, parameter in inspect.signature(_source(name)).parameters.items()}


@functools.lru_cache(maxsize=8)
def load(name, **chosen):
    """The data set of this name. Raises DataError for an unknown name, option or value."""
    unknown = set(chosen) - set(options(name))
    if unknown:
        raise DataError(f"{name} has the options {', '.join(options(name))}, got {', '.join(sorted(unknown))}")
    return _source(name)(**chosen)
