"""Worker processes, and the piece of work they do: some epochs of a run."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType

from mlp.engine.training import advance, start

BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

_one_at_a_time = threading.Lock()


def run_chunk(load, spec, state, replicates, epochs):
    """(State of these replicates, seconds of training) after so many epochs more; after none, if there is no state yet.

    `load` should keep what it loaded: then the compiled spec is kept for the next chunk, too.
    """
    data = load(spec.dataset, **dict(spec.data))
    began = time.perf_counter()
    state = advance(spec, data, state, epochs) if state else start(spec, data, replicates)
    return state, time.perf_counter() - began


class WorkerPool(ProcessPoolExecutor):
    """Spawned processes with one BLAS thread each, that end with this process however it ends."""

    def __init__(self, workers):
        for variable in BLAS_THREADS:  # inherited, since a worker imports numpy before it runs a line of ours
            os.environ.setdefault(variable, "1")
        self._context = _Context()
        super().__init__(workers, self._context, initializer=_begin)

    def stop(self):
        """End the workers at once, in the middle of their work."""
        for process in self._context.started:
            if process.is_alive():
                process.terminate()
        self.shutdown()


class _Context(SpawnContext):
    """Spawns workers and remembers them."""

    def __init__(self):
        super().__init__()
        self.started = []

    def Process(self, *args, **kwargs):  # noqa: N802 (the name that ProcessPoolExecutor calls)
        self.started.append(_Worker(*args, **kwargs))
        return self.started[-1]


class _Worker(SpawnProcess):
    """A process that does not import the main module again, which may be a whole app."""

    def start(self):
        with _one_at_a_time:
            main, empty = sys.modules["__main__"], ModuleType("__main__")
            sys.modules["__main__"] = empty
            try:
                super().start()
            finally:
                if sys.modules["__main__"] is empty:
                    sys.modules["__main__"] = main


def _begin():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent():
    multiprocessing.parent_process().join()
    os._exit(1)
