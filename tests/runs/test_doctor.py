"""What `python -m mlp doctor` says, on a machine that is made up."""

import pytest

from mlp.runs import doctor, kernel

FASTER = kernel.Choice("Haswell", "SkylakeX", "in a trial SkylakeX was 1.50 times as fast as Haswell")


@pytest.fixture
def zen4(monkeypatch, tmp_path):
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.setattr(kernel, "processor", lambda: ("AMD EPYC 9R14", set()))
    monkeypatch.setattr(kernel, "choice", lambda: FASTER)
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "one.npz").write_bytes(bytes(1_500_000))
    return tmp_path


def test_it_names_processor_kernel_trial_threads_data_and_store(zen4):
    said = {line[:12].strip(): line[13:] for line in doctor.lines({"surface": None, "mnist": "idx"})}
    assert said["processor"].startswith("AMD EPYC 9R14, ")
    assert said["kernel"].startswith("Haswell ")
    assert said["for workers"] == "SkylakeX: in a trial SkylakeX was 1.50 times as fast as Haswell"
    assert said["pace"] == "runs take 1.00 times as long as the model of their cost says"
    assert said["threads"] == "1 in each worker"
    assert said["data"] == "surface, mnist (idx)"
    assert said["store"] == f"{zen4 / 'results'}: 1 files, 1.5 MB"


def test_it_says_how_other_programs_get_the_kernel_if_it_is_another(zen4, monkeypatch):
    assert "OPENBLAS_CORETYPE=SkylakeX" in doctor.lines({})[-1]
    monkeypatch.setattr(kernel, "choice", lambda: kernel.Choice(None, None, "nothing else to try on this processor"))
    assert not any("OPENBLAS_CORETYPE" in line for line in doctor.lines({}))


def test_a_store_that_is_not_there_is_empty(zen4, monkeypatch):
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(zen4 / "none"))
    assert any("0 files, 0.0 MB" in line for line in doctor.lines({}))
