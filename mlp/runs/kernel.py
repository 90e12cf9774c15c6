"""Which kernel of OpenBLAS, numpy's library for matrix products, the workers run.

OpenBLAS goes by the processor's name. On AMD's Zen 4 and Zen 5 it runs kernels without AVX-512, though those for
Intel's SkylakeX are faster there. Where a processor can more than its kernel uses, a trial decides; what it found is
kept for this processor and version of numpy. What the user set is never overridden.
"""

import ctypes
import functools
import os
import platform
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlp.runs import facts
from mlp.runs.trial import speedup

VARIABLE = "OPENBLAS_CORETYPE"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
ONE_THREAD = dict.fromkeys(THREADS, "1")
AVX512 = frozenset(("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"))
USING_AVX512 = ("SkylakeX", "Cooperlake", "Sapphirerapids")
WORTH = 1.05  # times as fast, below which the default stays
NAMES = [f"{prefix}openblas_get_corename{suffix}" for prefix in ("scipy_", "") for suffix in ("64_", "")]


@dataclass(frozen=True)
class Choice:
    """The kernel that OpenBLAS runs by itself (None if this numpy has no OpenBLAS, or one that does not tell), the one
    for the workers, and why."""

    default: str | None
    kernel: str | None
    why: str


def environment():
    """The variables with which a worker should start: one thread, and the chosen kernel; but what is set stays."""
    found = choice()
    wanted = ONE_THREAD | ({VARIABLE: found.kernel} if found.kernel != found.default else {})
    return {name: value for name, value in wanted.items() if name not in os.environ}


def threads():
    """How many threads the workers' OpenBLAS has, as text."""
    return os.environ.get(THREADS[0], ONE_THREAD[THREADS[0]])


@functools.cache
def choice():
    """The Choice for this machine, after a trial of a fraction of a second where it was never asked before."""
    return chosen(running(), *processor(), user=os.environ.get(VARIABLE))


def chosen(default, model, flags, user=None, trial=None):
    """The Choice where OpenBLAS runs `default` on a processor of this model name with these flags."""
    if user:
        return Choice(default, default, f"as {VARIABLE}={user} asks")
    if not default or default in USING_AVX512 or not flags >= AVX512:
        return Choice(default, default, "nothing else to try on this processor")
    candidate = USING_AVX512[0]
    times = _remembered(default, candidate, f"{model}, numpy {np.__version__}", trial or _trial)
    if times is None:
        return Choice(default, default, f"{candidate} crashed or hung in a trial")
    kernel = candidate if times >= WORTH else default
    return Choice(default, kernel, f"in a trial {candidate} was {times:.2f} times as fast as {default}")


def _remembered(default, candidate, machine, trial):
    """What the trial gave on this machine, now or at an earlier time."""
    known = facts.recall("kernels")
    fact = known.get(machine, "never tried")
    if not (fact is None or isinstance(fact, int | float)):
        fact = trial(default, candidate)
        facts.remember("kernels", machine, fact)
    return fact


def _trial(default, candidate):
    return speedup(ONE_THREAD | {VARIABLE: default}, ONE_THREAD | {VARIABLE: candidate})


def running():
    """The kernel that this process runs, such as "Haswell"; None if its BLAS does not tell."""
    try:
        library = ctypes.CDLL(np.linalg._umath_linalg.__file__)  # what it was linked with is found through it
    except (AttributeError, OSError):
        return None
    for name in NAMES:
        if tell := getattr(library, name, None):
            tell.restype = ctypes.c_char_p
            return tell().decode()
    return None


def processor(file="/proc/cpuinfo"):
    """(model name, set of flags) of this machine's processor; without flags where there is no such file (not Linux)."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    values = dict(reversed([(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines)]))
    return values.get("model name") or platform.processor() or platform.machine(), set(values.get("flags", "").split())
