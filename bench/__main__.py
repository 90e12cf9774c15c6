"""`python -m bench [NAME] [--quick] [--write]`"""

import argparse
import os
import sys

from bench import (
    adam,
    check,
    full_batch,
    glance,
    growth,
    iris,
    kernels,
    measure,
    on_all_cores,
    pages,
    prices,
    report,
    speed,
)  # fmt: skip
from mlp.runs import kernel

TABLES = {
    "check": check.table,
    "speed": speed.table,
    "growth": growth.table,
    "full-batch": full_batch.table,
    "kernels": kernels.table,
    "adam": adam.table,
    "iris": iris.table,
    "prices": prices.table,
    "pages": pages.table,
    "glance": glance.table,
}
WHOLE_APP = ("pages", "glance")  # a server with its workers, and a browser; the last tables


def with_the_chosen_kernel():
    """Start again with the kernel that workers run, unless this is it: a kernel is chosen when numpy is imported."""
    wanted = kernel.environment()
    if kernel.VARIABLE in wanted:
        on_all_cores()  # of which that process chooses its own
        os.execve(sys.executable, [sys.executable, "-m", "bench", *sys.argv[1:]], {**os.environ, **wanted})


def main():
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the engine beside its rivals.")
    parser.add_argument("name", nargs="?", choices=TABLES, help="only this table")
    parser.add_argument("--quick", action="store_true", help="a rough look in a minute, not to be trusted")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    chosen = parser.parse_args()
    effort = measure.QUICK if chosen.quick else measure.THOROUGH
    for name in [chosen.name] if chosen.name else TABLES:
        if name in WHOLE_APP:
            on_all_cores()
        command = f"python -m bench {name}{' --quick' if chosen.quick else ''}"
        where = "on all cores" if name in WHOLE_APP else "pinned to one core"
        text = f"{TABLES[name](effort)}\n\n{report.provenance(command, where)}"
        print(f"\n## {name}\n\n{text}", flush=True)
        if chosen.write:
            report.write(name, text)


if __name__ == "__main__":
    with_the_chosen_kernel()
    main()
