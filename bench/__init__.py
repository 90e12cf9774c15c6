"""How fast the engine trains, beside its rivals: `python -m bench` measures all, `python -m bench NAME` one table.

Importing this package, before numpy, pins the process to one core and every numerical library to one thread.
"""

import os

ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "JAX_PLATFORMS": "cpu",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}

os.environ.update(ONE_THREAD)
PINS = hasattr(os, "sched_setaffinity")  # Linux only
CORES = os.sched_getaffinity(0) if PINS else ()
if PINS:
    os.sched_setaffinity(0, {max(CORES)})


def on_all_cores():
    """Undo the pinning, for a server with its workers and a browser."""
    if PINS:
        os.sched_setaffinity(0, CORES)
