"""What the page of the fitted surface shows of a network."""

import io

import numpy as np
import pytest
from PIL import Image

import datasets
from mlp import Spec
from mlp.engine.training import advance, start
from mlp.history import FINISHED, History
from mlp.runs.jobs import Report
from pages.shared.surface.frames import animation_frames, frame_title, maps
from pages.shared.surface.plot import POINTS

SPEC = Spec(hidden=(4,), init_scale=1, epochs=2, replicates=2, snapshots=(0, 1, 2))


@pytest.fixture(scope="module")
def history():
    data = datasets.load("surface")
    return advance(SPEC, data, start(SPEC, data), 2).history


def brightness(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), int).sum()


def test_a_fit_and_its_error_become_two_pictures(history):
    fit, error = maps("good", 2, 0, SPEC, history.snapshots[2][0])
    assert fit != error
    assert maps("good", 1, 0, SPEC, history.snapshots[1][0]) != (fit, error)


def test_the_error_of_a_diverged_network_is_bright(history):
    parameters = history.snapshots[2][0]
    _fit, error = maps("brighter", 2, 0, SPEC, parameters)
    _fit, worst = maps("brightest", 2, 0, SPEC, np.full_like(parameters, np.nan))
    assert brightness(worst) > brightness(error)


def test_an_animation_has_every_frame_of_the_seed(history):
    frames = animation_frames(Report(SPEC, FINISHED, history), 1)
    assert [title for _heights, title in frames] == [frame_title(history, epoch, 1) for epoch in (0, 1, 2)]
    assert frames[0][0].shape == (POINTS, POINTS)
    assert not np.allclose(frames[0][0], frames[2][0])


def test_titles_say_when_and_how_far(history):
    loss = history.curves["train_loss"][1, 0]
    assert frame_title(history, 1, 0) == f"epoch 1, loss {loss:.2g}"
    assert frame_title(history, 0, 0).startswith("before training, loss")
    gone = History(np.arange(2), {"train_loss": np.array([[1.0], [np.nan]])})
    assert frame_title(gone, 1, 0) == "epoch 1, diverged"
