"""One worker process, seen from its parent: asked and waited for, replaced when it died."""

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import BrokenExecutor, CancelledError
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType

from mlp.runs import kernel
from mlp.runs.worker import serve

PATIENCE = 1  # seconds in which a killed process is gone

_one_at_a_time = threading.Lock()


class WorkerProcess:
    """A process with a pipe of its own, so that its death ends that pipe, even in the middle of an answer.

    It is started when there is work for it. One thread at a time may ask it; any thread may end it.
    """

    def __init__(self, memory):
        self._memory = memory  # bytes, or None
        self._process = self._pipe = None
        self._ended = False

    def do(self, function, arguments, named):
        """What the function returns or raises over there.

        Raises BrokenExecutor if the process died over it, CancelledError if it was ended.
        """
        work = ForkingPickler.dumps((function, arguments, named))
        fresh = self._begin()
        try:
            return self._asked(work)
        except MemoryError:
            self._kill()
            if fresh:
                raise
        return self.do(function, arguments, named)  # what earlier work left behind filled the memory

    def end(self):
        """End the process at once, in the middle of its work or of a write, even if it was stopped; and for good."""
        self._ended = True
        self._kill()

    def _begin(self):
        """Have a living process. Returns whether it is a fresh one, without anything left of earlier work."""
        fresh = not (self._process and self._process.is_alive())
        if fresh:
            self._start()
        if self._ended:  # perhaps while it was started, when there was nothing to kill
            self._kill()
            raise self._lost()
        return fresh

    def _start(self):
        ours, theirs = multiprocessing.Pipe()
        with theirs:  # closed here: with its only copy in the process itself, the pipe ends when that dies
            process = _Process(target=serve, args=(theirs, self._memory), daemon=True)
            process.start()
        self._pipe, self._process = ours, process

    def _asked(self, work):
        try:
            self._pipe.send_bytes(work)
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            self._kill()
            raise self._lost() from error
        worked, outcome = ForkingPickler.loads(answer)
        if worked:
            return outcome
        raise outcome

    def _lost(self):
        return CancelledError() if self._ended else BrokenExecutor("a worker process died over its work")

    def _kill(self):
        if self._process:
            self._process.kill()
            self._process.join(PATIENCE)


class _Process(SpawnProcess):
    """A process in the kernel's environment that does not import the main module again, which may be a whole app."""

    def start(self):
        with _one_at_a_time:
            _leave_ctrl_c_to_this_process()
            os.environ.update(kernel.environment())  # inherited: a worker imports numpy before it runs a line of ours
            main, empty = sys.modules["__main__"], ModuleType("__main__")
            sys.modules["__main__"] = empty
            try:
                super().start()
            finally:
                if sys.modules["__main__"] is empty:
                    sys.modules["__main__"] = main


def _leave_ctrl_c_to_this_process():
    """Block it in this thread, so that the processes it starts begin with it blocked, before a line of theirs runs."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # now, since it unblocks it when it is started
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
