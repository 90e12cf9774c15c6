"""What tests of the runner share: an executor that works one step at a time, and runs that never left this thread."""

from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future

import numpy as np

from datasets import load
from mlp import Spec
from mlp.engine.training import advance, start

SPEC = Spec(data={"step": 1.0, "points": 10}, hidden=(4,), epochs=40, replicates=2, snapshots=(0, 7), shuffle=True)
LONG = SPEC.but(epochs=100_000, snapshots=())


class ByHand(Executor):
    """Runs one piece of work at each `step`, or lets its workers die under all of it."""

    def __init__(self):
        self.waiting = deque()

    def submit(self, function, *arguments):
        future = Future()
        self.waiting.append((future, function, arguments))
        return future

    def step(self, times=1):
        for _ in range(times):
            future, function, arguments = self.waiting.popleft()
            try:
                result = function(*arguments)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

    def break_down(self, error=BrokenExecutor):
        under_way = [future for future, _function, _arguments in self.waiting]
        self.waiting.clear()
        for future in under_way:
            future.set_exception(error("killed"))


def direct(spec):
    """The State of a run that never left this thread."""
    data = load(spec.dataset, **dict(spec.data))
    return advance(spec, data, start(spec, data), spec.epochs)


def same(history, other):
    np.testing.assert_array_equal(history.epochs, other.epochs)
    np.testing.assert_array_equal(history.diverged, other.diverged)
    assert history.status == other.status
    for mine, theirs in ((history.curves, other.curves), (history.snapshots, other.snapshots)):
        assert list(mine) == list(theirs)
        for name in mine:
            np.testing.assert_array_equal(mine[name], theirs[name], strict=True)
