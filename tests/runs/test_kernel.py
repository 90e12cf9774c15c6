"""The kernel for the workers, on processors that are made up; and a trial of two that every x86 machine has."""

import json
import os
import subprocess
import sys
import time

import pytest

from mlp.runs import facts, kernel, trial

ZEN4 = ("AMD EPYC 9R14", set(kernel.AVX512) | {"avx2"})
ZEN3 = ("AMD EPYC 7R13", {"avx2"})


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """A cache folder of its own, and no kernel chosen by the user."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.delenv(kernel.VARIABLE, raising=False)


def never(*kernels):
    raise AssertionError("there is nothing to try")


def test_a_faster_kernel_is_chosen_and_remembered():
    asked = []
    first = kernel.chosen("Haswell", *ZEN4, trial=lambda *pair: asked.append(pair) or 1.48)
    assert (first.default, first.kernel) == ("Haswell", "SkylakeX")
    assert "1.48 times as fast as Haswell" in first.why
    assert asked == [("Haswell", "SkylakeX")]
    assert kernel.chosen("Haswell", *ZEN4, trial=never) == first
    assert kernel.chosen("Haswell", "another", ZEN4[1], trial=lambda *pair: 1.0).kernel == "Haswell"


@pytest.mark.parametrize("times", [1.04, 0.5, None])
def test_the_default_stays_where_the_other_is_no_faster_or_fails(times):
    found = kernel.chosen("Haswell", *ZEN4, trial=lambda *pair: times)
    assert found.kernel == "Haswell"
    assert kernel.chosen("Haswell", *ZEN4, trial=never) == found, "a kernel that crashed is not tried again"


def test_no_trial_where_there_is_nothing_to_try_or_the_user_chose():
    for default, machine in (("Haswell", ZEN3), ("Cooperlake", ZEN4), (None, ZEN4), ("Haswell", ("a Mac", set()))):
        assert kernel.chosen(default, *machine, trial=never).kernel == default
    assert kernel.chosen("Haswell", *ZEN4, user="Haswell", trial=never).kernel == "Haswell"


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"AMD EPYC 9R14, numpy x": {}}', "[" * 100_000])
def test_a_damaged_memory_means_a_new_trial(tmp_path, text):
    (tmp_path / "kernels.json").write_text(text)
    assert kernel.chosen("Haswell", *ZEN4, trial=lambda *pair: 2.0).kernel == "SkylakeX"
    assert list(facts.recall("kernels").values())[-1] == 2.0


def test_a_disk_that_keeps_nothing_does_no_harm(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path / "file" / "below"))
    assert kernel.chosen("Haswell", *ZEN4, trial=lambda *pair: 2.0).kernel == "SkylakeX"


def test_the_workers_get_the_kernel_but_never_over_what_the_user_set(monkeypatch):
    monkeypatch.setattr(kernel, "choice", lambda: kernel.Choice("Haswell", "SkylakeX", ""))
    for name in kernel.THREADS:
        monkeypatch.delenv(name, raising=False)
    assert kernel.environment() == {**kernel.ONE_THREAD, "OPENBLAS_CORETYPE": "SkylakeX"}
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert not {"OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS"} & set(kernel.environment())


def test_the_default_kernel_is_not_asked_for(monkeypatch):
    monkeypatch.setattr(kernel, "choice", lambda: kernel.Choice("Haswell", "Haswell", ""))
    assert kernel.VARIABLE not in kernel.environment()


def test_the_processor_is_read_from_linux(tmp_path):
    file = tmp_path / "cpuinfo"
    file.write_text("processor\t: 0\nmodel name\t: AMD EPYC 9R14\nflags\t\t: fpu avx2 avx512f\n\nmodel name\t: next\n")
    assert kernel.processor(file) == ("AMD EPYC 9R14", {"fpu", "avx2", "avx512f"})
    model, flags = kernel.processor(tmp_path / "none")
    assert model
    assert not flags


@pytest.mark.skipif(kernel.running() is None, reason="numpy without an OpenBLAS that tells its kernel")
def test_the_library_tells_its_kernel():
    program = "from mlp.runs import kernel; print(kernel.running())"
    environment = {**os.environ, kernel.VARIABLE: "Nehalem"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60)
    if "Nehalem" not in done.stdout:
        assert done.stdout.strip() == kernel.running(), "no x86 processor"


def test_a_trial_compares_the_two_environments_by_turns():
    answer = "import os, sys\nfor _ in sys.stdin: print(os.environ['SECONDS'], flush=True)"
    assert trial.speedup({"SECONDS": "3"}, {"SECONDS": "2"}, child=(sys.executable, "-c", answer)) == 1.5


def test_a_real_trial_gives_a_number():
    slow, quick = ({**kernel.ONE_THREAD, kernel.VARIABLE: name} for name in ("Nehalem", "Haswell"))
    if "avx2" not in kernel.processor()[1]:
        quick = slow
    assert 0 < trial.speedup(slow, quick) < 1000


@pytest.mark.parametrize(
    "program",
    ["import os, signal; os.kill(os.getpid(), signal.SIGILL)", "print('fast')", "import time; time.sleep(99)"],
)
def test_a_child_that_crashes_or_hangs_or_talks_nonsense_means_none(program):
    began = time.monotonic()
    assert trial.speedup({}, {}, child=(sys.executable, "-c", program), patience=2) is None
    assert time.monotonic() - began < 30
    assert trial.speedup({}, {}, child=("no such program",)) is None


def test_facts_stay_beside_each_other(tmp_path):
    facts.remember("kernels", "one", 1)
    facts.remember("kernels", "two", None)
    assert facts.recall("kernels") == {"one": 1, "two": None}
    assert [path.name for path in tmp_path.iterdir()] == ["kernels.json"]
    assert json.loads((tmp_path / "kernels.json").read_text())
