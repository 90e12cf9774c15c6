"""Settings in the sidebar: refused ones, changed ones, and hostile ones from the URL."""

import pytest

from pages.shared.stage import stage
from tests.pages.test_pages import PAGES, SMALL, fine, fresh, opened, runs  # noqa: F401 (fresh is a fixture)

EVIL = "[x](http://evil.example) ![i](http://evil.example/i.png) <b>"
NAMES = ("learning_rate", "epochs", "replicates", "hidden", "activation", "seed", "preset", "source", "shown", "band")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("learning_rate", -1.0, "Learning rate must be a number from 1e\\-12 to 1000\\, got \\-1\\.0"),
        ("batch_size", 99_999_999, "Rows per step must be a whole number from 0 to 1000000\\, got 99999999"),
        ("epochs", 0, "Epochs must be a whole number from 1 to 100000\\, got 0"),
    ],
)
def test_a_refused_value_is_said_and_nothing_runs_until_it_is_mended(name, value, says):
    app = opened("surface_width", **SMALL)
    assert not runs(app).disabled
    fine(app.number_input(key=f"surface-width-{name}").set_value(value).run())
    assert [error.value for error in app.error] == [says]
    assert runs(app).disabled
    fine(app.number_input(key=f"surface-width-{name}").set_value(7).run())
    assert not app.error
    assert not runs(app).disabled


def test_hidden_layers_are_whole_numbers_separated_by_commas():
    app = opened("surface_fit", **{"surface-fit-epochs": "2"})
    fine(app.text_input(key="surface-fit-hidden").set_value("100, abc").run())
    [error] = app.error
    assert "whole numbers from 1 to 2048\\, separated by commas" in error.value
    assert runs(app).disabled


def test_changed_settings_are_named_and_can_be_brought_back():
    app = opened("surface_width", **{"surface-width-learning_rate": "0.002"})
    assert "Changed: Learning rate" in [caption.value for caption in app.sidebar.caption]
    fine(app.button(key="surface-width-reset").click().run())
    assert app.number_input(key="surface-width-learning_rate").value == 0.001
    assert "Changed: Learning rate" not in [caption.value for caption in app.sidebar.caption]


def test_no_pill_means_nothing_chosen():
    app = opened("surface_width")
    pills = next(group for group in app.sidebar.get("button_group") if group.key == "surface-width-widths")
    fine(pills.set_value([]).run())
    assert "Nothing is chosen" in app.info[0].value


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("value", [EVIL, "9" * 5000], ids=["markdown", "digits"])
def test_nothing_from_the_url_is_markdown(page, value):
    app = opened(page, **{f"{page.replace('_', '-')}-{name}": value for name in NAMES})
    said = [each.value for kind in ("error", "warning", "info", "caption", "markdown") for each in getattr(app, kind)]
    assert not [text for text in said if "](http" in text or "<b>" in text]


@pytest.mark.parametrize(
    ("clicked", "shown"), [(1, "1"), (2, None), (-1, None), ("1", None), (None, None), (1.0, None)]
)
def test_a_clicked_seed_is_one_that_there_is(clicked, shown, monkeypatch):
    state = {"page-stage": {"seed": clicked}}
    monkeypatch.setattr(stage.st, "session_state", state)
    stage._choose("page-stage", "page", replicates=2)
    assert state.get("page-shown") == shown
