"""The overview trains its own cards: a first seed of each run first, behind all that a visitor asks for."""

from dataclasses import replace

import pytest

from mlp.experiments import EXPERIMENTS
from mlp.runs.store import Result, Store, default_folder
from pages.shared.overview import board, training
from tests.pages.test_pages import SMALL, AtOnce, Idle, drawn, fine, labels, opened, runs, trained, work_with
from tests.pages.test_runs import Waiting, button

SEEDS = 3


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    """A process that has nothing, and quick experiments."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.setattr(board, "EXPERIMENTS", {name: quick(EXPERIMENTS[name]) for name in ("surface-width", "sine")})
    work_with(monkeypatch, Waiting)


def quick(experiment):
    name, preset = next(iter(experiment.presets.items()))
    small = {label: spec.but(epochs=40, evaluate_every=1, snapshots=()) for label, spec in preset.runs.items()}
    return replace(experiment, presets={name: replace(preset, runs=small)}, replicates=SEEDS)


def overview():
    return opened("overview")


def badges(app, words):
    return sum(words in text.value for text in app.markdown)


def at_work():
    """The specs of the chunks under way."""
    return [arguments[1] for _future, _function, arguments in Waiting.work]


def grow(app, until):
    """Work and look by turns until something is true."""
    for _ in range(200):
        if until():
            return
        Waiting.step()
        fine(app.run())
    pytest.fail("it never came to that")


def test_every_first_seed_begins_before_any_others_do():
    app, begun = overview(), set()
    assert badges(app, "training here: waits for its turn") == 2
    assert not drawn(app)

    def others_begin():
        begun.update(at_work())
        return any(spec.replicates == SEEDS for spec in at_work())

    grow(app, others_begin)
    assert sum(spec.replicates == 1 for spec in begun) == 4 + 1
    assert badges(app, "training here: seed 1 of 3") or badges(app, "training here: seeds 2 to 3")
    assert len(drawn(app)) == 2


def test_cards_end_with_all_seeds_and_nothing_to_stop():
    app = overview()
    assert "Stop" in labels(app)
    grow(app, lambda: not Waiting.work)
    assert not badges(app, "training here")
    assert "Stop" not in labels(app)
    specs = [spec for each in board.EXPERIMENTS.values() for spec in each.runs().values()]
    assert all(spec in Store(default_folder()) for spec in specs)


def test_a_page_comes_before_all_of_it():
    overview()
    app = opened("surface_width", **SMALL | {"surface-width-epochs": "2000"})
    fine(runs(app).click().run())
    for _ in range(6):
        Waiting.step(len(Waiting.work))
        assert {spec.epochs for spec in at_work()} == {2000}


def test_stop_stops_all_of_it_and_it_goes_on_from_there():
    app = overview()
    grow(app, lambda: len(drawn(app)) == 2)
    fine(button(app, "Stop").click().run())
    assert badges(app, "stopped") == 2
    assert len(drawn(app)) == 2, "what is trained is kept"
    Waiting.step(len(Waiting.work))
    assert not Waiting.work
    fine(button(app, "Go on").click().run())
    assert badges(app, "training here") == 2
    grow(app, lambda: not Waiting.work)
    assert not badges(app, "training here")


def test_the_other_seeds_of_a_slow_run_are_left_to_its_page(monkeypatch):
    work_with(monkeypatch, AtOnce)
    monkeypatch.setattr(training, "LONGEST", 0)
    app = overview()
    assert badges(app, "1 seed; the others train on its page") == 2
    assert len(drawn(app)) == 2


def test_a_first_seed_that_takes_too_long_is_given_up(monkeypatch):
    app = overview()
    Waiting.step(2)
    monkeypatch.setattr(training, "LONGEST", 0)
    fine(app.run())
    Waiting.step(len(Waiting.work))
    fine(app.run())
    assert badges(app, "stopped")


def test_a_card_judges_its_claim_once_all_is_there(monkeypatch):
    work_with(monkeypatch, Idle)
    monkeypatch.setattr(board, "EXPERIMENTS", {name: EXPERIMENTS[name] for name in ("surface-width", "iris")})
    assert badges(overview(), "printed loss: reported **0.4822** :gray-badge") == 1
    spec = EXPERIMENTS["iris"].runs("published")["in order"]
    Store(default_folder()).put(spec, Result(trained(spec), 1.0))
    assert badges(overview(), "printed loss: reported **0.4822**, ours **0.") == 1
