"""Which epochs a page keeps to scrub through, and which seed it shows."""

import numpy as np
import pytest

from datasets import Dataset, Split
from mlp import Spec
from mlp.experiments import EXPERIMENTS
from mlp.history import History
from mlp.runs.jobs import Report
from pages.shared.seeds import ranked_seed, seed_shown
from pages.shared.sine import fit as sine_fit
from pages.shared.stage.frames import with_fitting_frames, with_frames
from pages.shared.surface import fit as fitted_surface


@pytest.mark.parametrize("epochs", [1, 7, 60, 61, 1000])
def test_frames_reach_from_the_start_to_the_end(epochs):
    kept = with_frames(Spec(epochs=epochs), 61).snapshots
    assert (kept[0], kept[-1]) == (0, epochs)
    assert len(kept) == min(epochs + 1, 61)


@pytest.mark.parametrize(
    ("name", "most"), [("surface-fit", fitted_surface.MOST_FRAMES), ("sine", sine_fit.MOST_FRAMES)]
)
def test_published_presets_keep_these_frames_already(name, most):
    specs = EXPERIMENTS[name].runs()
    assert {label: with_frames(spec, most) for label, spec in specs.items()} == specs


@pytest.mark.parametrize("name", ["mnist", "hanzi"])
def test_published_presets_of_images_keep_the_frames_that_their_page_asks_for(name):
    x = np.zeros((12, 784), np.uint8)
    classes = tuple(map(str, range({"mnist": 10, "hanzi": 12}[name])))
    data = Dataset(name, Split(x, np.arange(12) % len(classes)), classes=classes, image_shape=(28, 28))
    for preset in EXPERIMENTS[name].presets:
        for spec in EXPERIMENTS[name].runs(preset).values():
            assert with_fitting_frames(spec, data) == spec


def report(status, *final, whole=0):
    """A run that ended up so; no number where it diverged."""
    curves, diverged = {"train_loss": np.array([final])}, np.where(np.isnan(final), 2, -1)
    history = History(np.array([3]), curves, {}, diverged)
    return Report(Spec(replicates=len(final)), status, history, seeds=range(whole, len(final)))


def test_the_ranked_seed_is_shown_once_training_is_done():
    assert seed_shown(report("finished", 0.3, 0.1, 0.2), "median") == 2
    assert seed_shown(report("running", 0.3, 0.1, 0.2), "median") == 0
    assert seed_shown(report("finished", np.nan, 0.1, np.nan, 0.2, 0.3), "median") == 4
    assert seed_shown(Report(Spec(), "cancelled"), "median") == 0
    ended = report("finished", np.nan, 0.1, 0.2, 0.3)
    assert [seed_shown(ended, rank) for rank in ("best", "median", "worst")] == [1, 2, 0]


def test_a_chosen_seed_is_shown_as_soon_as_it_is_there():
    assert seed_shown(report("running", 0.3, 0.1, whole=2), "1") == 1
    assert seed_shown(report("running", 0.3, 0.1, whole=1), "1") == 0
    assert seed_shown(report("finished", 0.3, 0.1), "1") == 1


def test_seeds_that_have_not_begun_are_in_no_middle():
    history = History(np.array([3]), {"train_loss": np.array([[0.3, np.nan, np.nan, np.nan]])}, {}, np.full(4, -1))
    assert ranked_seed(history) == 0
