"""Settings in the sidebar: refused ones, changed ones, and hostile ones from the URL."""

import pytest
from streamlit.testing.v1 import AppTest

from mlp import SETTINGS
from mlp.words import SUBJECTS
from pages.shared import controls
from pages.shared.stage import stage
from tests.pages.test_pages import PAGES, SMALL, fine, fresh, opened, runs  # noqa: F401 (fresh is a fixture)

EVIL = "[x](http://evil.example) ![i](http://evil.example/i.png) <b>"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("learning_rate", -1.0, "Learning rate must be a number from 1e\\-12 to 1000\\, got \\-1\\.0"),
        ("batch_size", 99_999_999, "Rows per step must be a whole number from 0 to 1000000\\, got 99999999"),
        ("epochs", 0, "Epochs must be a whole number from 1 to 100000\\, got 0"),
    ],
)
def test_a_refused_value_is_said_and_nothing_runs_until_it_is_mended(name, value, says):
    app = unfolded("surface_width", **SMALL)
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


def unfolded(page, **parameters):
    """The page with everything in its sidebar to be seen."""
    app, name = opened(page, **parameters), page.replace("_", "-")
    for subject in SUBJECTS:
        app.session_state[f"{name}-{subject}"] = True
    return fine(app.run())


def linked_keys(block):
    """The names that a page's widgets have in the URL."""
    children = block.children.values() if hasattr(block, "children") else ()
    own = getattr(block.proto, "query_param_key", "") if hasattr(block, "proto") else ""
    return [*filter(None, [own]), *(key for child in children for key in linked_keys(child))]


@pytest.mark.parametrize("page", PAGES)
def test_every_hostile_value_of_every_link_is_said_as_it_is(page):
    app = unfolded(page)
    keys = [*linked_keys(app.main), *linked_keys(app.sidebar)]
    assert len(set(keys)) == len(keys) > 20
    for value in (EVIL, "9" * 5000):
        app = opened(page, **dict.fromkeys(keys, value))
        assert len(app.error) == len(keys)
        kinds = ("error", "warning", "info", "caption", "markdown")
        said = [each.value for kind in kinds for each in getattr(app, kind)]
        assert not [text for text in said if "](http" in text or "<b>" in text]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_offers_every_setting_that_makes_sense_there(page):
    name = page.replace("_", "-")
    driven = {
        "surface-width": {"hidden"},
        "surface-depth": {"hidden"},
        "surface-fit": {"reduction"},
        "iris": {"shuffle"},
    }
    general = {setting for setting, row in SETTINGS.items() if not row.only_with} - set(controls.ONLY_BY_NAME)
    offered = {key.removeprefix(f"{name}-") for key in linked_keys(unfolded(page).sidebar)}
    assert general - offered == driven.get(name, set())


def folded(app):
    """subject -> whether it is unfolded."""
    return {each.label: each.proto.expanded for each in app.sidebar.expander if each.label in SUBJECTS}


def test_other_settings_are_folded_by_subject_and_unfold_where_a_link_changes_one():
    assert folded(opened("surface_width")) == dict.fromkeys(SUBJECTS, False)
    app = opened("surface_width", **{"surface-width-l2": "0.1"})
    assert folded(app) == dict.fromkeys(SUBJECTS, False) | {"Training": True}
    assert folded(fine(app.button(key="surface-width-l2-undo").click().run()))["Training"], (
        "nothing folds under the hand"
    )
    assert folded(opened("surface_width", **{"surface-width-dropout": "7"}))["Training"], (
        "there it says what is refused"
    )


def test_what_was_changed_in_a_subject_holds_when_it_is_folded_again():
    app = unfolded("surface_width")
    fine(app.number_input(key="surface-width-l2").set_value(0.5).run())
    app.session_state["surface-width-Training"] = False
    fine(app.run())
    assert "Changed: Penalty on large weights" in [caption.value for caption in app.sidebar.caption]
    assert "surface-width-l2" in linked_keys(app.sidebar)
    assert "surface-width-l1" not in linked_keys(app.sidebar)


def test_a_subject_with_nothing_in_it_is_not_shown():
    assert list(folded(opened("sine", **{"sine-preset": "explosion"}))) == ["Network", "Training", "Data", "Seeds"]

    def page():
        from mlp import Spec
        from pages.shared.controls import settings

        settings("small", Spec(), ("seed", "replicates"))

    assert list(folded(AppTest.from_function(page).run())) == ["Network", "Training", "Data"]


def test_a_setting_without_effect_is_not_shown():
    app = unfolded("surface_width")
    assert "surface-width-momentum" not in linked_keys(app.sidebar)
    fine(app.selectbox(key="surface-width-optimizer").select("adam").run())
    assert app.number_input(key="surface-width-momentum").value == 0.9


def test_one_changed_setting_is_brought_back_alone():
    app = opened("surface_width", **{"surface-width-learning_rate": "0.002", "surface-width-epochs": "7"})
    undo = app.button(key="surface-width-learning_rate-undo")
    assert undo.label == "Back to 0\\.001"
    fine(undo.click().run())
    assert app.number_input(key="surface-width-learning_rate").value == 0.001
    assert app.number_input(key="surface-width-epochs").value == 7
    assert not [button for button in app.button if button.key == "surface-width-learning_rate-undo"]


def test_a_refused_value_is_brought_back():
    app = opened("surface_fit", **{"surface-fit-epochs": "2"})
    fine(app.text_input(key="surface-fit-hidden").set_value("100, abc").run())
    fine(app.button(key="surface-fit-hidden-undo").click().run())
    assert app.text_input(key="surface-fit-hidden").value == "100, 80, 50, 30, 10"
    assert not app.error


def test_thresholds_are_written_as_pairs():
    app = opened("sine")
    field = app.text_input(key="sine-thresholds")
    fine(field.set_value("0.5: 0.0001").run())
    assert not app.error
    fine(field.set_value("0.5").run())
    assert "pairs of numbers" in app.error[0].value


@pytest.mark.parametrize(
    ("clicked", "shown"), [(1, "1"), (2, None), (-1, None), ("1", None), (None, None), (1.0, None)]
)
def test_a_clicked_seed_is_one_that_there_is(clicked, shown, monkeypatch):
    state = {"page-stage": {"seed": clicked}}
    monkeypatch.setattr(stage.st, "session_state", state)
    stage._choose("page-stage", "page", replicates=2)
    assert state.get("page-shown") == shown
