"""Every page as a visitor opens it, without a browser. Nothing is trained here unless a test says so."""

import re
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

import datasets
from datasets.sources import hanzi
from mlp import SETTINGS
from mlp.engine.training import advance, start
from mlp.experiments import EXPERIMENTS
from pages.shared.runs import prices
from pages.shared.runs.resources import with_source

APP = Path(__file__).parents[2] / "streamlit_app.py"
PAGES = [name.replace("-", "_") for name in EXPERIMENTS]
ABSURD = ["1000000000", "-5", "1e999", "NaN", "九" * 300]
SMALL = {"surface-width-widths": ["2", "5"], "surface-width-epochs": "2", "surface-width-replicates": "3"}


class Idle:
    """Workers that never come back."""

    def __init__(self, _count):
        pass

    def submit(self, *_work):
        return Future()


class AtOnce(Idle):
    """No workers: the work is done where it is sent."""

    def submit(self, work, *arguments):
        future = Future()
        try:
            future.set_result(work(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future


class OutOfMemory(Idle):
    def submit(self, *_work):
        future = Future()
        future.set_exception(MemoryError())
        return future


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    """A process that has nothing: no results, no downloads, no data of the machine, idle workers."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.delenv("MLP_EXPLORER_MNIST", raising=False)
    monkeypatch.delenv("MLP_EXPLORER_HANZI", raising=False)
    hanzi._found.cache_clear()
    datasets._load.cache_clear()
    work_with(monkeypatch, Idle)


@pytest.fixture
def at_once(monkeypatch):
    work_with(monkeypatch, AtOnce)


def work_with(monkeypatch, pool):
    monkeypatch.setattr("mlp.runs.runner.WorkerPool", pool)
    st.cache_resource.clear()


def opened(page, **parameters):
    """The page, as a link with these parameters opens it."""
    app = AppTest.from_file(APP, default_timeout=30)
    app.switch_page(f"pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return fine(app.run())


def fine(app):
    assert not app.exception
    assert len(app.title) == 1
    return app


def drawn(app):
    return [*app.get("vega_lite_chart"), *app.get("image"), *app.get("bidi_component")]


def section(app, page, name):
    """The page with this section open, as a click on its tab opens it."""
    app.session_state[f"{page}-section"] = name
    return fine(app.run())


def said(app):
    """All Markdown and captions of the page, without what the glossary adds to their words."""
    return re.sub("<[^>]*>", "", " ".join(text.value for text in [*app.markdown, *app.caption]))


def labels(app):
    """The buttons of the page itself."""
    return [button.label for button in app.main.button]


def runs(app):
    """The button that starts the runs."""
    [button] = [button for button in app.button if button.key and button.key.endswith("-run")]
    return button


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_by_its_link_with_something_to_see(page):
    app = opened(page)
    assert drawn(app)
    assert not app.error


def test_all_pages_open_one_after_the_other():
    app = fine(AppTest.from_file(APP, default_timeout=30).run())
    titles = [fine(app.switch_page(f"pages/{page}.py").run()).title[0].value for page in PAGES]
    assert len({app.title[0].value, *titles}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("value", ABSURD)
def test_absurd_settings_in_the_url_are_said_and_dropped(page, value):
    name = page.replace("_", "-")
    settings = [*SETTINGS, "preset", "widths", "depths", "units", "band", "source", "rate", "clipped"]
    app = opened(page, **{f"{name}-{setting}": value for setting in settings if setting != "init_scale"})
    assert 3 < len(app.error) < 30
    for error in app.error:
        assert " must be " in error.value
        assert len(error.value) < 300
    assert not [label for label in labels(app) if "1000000000" in label]
    errors = [error.value for error in app.error]
    assert [error.value for error in fine(app.run()).error] == errors


@pytest.mark.parametrize("name", ["epochs", "learning_rate"])
def test_a_setting_works_on_after_an_absurd_one(name):
    key = f"surface-width-{name}"
    app = opened("surface_width", **{key: "1e999"})
    assert app.number_input(key=key).value == getattr(EXPERIMENTS["surface-width"].runs()["width 10"], name)
    assert len(app.error) == 1
    fine(app.number_input(key=key).set_value(7).run())
    assert not app.error
    assert app.number_input(key=key).value == 7
    assert "4 runs × 10 seeds" in runs(app).label


def test_the_documents_own_setting_starts_by_itself_and_stops():
    app = opened("surface_width")
    assert labels(app) == ["Stop"]
    fine(app.button[0].click().run())
    assert "4 runs × 10 seeds, about" in runs(app).label
    stopped = [caption.value for caption in app.caption if "Stopped at" in caption.value]
    assert len(stopped) == 1, "one line, however many runs were stopped"
    assert "Stopped at 0%" in stopped[0]
    assert not [label for label in labels(app) if "over" in label], "there is nothing yet to throw away"


def test_other_settings_wait_for_a_priced_button():
    app = opened("surface_width", **{"surface-width-epochs": "3000"})
    label = runs(app).label
    assert label.startswith("Train 4 runs × 10 seeds, about ")
    assert label.endswith(("min", " s"))


def test_a_run_of_hours_is_not_started_here():
    app = opened("surface_width", **{"surface-width-epochs": "100000", "surface-width-replicates": "400"})
    assert runs(app).disabled
    assert " h, " in runs(app).label
    [warning] = app.warning
    assert "more than 30 min" in warning.value
    assert "python -m mlp run surface-width" in warning.value
    fine(app.number_input(key="surface-width-epochs").set_value(3).run())
    assert not app.warning
    assert not runs(app).disabled


@pytest.mark.parametrize(("seconds_an_epoch", "refused"), [(30, False), (31, True)])
def test_an_epoch_of_more_than_half_a_minute_is_not_started_here(monkeypatch, seconds_an_epoch, refused):
    monkeypatch.setattr(prices, "seconds", lambda spec: spec.epochs * seconds_an_epoch)
    app = opened("surface_width", **{"surface-width-epochs": "3"})
    assert runs(app).disabled == refused


@pytest.mark.parametrize(("seconds", "refused"), [(1800, False), (1801, True)])
def test_more_than_half_an_hour_is_not_started_here(monkeypatch, seconds, refused):
    monkeypatch.setattr(prices, "together", lambda todo: seconds)
    app = opened("surface_width", **{"surface-width-epochs": "3"})
    assert runs(app).disabled == refused


def test_a_run_that_does_not_fit_into_the_memory_is_not_started_here(monkeypatch):
    monkeypatch.setattr(prices, "memory_share", lambda: 1_000_000)
    app = opened("surface_width", **{"surface-width-epochs": "3"})
    assert runs(app).disabled
    [warning] = app.warning
    assert "a run here may fill 1 MB" in warning.value


def test_runs_are_drawn_judged_and_kept(at_once):
    app = opened("surface_width", **SMALL)
    assert runs(app).label == "Train 2 runs × 3 seeds, about 1 s"
    fine(runs(app).click().run())
    assert not labels(app)
    rows = str(section(app, "surface-width", "Every seed").get("vega_lite_chart")[0].proto)
    assert "width 5" in rows
    assert len(section(app, "surface-width", "Take home").get("download_button")) == 2
    again = opened("surface_width", **SMALL)
    assert not labels(again)  # stored: nothing to run
    more = opened("surface_width", **SMALL | {"surface-width-widths": ["2", "5", "10"]})
    assert runs(more).label == "Train 3 runs × 3 seeds, 2 cached, about 1 s"


def test_the_published_claim_is_judged(at_once):
    app = fine(runs(opened("surface_width", **{"surface-width-replicates": "2"})).click().run())
    app = section(app, "surface-width", "Reported against ours")
    assert "“wider is better”" in said(app)
    table = app.dataframe[0].value
    assert list(table["seeds"])[-1].endswith("/ 2")
    assert len(table) == 5  # three steps, the ends, the whole chain


def test_a_claim_is_not_judged_by_other_settings_and_says_what_it_needs(at_once):
    settings = {"iris-epochs": "4", "iris-replicates": "2"}
    app = fine(runs(opened("iris", **settings)).click().run())
    app = section(app, "iris", "Reported against ours")
    assert "our spread" not in said(app)
    assert "Not judged yet: **printed loss, accuracy on the training data**. It needs epochs 400." in said(app)


def test_images_too_few_to_hold_any_out_are_explained(tmp_path, monkeypatch):
    for folder in "12":
        (tmp_path / "few" / folder).mkdir(parents=True)
        Image.fromarray(np.eye(28, dtype=np.uint8) * 255).save(tmp_path / "few" / folder / "1.png")
    monkeypatch.setenv("MLP_EXPLORER_HANZI", str(tmp_path / "few"))
    [error] = opened("hanzi").error
    assert "three images or more" in error.value


def test_a_preset_that_skips_more_images_than_there_are_names_another(tmp_path, monkeypatch):
    for folder in "12":
        (tmp_path / "few" / folder).mkdir(parents=True)
        for number in range(12):
            Image.fromarray(np.eye(28, k=number, dtype=np.uint8) * 255).save(
                tmp_path / "few" / folder / f"{number}.png"
            )
    monkeypatch.setenv("MLP_EXPLORER_HANZI", str(tmp_path / "few"))
    app = opened("hanzi")
    [warning] = app.warning
    assert "every 500th picture only, and there are just 20 to train on" in warning.value
    assert "such as **Every sample**" in warning.value
    assert not opened("hanzi", **{"hanzi-preset": "every-sample"}).warning


@pytest.mark.parametrize("by", ["key", "words"])
def test_a_preset_is_shown_in_words_and_linked_by_them_or_by_its_key(by):
    label = EXPERIMENTS["sine"].presets["corrected"].label
    app = opened("sine", **{"sine-preset": {"key": "corrected", "words": label}[by]})
    assert app.selectbox(key="sine-preset").options[1] == label
    assert app.selectbox(key="sine-preset").value == "corrected"
    assert not app.error


def test_settings_stay_with_their_preset():
    app = opened("sine")
    app.number_input(key="sine-epochs").set_value(50).run()
    fine(app.selectbox(key="sine-preset").select("corrected").run())
    assert app.number_input(key="sine-corrected-epochs").value == 10_000
    fine(app.selectbox(key="sine-preset").select("published").run())


def test_a_run_that_fails_says_why_in_one_sentence(monkeypatch):
    work_with(monkeypatch, OutOfMemory)
    app = opened("iris")
    assert [error.value for error in app.error] == [
        f"**{run}**: the run needs more memory than there is\\; try fewer seeds or smaller layers"
        for run in ("in order", "shuffled", "held out")
    ]


def test_a_diverged_run_is_explained(at_once):
    settings = {"surface-width-widths": ["5"], "surface-width-epochs": "2", "surface-width-learning_rate": "1000"}
    app = fine(runs(opened("surface_width", **settings)).click().run())
    assert "10 of 10 networks diverged, the first at epoch" in said(app)


def test_iris_once_trained(at_once):
    app = opened("iris", **{"iris-epochs": "4", "iris-replicates": "2"})
    fine(runs(app).click().run())
    app = section(app, "iris", "Printed and real")
    assert len(app.dataframe[0].value) == 3
    app = section(app, "iris", "One network, closely")
    charts = len(drawn(app))
    fine(app.segmented_control(key="iris-closely").set_value("held out").run())
    assert len(drawn(app)) == charts + 1  # the confusion matrix of those held out
    fine(app.selectbox(key="iris-across").select("sepal width (cm)").run())


def trained(spec):
    data = datasets.load(spec.dataset)
    return advance(spec, data, start(spec, data), spec.epochs).history


@pytest.mark.parametrize(("text", "chosen"), [("false", "never"), ("true", "always"), ("once", "once")])
def test_links_from_when_shuffle_was_a_switch_are_read(text, chosen):
    app = opened("surface_width", **{"surface-width-shuffle": text})
    assert not app.error
    assert app.selectbox(key="surface-width-shuffle").value == chosen


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_same_sections(page):
    name = page.replace("_", "-")
    app = opened(page)
    names = [tab.label for tab in app.tabs]
    assert names[:2] == ["What you saw", "Reported against ours"]
    assert names[-2:] == ["Settings in words", "Take home"]
    for each in names:
        app = section(app, name, each)
        open_ones = [tab.label for tab in app.tabs if tab.children]
        assert open_ones == [each], "only what is seen is made"
    assert "**Learning rate**" in said(section(app, name, "Settings in words"))


def test_a_run_is_kept_beside_the_next_one_and_let_go(at_once):
    app = fine(runs(opened("surface_width", **SMALL)).click().run())
    app.session_state["surface-width-pin"] = True  # as a click on Compare opens it
    app.run()
    fine(app.button(key="surface-width-pinned-width 5").click().run())
    assert "Kept: **width 5**. The same settings still." in said(app)
    fine(app.number_input(key="surface-width-learning_rate").set_value(0.01).run())
    assert r"Since then: learning rate 0\.001 → 0\.01." in said(app)
    app.session_state["surface-width-pin"] = True
    fine(app.run())
    fine(app.button(key="surface-width-pinned-none").click().run())
    assert "Kept:" not in said(app)


@pytest.mark.parametrize("name", [name for name in EXPERIMENTS if name != "mnist"])  # whose first seed comes alone
def test_a_page_that_nobody_changed_runs_what_was_published(name):
    app = opened(name.replace("-", "_"))
    runs = EXPERIMENTS[name].runs(next(iter(EXPERIMENTS[name].presets)))
    assert {with_source(spec).key for spec in runs.values()} <= set(app.session_state[f"{name}-tickets"])
