"""`python -m mlp`, as a user calls it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mlp import Spec
from mlp.experiments import EXPERIMENTS
from mlp.runs.store import Store
from tests.runs.by_hand import direct

ROOT = Path(__file__).parents[1]
QUICK = ("--set", 'data={"step": 1.0}', "--set", "epochs=2", "--replicates", "2")


def mlp(*words, cache):
    """(exit status, standard output, standard error)."""
    environment = {**os.environ, "MLP_EXPLORER_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-m", "mlp", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


def test_list_names_every_experiment(tmp_path):
    status, out, _ = mlp("list", cache=tmp_path)
    assert status == 0
    assert "surface-width" in out
    assert "--preset published" in out


def test_doctor_says_what_the_machine_gives(tmp_path):
    status, out, err = mlp("doctor", cache=tmp_path)
    assert status == 0, err
    assert "\nkernel " in out
    assert f"{tmp_path / 'results'}: 0 files" in out
    assert "mnist (" in out


def test_run_trains_prints_writes_and_stores(tmp_path):
    file = tmp_path / "width.json"
    status, out, err = mlp("run", "surface-width", *QUICK, "--json", str(file), cache=tmp_path)
    assert status == 0, err
    assert "width 100" in out
    assert "wider is better: " in out
    document = json.loads(file.read_text())
    assert [run["label"] for run in document["runs"]] == ["width 10", "width 20", "width 50", "width 100"]
    assert document["runs"][0]["history"]["epoch"] == [0, 1, 2]
    assert len(document["runs"][0]["history"]["validation_loss"][2]) == 2
    assert len(list((tmp_path / "results").glob("*.npz"))) == 4

    again = tmp_path / "again.json"
    assert mlp("run", "surface-width", *QUICK, "--json", str(again), cache=tmp_path)[0] == 0
    assert json.loads(again.read_text()) == document, "the second time it comes from the store, to the second"


def test_no_store_leaves_nothing(tmp_path):
    assert mlp("run", "surface-depth", *QUICK, "--no-store", cache=tmp_path)[0] == 0
    assert not list(tmp_path.rglob("*.npz"))


def test_exit_status_1_if_every_replicate_diverged(tmp_path):
    status, out, _ = mlp("run", "surface-width", *QUICK, "--set", "learning_rate=1000", cache=tmp_path)
    assert status == 1
    assert "2 of 2 diverged" in out


def refused(tmp_path, *words):
    status, out, err = mlp(*words, cache=tmp_path)
    assert status == 2
    assert not out
    assert "Traceback" not in err
    return err.strip().splitlines()


def test_bad_usage_is_one_clear_line(tmp_path):
    for words, message in (
        (("--set", "learning_rate=-1"), "mlp: learning_rate must be a number from 1e-12 to 1000, got -1"),
        (("--set", "speed=1"), "mlp: --set must be FIELD=VALUE with a field of dataset, "),
        (("--replicates", "0"), "mlp: replicates must be a whole number from 1 to 400, got 0"),
        (("--preset", "best"), "mlp: --preset must be one of published, got 'best'"),
        (("--set", 'data={"step": 0}'), "mlp: step must be a number from "),
        (("--json", str(tmp_path / "no" / "folder.json")), "mlp: "),
    ):
        lines = refused(tmp_path, "run", "surface-width", *words)
        assert len(lines) == 1, lines
        assert lines[0].startswith(message)
    assert "surface-width" in refused(tmp_path, "run", "nothing")[-1]


IRIS = ("warm", "--only", "iris")


def test_warm_fills_the_store_with_a_price_and_a_line_for_each_run(tmp_path):
    status, out, err = mlp(*IRIS, cache=tmp_path)
    assert status == 0, err
    data, price, *lines = out.splitlines()
    assert data.startswith("data: iris")
    assert re.fullmatch(r"0 of 3 published runs are stored, 3 to train: about \d+ (s|min)", price)
    assert sorted(line.partition(":")[0] for line in lines) == [
        "iris --preset held-out, held out",
        "iris --preset published, in order",
        "iris --preset shuffled, shuffled",
    ]
    assert all(re.search(r": finished, \d+\.\d s of training$", line) for line in lines)
    stored = Store(tmp_path / "results")
    assert all(spec in stored for spec in published("iris"))

    status, out, _ = mlp(*IRIS, cache=tmp_path)
    assert (status, out.splitlines()[1:]) == (0, ["3 of 3 published runs are stored, 0 to train"])


def test_warm_names_what_it_skips_and_why(tmp_path, monkeypatch):
    (tmp_path / "characters.zip").write_bytes(b"no zip at all")
    monkeypatch.setenv("MLP_EXPLORER_HANZI", str(tmp_path / "characters.zip"))
    status, out, err = mlp("warm", "--only", "hanzi", "iris", cache=tmp_path)
    assert status == 0, err
    skipped = [line for line in out.splitlines() if "skipped" in line]
    assert len(skipped) == len(published("hanzi"))
    assert skipped[0].startswith("hanzi --preset published, published: skipped, ")
    assert all(spec in Store(tmp_path / "results") for spec in published("iris"))


def published(name):
    experiment = EXPERIMENTS[name]
    return [spec for preset in experiment.presets for spec in experiment.runs(preset).values()]


posix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals as POSIX has them")
LONG = ("run", "surface-width", "--set", "epochs=100000", "--replicates", "4")

# Python runs a file of this name before all others.
CTRL_C = """
import os, signal, sys

class CtrlC:
    def find_spec(self, name, *_):
        if name == "{module}":
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, CtrlC())
"""


@posix
@pytest.mark.parametrize("module", ["numpy", "datasets", "mlp.experiments", "mlp.runs.runner"])
def test_ctrl_c_during_the_imports_is_one_line(tmp_path, module):
    (tmp_path / "sitecustomize.py").write_text(CTRL_C.format(module=module))
    done = subprocess.run(
        [sys.executable, "-m", "mlp", *LONG],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "mlp: stopped\n")


@posix
@pytest.mark.parametrize(
    ("words", "says"),
    [((), "mlp: stopped; the same command goes on from here"), (("--no-store",), "mlp: stopped; nothing is kept")],
)
def test_ctrl_c_while_it_trains_is_one_line_below_the_bar(tmp_path, words, says):
    status, screen = interrupted(signal.SIGINT, *LONG, *words, cache=tmp_path)
    assert status == 130
    _bars, line = screen.rsplit("runs done", 1)
    assert line.strip().splitlines() == [says]


@posix
def test_a_command_that_is_terminated_says_nothing_more(tmp_path):
    status, screen = interrupted(signal.SIGTERM, *LONG, cache=tmp_path)
    assert status == -signal.SIGTERM
    assert screen.rsplit("runs done", 1)[1].strip() == ""


def interrupted(how, *words, cache):
    """(exit status, what it wrote to its screen) of a command that got a signal while it trained."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "MLP_EXPLORER_CACHE": str(cache)}
    command = [sys.executable, "-m", "mlp", *words]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=theirs, start_new_session=True) as process:
        os.close(theirs)
        screen = os.read(ours, 1000)  # the first of its progress bar
        time.sleep(1)  # in which workers most likely come to their work
        process.send_signal(how)
        status = process.wait(10)
    while more := read(ours):
        screen += more
    os.close(ours)
    return status, screen.decode()


def read(screen):
    try:
        return os.read(screen, 1000)
    except OSError:  # nobody can write to it any more
        return b""


IMPATIENT = (
    "import sys; from mlp.runs import archive; archive.EVERY = 0.1; from mlp.__main__ import main; sys.exit(main())"
)
MIDDLING = ("run", "surface-depth", "--set", 'data={"step": 1.0}', "--set", "epochs=200", "--replicates", "2")


def stopped_midway(*words, cache):
    """(exit status, standard error) of a command that met Ctrl-C in the middle of its runs."""
    command = [sys.executable, "-c", IMPATIENT, *words]
    environment = {**os.environ, "MLP_EXPLORER_CACHE": str(cache)}
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(cache.rglob("*.checkpoint")):
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    return running.returncode, err.decode()


@posix
def test_after_ctrl_c_warm_goes_on_with_what_is_missing(tmp_path):
    status, err = stopped_midway(*IRIS, cache=tmp_path)
    assert (status, err.splitlines()) == (130, ["mlp: stopped; the same command goes on from here"])
    status, _, err = mlp(*IRIS, cache=tmp_path)
    assert status == 0, err
    assert not list(tmp_path.rglob("*.checkpoint"))
    for spec in published("iris"):
        assert spec in Store(tmp_path / "results")


@posix
def test_after_ctrl_c_the_same_command_goes_on(tmp_path):
    file = tmp_path / "depth.json"
    status, err = stopped_midway(*MIDDLING, "--json", str(file), cache=tmp_path)
    assert (status, err.splitlines()) == (130, ["mlp: stopped; the same command goes on from here"])
    assert not file.exists(), "nothing to write yet"
    status, _, err = mlp(*MIDDLING, "--json", str(file), cache=tmp_path)
    assert status == 0, err
    assert not list(tmp_path.rglob("*.checkpoint"))
    for run in json.loads(file.read_text())["runs"]:
        alone = direct(Spec.from_json(run["spec"])).history
        assert run["history"]["train_loss"] == alone.curves["train_loss"].tolist()
