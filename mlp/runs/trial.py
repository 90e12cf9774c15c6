"""A trial of two BLAS kernels: two child processes multiply matrices by turns, for a fraction of a second.

A kernel is chosen when the library loads, so each needs a process of its own; and one that the processor cannot run
kills its process, which is then not ours. Run as a program, this file is such a child: it answers each line that it
reads by the seconds which its products took.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time

import numpy as np

PRODUCTS = ((10, 101, 81, 400), (10, 21, 21, 1500), (64, 785, 257, 6), (192, 785, 100, 6))  # rows, in, out, how often
ROUNDS = 9
PATIENCE = 10  # seconds until children that do not answer are ended


def speedup(default, candidate, child=(sys.executable, "-P", __file__), patience=PATIENCE):
    """How many times as fast as with the `default` environment our products are with the `candidate` one.

    Both are dicts of variables. None if a child crashes, says nonsense or does not answer.
    """
    children = []
    impatient = threading.Timer(patience, lambda: [each.kill() for each in children])
    try:
        children += [_started(child, variables) for variables in (default, candidate)]
        impatient.start()
        rounds = np.array([[_seconds(each) for each in children] for _ in range(ROUNDS)])
        return float(np.median(rounds[:, 0] / rounds[:, 1]))
    except (OSError, ValueError):
        return None
    finally:
        impatient.cancel()
        _end(children)


def _started(command, variables):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, **variables}, text=True, **pipes)


def _seconds(child):
    """What one turn of a child took. Raises OSError or ValueError if it gives no number."""
    child.stdin.write("\n")
    child.stdin.flush()
    return float(child.stdout.readline())


def _end(children):
    for child in children:
        child.kill()
        child.stdout.close()
        with contextlib.suppress(OSError):  # it may have died before it read the last line
            child.stdin.close()
        child.wait()


def products():
    """Multiply what a small net, a stack of images and a batch of them need, some milliseconds each."""
    for a, b, out, times in _matrices():
        for _ in range(times):
            np.matmul(a, b, out=out)


def _matrices():
    for rows, inputs, outputs, times in PRODUCTS:
        a, b = np.ones((rows, inputs), np.float32), np.ones((inputs, outputs), np.float32)
        yield a, b, np.empty((rows, outputs), np.float32), times


def answer(lines):
    """Print the seconds of the products for each line."""
    products()  # to warm up
    for _ in lines:
        began = time.perf_counter()
        products()
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    answer(sys.stdin)
