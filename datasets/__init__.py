"""Data by name: `datasets.load("surface", step=0.1) -> Dataset`. Adding a file to `sources` adds a data set."""

import functools
import importlib
import inspect
import pkgutil
import threading
from numbers import Real

from datasets import sources
from datasets.dataset import DataError, Dataset, Split

__all__ = ["DataError", "Dataset", "Split", "best_source", "load", "names", "options", "with_source"]

_one_at_a_time = threading.Lock()  # a burst of first visitors must not read the same images side by side


@functools.cache
def names():
    """The names of all data sets, one for each file in `sources`."""
    return tuple(module.name for module in pkgutil.iter_modules(sources.__path__))


def _module(name):
    if name not in names():
        raise DataError(f"data set must be one of {', '.join(names())}, got {name!r:.60}")
    return importlib.import_module(f"datasets.sources.{name}")


def options(name):
    """The options of a data set and their defaults: `options("surface")["step"] == 0.1`."""
    return {key: parameter.default for key, parameter in inspect.signature(_module(name).load).parameters.items()}


def best_source(name):
    """The best data at hand for a data set that has the option `source`, such as "idx" for mnist; else None.

    It looks at files, so ask once, when settings are made: results are keyed by the source they name.
    """
    return _module(name).available()[0] if "source" in options(name) else None


def with_source(name, chosen):
    """These options of a data set, with the best source at hand if they name none and it has sources."""
    source = best_source(name)
    return {"source": source, **chosen} if source else dict(chosen)


def load(name, **chosen):
    """The data set of this name. Raises DataError for an unknown name, option or value."""
    defaults = options(name)
    unknown = sorted(set(chosen) - set(defaults))
    if unknown:
        known = f"the options {', '.join(defaults)}" if defaults else "no options"
        raise DataError(f"{name} has {known}, got {', '.join(unknown):.60}")
    for option, value in chosen.items():
        if not isinstance(value, str | Real):
            raise DataError(f"{option} must be a number or a text, got {value!r:.60}")
    with _one_at_a_time:
        return _load(name, **(defaults | chosen))


@functools.lru_cache(maxsize=4, typed=True)
def _load(name, **settings):
    return _module(name).load(**settings)
