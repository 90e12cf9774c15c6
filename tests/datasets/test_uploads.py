"""Uploaded data is kept under a name made from its content, within limits."""

import os

import pytest

from datasets import DataError, cache, uploads


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    return tmp_path / "data" / "uploads"


def kept_files(folder):
    return sorted(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_the_same_bytes_get_the_same_name_and_are_kept_once(folder):
    name = uploads.save("mnist", b"digits")
    assert name == uploads.save("mnist", b"digits") != uploads.save("mnist", b"others")
    assert uploads.load("mnist", name) == b"digits"
    assert kept_files(folder) == [b"digits", b"others"]


def test_kinds_are_kept_apart():
    with pytest.raises(DataError, match="is not kept on this machine"):
        uploads.load("hanzi", uploads.save("mnist", b"digits"))


@pytest.mark.parametrize(
    "name", ["upload-", "upload-../../../etc/passwd", "upload-" + "g" * 24, "x", "upload-" + "0" * 25]
)
def test_names_are_checked_before_they_are_looked_for(name):
    with pytest.raises(DataError, match="an upload is named upload- and 24 hexadecimal digits, got"):
        uploads.load("mnist", name)


def test_what_is_damaged_is_as_good_as_gone(folder):
    name = uploads.save("mnist", b"digits")
    (folder / "mnist" / name).write_bytes(b"digit")
    with pytest.raises(DataError, match="is not kept on this machine any more: please upload the data again"):
        uploads.load("mnist", name)
    uploads.save("mnist", b"digits")
    assert uploads.load("mnist", name) == b"digits"


def test_one_upload_is_limited(folder, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 5)
    with pytest.raises(DataError, match="an upload may take"):
        uploads.save("mnist", b"digits")
    assert kept_files(folder) == []


def test_those_used_longest_ago_make_room(folder, monkeypatch):
    names = [uploads.save("mnist", f"digits {number}".encode()) for number in range(3)]
    for hour, name in enumerate(names):
        os.utime(folder / "mnist" / name, (hour, hour))
    uploads.load("mnist", names[0])  # used just now
    monkeypatch.setattr(uploads, "MOST_KEPT", 3 * len(b"digits 0"))
    uploads.save("hanzi", b"signs 12")
    assert kept_files(folder) == [b"digits 0", b"digits 2", b"signs 12"]
    monkeypatch.setattr(uploads, "MOST_KEPT", 1)
    last = uploads.save("mnist", b"the last one always stays")
    assert kept_files(folder) == [uploads.load("mnist", last)]


def test_a_disk_that_refuses_is_told_in_one_sentence(folder, monkeypatch):
    folder.parent.write_bytes(b"a file where the folder should be")
    with pytest.raises(DataError, match=r"the data cannot be kept on this machine: .*exists|.*[Nn]ot a directory"):
        uploads.save("mnist", b"digits")


def test_a_write_that_fails_leaves_nothing_and_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "file"
    cache.write(path, b"old")

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "replace", full)
    with pytest.raises(DataError, match="No space left on device"):
        cache.write(path, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"old")]
