"""Small data that many tests use; workers run the tests' own kernel; in continuous integration, no test may skip."""

import os

import numpy as np
import pytest

from datasets import Dataset, Split
from mlp.runs import kernel

if kernel.running():  # so that workers give the very bits that the tests' own process gives
    os.environ.setdefault(kernel.VARIABLE, kernel.running())


def tiny(outputs=2, rows=7, features=3, classes=False, seed=0):
    """A few random rows: regression targets in (0, 1), or classes."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((rows, features))
    y = rng.integers(0, outputs, rows) if classes else rng.uniform(0.1, 0.9, (rows, outputs))
    names = tuple(str(c) for c in range(outputs)) if classes else ()
    return Dataset("tiny", Split(x, y), validation=Split(x[:3], y[:3]), classes=names)


@pytest.fixture
def regression():
    return tiny()


@pytest.fixture
def classification():
    return tiny(outputs=3, classes=True)


LONG = ("tests/browser/", "tests/experiments/test_published.py")


def pytest_collection_modifyitems(items):
    for item in items:
        if any(part in item.path.as_posix() for part in LONG):
            item.add_marker(pytest.mark.long)


def pytest_sessionfinish(session, exitstatus):
    """A skip is fine where a machine lacks something; with CI=true everything is there, so it is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
