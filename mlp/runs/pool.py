"""Worker processes as a concurrent.futures.Executor that heals itself: a dead worker costs the work it had, no more.

The standard ProcessPoolExecutor reads all workers' answers from one pipe: one that is killed within its answer leaves
the reader waiting for the rest for ever. Here each worker has a pipe and a thread of its own.
"""

import atexit
import threading
import time
from collections import deque
from concurrent.futures import Executor, Future

from mlp.runs import machine
from mlp.runs.process import PATIENCE, WorkerProcess

WORKERS_SHARE = 3 / 4  # of the machine's memory; the rest is this process's


class WorkerPool(Executor):
    """At most so many processes, each of one BLAS thread and at most so many bytes of memory (else a MemoryError).

    They start when there is work for them, and end with this process however it ends. A future has a BrokenExecutor
    if the process died over its work; other work goes on.
    """

    def __init__(self, workers, memory=None):
        self._most, self._memory = workers, memory or memory_share()
        self._changed = threading.Condition()
        self._waiting = deque()  # (future, function, arguments, named arguments)
        self._employed = {}  # thread -> its WorkerProcess
        self._idle = 0
        self._open = True
        atexit.register(self.stop)  # before multiprocessing waits for processes, which one that was stopped outlasts

    def submit(self, function, /, *arguments, **named):
        """A Future of what the function returns in a worker, which must be able to import it."""
        future = Future()
        with self._changed:
            if not self._open:
                raise RuntimeError("the pool takes no more work")
            self._waiting.append((future, function, arguments, named))
            if len(self._waiting) > self._idle and len(self._employed) < self._most:
                self._employ()
            self._changed.notify()
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more work, and end the workers when all is done."""
        with self._changed:
            self._open = False
            dropped = [future for future, *_work in self._waiting] if cancel_futures else []
            self._changed.notify_all()
        for future in dropped:
            future.cancel()
        if wait:
            for thread in self._employed:
                thread.join()

    def stop(self):
        """End the workers at once, in the middle of their work."""
        atexit.unregister(self.stop)
        self.shutdown(wait=False, cancel_futures=True)
        for worker in self._employed.values():
            worker.end()
        deadline = time.monotonic() + PATIENCE
        for thread in self._employed.keys() - {threading.current_thread()}:
            thread.join(max(0, deadline - time.monotonic()))

    def _employ(self):
        worker = WorkerProcess(self._memory)
        thread = threading.Thread(target=self._attend, args=[worker], name="worker", daemon=True)
        self._employed[thread] = worker
        thread.start()

    def _attend(self, worker):
        """Give a worker one piece of work after another, until there will be no more."""
        while self._give(worker):
            pass
        worker.end()

    def _give(self, worker):
        """Wait for the next piece of work and have it done. False if there will be none."""
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._waiting or not self._open)
            self._idle -= 1
            if not self._waiting:
                return False
            future, *work = self._waiting.popleft()
        if future.set_running_or_notify_cancel():
            _fulfil(future, worker, work)
        return True


def _fulfil(future, worker, work):
    try:
        result = worker.do(*work)
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)


def memory_share():
    """The bytes that one worker may fill, if each processor core has one; None if the machine does not tell."""
    memory = machine.memory()
    return memory and int(memory * WORKERS_SHARE / machine.processors())
