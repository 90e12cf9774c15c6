"""The runs of a page: stopped, gone on with, started over; what is drawn until the first results; who is there."""

from collections import deque
from concurrent.futures import Future

import pytest

from pages.shared.runs import resources
from tests.pages.test_pages import SMALL, AtOnce, drawn, fine, labels, opened, runs, work_with


class Waiting:
    """Workers that do the next piece of work when a test says so."""

    def __init__(self, _count):
        type(self).work = deque()

    def submit(self, function, *arguments):
        self.work.append((Future(), function, arguments))
        return self.work[-1][0]

    @classmethod
    def step(cls, times=1):
        for _ in range(times):
            future, function, arguments = cls.work.popleft()
            future.set_result(function(*arguments))


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    work_with(monkeypatch, Waiting)


def button(app, words):
    [found] = [each for each in app.button if each.label.startswith(words)]
    return found


def stopped_midway():
    """A page whose two runs were stopped after some chunks."""
    app = opened("surface_width", **SMALL | {"surface-width-epochs": "2000"})
    fine(runs(app).click().run())
    Waiting.step(6)
    return fine(button(app, "Stop").click().run())


def progress():
    """How far the runs are that the runner works on, the furthest last."""
    return sorted(job.report.progress for job in resources.runner()._queue._live.values())


def test_stop_is_said_in_one_line_and_run_goes_on():
    app = stopped_midway()
    [line] = [caption.value for caption in app.caption if "Stopped" in caption.value]
    assert line.startswith("Stopped at ")
    assert runs(app).label.startswith("Go on: ")
    Waiting.step(len(Waiting.work))  # what was under way comes back, and is put away
    fine(runs(app).click().run())
    assert labels(app) == ["Stop"]
    assert min(progress()) > 0
    assert not app.info


def test_start_over_starts_over():
    app = stopped_midway()
    Waiting.step(len(Waiting.work))
    fine(button(app, "Start over").click().run())
    assert labels(app) == ["Stop"]
    assert progress() == [0, 0]


def test_another_visitor_may_go_on_with_what_was_stopped():
    stopped_midway()
    Waiting.step(len(Waiting.work))
    other = opened("surface_width", **SMALL | {"surface-width-epochs": "2000"})
    assert runs(other).label.startswith("Go on: ")


def test_one_run_says_where_it_is():
    app = opened("surface_width", **SMALL | {"surface-width-widths": ["2"], "surface-width-epochs": "30"})
    fine(runs(app).click().run())
    words = []
    while Waiting.work:
        Waiting.step()
        words += [each.proto.text for each in fine(app.run()).get("progress")]
    assert words[0].startswith("First seed: epoch 0 of 30, about ")
    assert words[-1].startswith("2 more seeds: epoch ")


@pytest.mark.parametrize("page", ["surface_width", "sine", "iris"])
def test_what_was_drawn_last_stays_until_the_first_results(page, monkeypatch):
    work_with(monkeypatch, AtOnce)
    name = page.replace("_", "-")
    few = {"epochs": "4", "replicates": "3", "shown": "2", "compare": "false", "widths": ["2", "5"]}
    app = fine(runs(opened(page, **{f"{name}-{setting}": value for setting, value in few.items()})).click().run())
    assert not faded(app)
    work_with(monkeypatch, Waiting)
    fine(app.number_input(key=f"{name}-epochs").set_value(6).run())
    assert faded(app)
    assert drawn(app)
    fine(runs(app).click().run())
    assert faded(app)
    Waiting.step()
    assert not faded(fine(app.run()))


def faded(app):
    return any(caption.value.startswith("Faded") for caption in app.caption)


def test_a_run_whose_visitor_left_is_asked_for_again_when_he_is_back(monkeypatch):
    there, now = [True], [1000.0]
    monkeypatch.setattr(resources, "_presence", lambda: lambda: bool(there))
    monkeypatch.setattr("mlp.runs.jobs.monotonic", lambda: now[0])
    app = opened("surface_width", **SMALL | {"surface-width-epochs": "2000"})
    fine(runs(app).click().run())
    Waiting.step(4)
    there.clear()
    now[0] += 60
    Waiting.step(len(Waiting.work))
    assert not Waiting.work
    assert not progress()
    there.append(True)
    assert labels(fine(app.run())) == ["Stop"]
    assert min(progress()) > 0
