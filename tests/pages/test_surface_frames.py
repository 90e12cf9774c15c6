"""What the page of the fitted surface shows of a network."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

import datasets
from mlp import Spec
from mlp.engine.training import advance, start
from mlp.history import FINISHED
from mlp.runs.jobs import Report
from pages.shared.surface import frames
from pages.shared.surface.frames import animation_frames, frame_title
from pages.shared.surface.plot import POINTS, picture

SPEC = Spec(hidden=(4,), init_scale=1, epochs=2, replicates=2, snapshots=(0, 1, 2))


@pytest.fixture(scope="module")
def history():
    data = datasets.load("surface")
    return advance(SPEC, data, start(SPEC, data), 2).history


def colours(png):
    """How many pixels are not grey."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), int)
    return (np.ptp(pixels, axis=-1) > 30).sum()


def gone(history, epoch):
    """The same history, seed 1 diverged at an epoch."""
    return replace(history, diverged=np.array([-1, epoch]))


def test_a_diverged_network_is_drawn_as_words_not_as_a_plane(history):
    report = Report(SPEC, FINISHED, gone(history, 1))
    assert frames._after(2, report, 1) == frames._error(2, report, 1)
    assert frames._after(2, report, 1) != frames._after(0, report, 1)
    assert np.isnan(animation_frames(report, 1)[1][0]).all()
    assert np.isfinite(animation_frames(report, 1)[0][0]).all()


def test_a_picture_of_nothing_is_empty_space():
    nothing = picture(np.full((POINTS, POINTS), np.nan), "", dark=False)
    plane = picture(np.zeros((POINTS, POINTS)), "", dark=False)
    assert colours(nothing) < colours(plane) / 4


def test_an_animation_has_every_frame_of_the_seed(history):
    frames = animation_frames(Report(SPEC, FINISHED, history), 1)
    assert [title for _heights, title in frames] == [frame_title(history, epoch, 1) for epoch in (0, 1, 2)]
    assert frames[0][0].shape == (POINTS, POINTS)
    assert not np.allclose(frames[0][0], frames[2][0])


def test_titles_say_when_and_how_far(history):
    loss = history.curves["train_loss"][1, 0]
    assert frame_title(history, 1, 0) == f"epoch 1, loss {loss:.2g}"
    assert frame_title(history, 0, 0).startswith("before training, loss")
    assert frame_title(gone(history, 2), 2, 1) == "diverged at epoch 2"
    assert frame_title(gone(history, 2), 1, 1).startswith("epoch 1, loss")
