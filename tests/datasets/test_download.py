"""Downloading MNIST, from servers on this machine that answer well and badly."""

import gzip
import http.server
import threading
from contextlib import contextmanager

import pytest

from datasets import DataError, cache, download, mnist_files
from tests.datasets.digit_samples import four_files, publish

CONTENT = four_files(train_rows=200)
FIRST, *_, LAST = CONTENT


class Mirror(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        data = self.server.files.get(self.path[1:])
        if data is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data) + self.server.missing))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@contextmanager
def serving(files, missing=0):
    """A server of files, gzipped; `missing` bytes are announced beyond those sent."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        server.files = {f"{name}.gz": gzip.compress(data) for name, data in files.items()}
        server.missing, server.asked = missing, []
        server.url = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty cache, and MNIST published as a few random images."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("MLP_EXPLORER_MNIST", raising=False)
    publish(monkeypatch, CONTENT)
    return cache.folder("mnist")


@pytest.fixture
def mirrors(monkeypatch):
    return lambda *urls: monkeypatch.setattr(download, "MIRRORS", urls)


@pytest.fixture
def good():
    with serving(CONTENT) as server:
        yield server


@pytest.fixture
def dead():
    with serving({}) as server:
        pass
    return server.url


def names(folder):
    return sorted(path.name for path in folder.glob("*"))


def test_all_files_arrive_and_are_found(folder, mirrors, good):
    mirrors(good.url)
    assert mnist_files.find(*CONTENT) is None
    download.fetch()
    found = mnist_files.find(*CONTENT)
    assert {name: mnist_files.content(name, path.read_bytes()) for name, path in found.items()} == CONTENT
    assert names(folder) == sorted(f"{name}.gz" for name in CONTENT)


def test_progress_rises_from_near_0_to_1(mirrors, good):
    mirrors(good.url)
    shares = []
    download.fetch(shares.append)
    assert shares[0] < 1
    assert shares[-1] == 1
    assert shares == sorted(shares)
    assert len(set(shares)) >= 4


def test_what_is_kept_is_not_asked_for_again_unless_damaged(folder, mirrors, good):
    mirrors(good.url)
    download.fetch()
    (folder / f"{LAST}.gz").write_bytes(b"damaged")
    good.asked.clear()
    download.fetch()
    assert good.asked == [f"/{LAST}.gz"]
    assert mnist_files.content(LAST, (folder / f"{LAST}.gz").read_bytes()) == CONTENT[LAST]


def test_the_second_mirror_serves_when_the_first_is_dead(folder, mirrors, good, dead):
    mirrors(dead, good.url)
    download.fetch()
    assert len(names(folder)) == 4


def test_no_mirror_at_all_is_told_in_one_sentence(folder, mirrors, dead):
    with serving({}) as empty:
        mirrors(dead, empty.url)
        with pytest.raises(DataError) as caught:
            download.fetch()
    reasons = "127.0.0.1 cannot be reached; 127.0.0.1 answered 404"
    assert str(caught.value) == f"{FIRST}.gz cannot be downloaded: {reasons}"
    assert names(folder) == []


@pytest.mark.parametrize("wrong", [b"other bytes", CONTENT[FIRST][:-1], CONTENT[LAST]])
def test_other_bytes_are_refused_and_not_kept(folder, mirrors, wrong):
    with serving(CONTENT | {FIRST: wrong}) as server:
        mirrors(server.url)
        with pytest.raises(DataError, match="sent other data than the published"):
            download.fetch()
    assert names(folder) == []


def test_a_cut_connection_leaves_nothing(folder, mirrors):
    with serving(CONTENT, missing=100) as server:
        mirrors(server.url)
        with pytest.raises(DataError, match=r"127\.0\.0\.1 broke off"):
            download.fetch()
    assert names(folder) == []


def test_a_file_without_end_is_refused(folder, mirrors, good, monkeypatch):
    monkeypatch.setattr(download, "MOST_BYTES", 100_000)
    mirrors(good.url)
    with pytest.raises(DataError, match="cannot be downloaded"):
        download.fetch()
    assert names(folder) == []


def test_progress_can_cancel_and_what_is_complete_stays(folder, mirrors, good):
    class CancelledError(Exception):
        pass

    def cancel(share):
        if len(names(folder)) == 2:
            raise CancelledError

    mirrors(good.url)
    with pytest.raises(CancelledError):
        download.fetch(cancel)
    assert names(folder) == sorted(f"{name}.gz" for name in list(CONTENT)[:2])
    assert mnist_files.find(*CONTENT) is None
    download.fetch()
    assert mnist_files.find(*CONTENT)
