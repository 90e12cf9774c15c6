"""Animations are drawn by an executor, frame by frame; they can be watched, cancelled, and their workers can die."""

import io
import signal
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest
from PIL import Image

from mlp.runs.pool import WorkerPool
from pages.shared.surface.gif import FRAME_MS, LAST_MS, Animation
from pages.shared.surface.plot import true_heights

FRAMES = [(true_heights() * share, f"{share:.0%}") for share in (0, 0.5, 1)]


class Desk:
    """An executor that does nothing by itself."""

    def __init__(self):
        self.futures = []

    def submit(self, function, *arguments):
        self.futures.append(Future())
        return self.futures[-1]


def finished(animation, seconds=20):
    deadline = time.monotonic() + seconds
    while animation.file is None and time.monotonic() < deadline:
        time.sleep(0.02)
    return animation.file


def test_a_file_with_all_frames_that_plays_for_ever():
    with ThreadPoolExecutor(1) as executor:
        gif = Image.open(io.BytesIO(finished(Animation(executor, FRAMES))))
    assert gif.n_frames == 3
    assert gif.info["loop"] == 0
    shown = []
    for frame in range(gif.n_frames):
        gif.seek(frame)
        shown.append((gif.info["duration"], gif.convert("RGB").tobytes()))
    assert [duration for duration, _picture in shown] == [FRAME_MS, FRAME_MS, LAST_MS]
    assert len({picture for _duration, picture in shown}) == 3


def test_progress_counts_frames():
    desk = Desk()
    animation = Animation(desk, FRAMES)
    assert (animation.progress, animation.file) == (0, None)
    desk.futures[0].set_result(b"")
    assert animation.progress == pytest.approx(1 / 3)
    assert len(desk.futures) == 3  # the file is put together only when all frames are there


def test_cancelled_frames_are_never_drawn():
    desk = Desk()
    Animation(desk, FRAMES).cancel()
    assert all(future.cancelled() for future in desk.futures)


@pytest.mark.parametrize("last", [False, True])
def test_it_knows_when_its_workers_died(last):
    desk = Desk()
    animation = Animation(desk, FRAMES)
    assert not animation.broken
    if last:
        for future in desk.futures:
            future.set_result(b"")
        assert animation.file is None
    desk.futures[-1].set_exception(BrokenProcessPool())
    assert animation.broken


def test_after_its_workers_died_the_next_is_made():
    pool = WorkerPool(1)
    broken, wanted = pool.submit(signal.raise_signal, signal.SIGTERM), Animation(pool, FRAMES)
    assert isinstance(broken.exception(20), BrokenExecutor)
    assert finished(wanted)
    pool.stop()
