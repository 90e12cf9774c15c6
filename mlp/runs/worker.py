"""What a worker process does: one piece of work after another, such as some epochs of a run."""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from mlp.engine.training import advance, start

try:
    import resource
except ImportError:  # not on Windows
    resource = None


def run_chunk(load, spec, state, replicates, epochs):
    """(State of these replicates, seconds of training) after so many epochs more; after none, if there is no state yet.

    `load` should keep what it loaded: then the compiled spec is kept for the next chunk, too.
    """
    data = load(spec.dataset, **dict(spec.data))
    began = time.perf_counter()
    state = advance(spec, data, state, epochs) if state else start(spec, data, replicates)
    return state, time.perf_counter() - began


def serve(pipe, memory):
    """Do what comes through the pipe, one piece of work after another, in at most so many bytes of memory (None: any).

    Comes: a pickled (function, arguments, named arguments). Goes: a pickled (True, result) or (False, error).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(memory)
    with contextlib.suppress(EOFError, OSError):  # nobody is at the other end any more
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _answer(question):
    try:
        function, arguments, named = ForkingPickler.loads(question)
        return ForkingPickler.dumps((True, function(*arguments, **named)))
    except BaseException as error:
        error.add_note(traceback.format_exc())  # since a traceback cannot travel
        return ForkingPickler.dumps((False, error.with_traceback(None)))


def _end_with_parent():
    multiprocessing.parent_process().join()
    os._exit(1)


def _limit(memory):
    """Too large a piece of work is a MemoryError; and where the machine itself has no more, this process goes first."""
    if resource and memory:
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        tightest = min(limit for limit in (memory, soft, hard) if limit != resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_DATA, (tightest, hard))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
