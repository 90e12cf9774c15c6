"""Apply every mutant of the table to a copy of the project, one by one, and run the tests that should catch it.

`python -m tests.mutants [WORD ...]` runs those whose name holds one of the words. The exit status is 1 if a mutant
survives, or if its place in the code is no longer found.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants.table import MUTANTS

ROOT = Path(__file__).parents[2]
FAILED = (1, 2)  # tests failed, or could not even be imported
SECONDS = 300  # a mutant may also make a test hang


def main(words):
    chosen = [mutant for mutant in MUTANTS if not words or any(word in mutant.name for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", "screenshots"))
        outcomes = [outcome(copy, mutant) for mutant in chosen]
    missed = [each for each in outcomes if each != "caught"]
    print(f"{len(outcomes) - len(missed)} of {len(outcomes)} mutants caught")
    return 1 if missed else 0


def outcome(copy, mutant):
    """caught, survived, or lost where its text is not in the file exactly once."""
    path = copy / mutant.file
    healthy = path.read_text(encoding="utf-8")
    if healthy.count(mutant.text) != 1:
        result = "lost"
    else:
        path.write_text(healthy.replace(mutant.text, mutant.defect), encoding="utf-8")
        result = "caught" if fails(copy, mutant.tests) else "survived"
        path.write_text(healthy, encoding="utf-8")
    print(f"{result:9} {mutant.name}", flush=True)
    return result


def fails(copy, tests):
    """Whether these tests fail, or never end."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests.split()]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in (0, *FAILED):
        raise RuntimeError(f"pytest did not run {tests}:\n{done.stdout.decode()[-2000:]}")
    return done.returncode in FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
