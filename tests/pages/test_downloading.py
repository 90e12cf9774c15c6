"""A download in a thread: progress, one at a time, cancelled, failed."""

import threading
import time

import pytest

from datasets import DataError
from pages.shared.images.downloading import Download


def wait_until(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def mirror():
    """A slow mirror: `begun` counts its downloads, `go_on` lets them end."""

    class Mirror:
        def __init__(self):
            self.begun, self.go_on = 0, threading.Event()

        def fetch(self, progress):
            self.begun += 1
            while not self.go_on.wait(0.005):
                progress(0.25)
            progress(1.0)

    return Mirror()


def test_it_goes_on_in_the_background_once_for_all(mirror):
    download = Download(mirror.fetch)
    download.start()
    download.start()
    wait_until(lambda: download.share == 0.25)
    assert download.live
    mirror.go_on.set()
    wait_until(lambda: not download.live)
    assert (mirror.begun, download.share, download.error) == (1, 1.0, None)


def test_cancelled_it_ends_without_an_error_and_can_begin_again(mirror):
    download = Download(mirror.fetch)
    download.start()
    download.cancel()
    wait_until(lambda: not download.live)
    assert (download.error, download.share < 1) == (None, True)
    mirror.go_on.set()
    download.start()
    wait_until(lambda: not download.live)
    assert download.share == 1.0


def test_what_went_wrong_is_one_sentence_until_the_next_start(mirror):
    def refuse(progress):
        raise DataError("no mirror answers")

    download = Download(refuse)
    download.start()
    wait_until(lambda: not download.live)
    assert download.error == "no mirror answers"
