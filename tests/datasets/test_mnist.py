"""MNIST from every source, split as in the second document."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

import datasets
from datasets import DataError, mnist_files
from datasets.sources import mnist
from tests.datasets.digit_samples import csv_file, digits, four_files, idx_file, publish


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder to put files into, an empty cache, nothing in memory."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MLP_EXPLORER_MNIST", str(tmp_path))
    forget()
    yield tmp_path
    forget()


def forget():
    datasets._load.cache_clear()
    mnist._shuffled.cache_clear()


def put(folder, files):
    for name, data in files.items():
        (folder / name).write_bytes(data)


def rows_of(split):
    return {row.tobytes() for row in split.x}


def test_without_any_file_small_digits_stand_in_and_say_so():
    assert mnist.available() == ("digits",)
    data = datasets.load("mnist")
    assert (len(data.train), len(data.validation), data.test) == (1618, 179, None)
    assert data.source.startswith("not MNIST, but scikit-learn's digits of 8 x 8 pixels")
    assert data.train.x.dtype == np.uint8
    assert data.train.x.shape == (1618, 784)
    assert data.train.y.dtype == np.int64
    assert (data.scale, data.image_shape, data.classes) == (1 / 255, (28, 28), tuple("0123456789"))
    assert set(data.train.y) == set(range(10))


def test_the_small_digits_lie_in_a_frame_as_those_of_mnist():
    images = datasets.load("mnist").train.x.reshape(-1, 28, 28)
    inside = images[:, 4:24, 4:24]
    assert images.sum(dtype=int) == inside.sum(dtype=int)
    assert images.max() == 255
    assert inside.max(axis=(0, 2)).min() > 0  # every row of the box is used


def test_the_four_files_are_split_by_seed(folder, monkeypatch):
    content = four_files(train_rows=40, test_rows=20)
    publish(monkeypatch, content)
    put(folder, content)
    assert datasets.best_source("mnist") == "idx"
    data = datasets.load("mnist", source="idx", train_rows=30)
    assert (len(data.train), len(data.validation), len(data.test)) == (30, 4, 20)
    assert data.source == "MNIST: 30 images to train, 4 to validate, 20 to test"
    images, labels = digits(40, seed=1)
    label_of = {image.tobytes(): label for image, label in zip(images, labels, strict=True)}
    for split in (data.train, data.validation):
        assert [label_of[row.tobytes()] for row in split.x] == split.y.tolist()
    assert not rows_of(data.train) & rows_of(data.validation)
    assert rows_of(data.test) == {image.tobytes() for image in digits(20, seed=2)[0]}
    other = datasets.load("mnist", source="idx", train_rows=30, seed=1)
    assert rows_of(other.validation) != rows_of(data.validation)
    forget()
    assert np.array_equal(datasets.load("mnist", source="idx", train_rows=30).train.x, data.train.x)


def test_training_rows_are_taken_from_the_same_memory_and_as_many_as_there_are():
    few, all_rows = datasets.load("mnist", train_rows=50), datasets.load("mnist", train_rows=60_000)
    assert (len(few.train), len(all_rows.train)) == (50, 1618)
    assert np.shares_memory(few.train.x, all_rows.train.x)
    assert few.train.x.flags.c_contiguous


def test_files_named_as_mnist_that_hold_something_else_are_refused(folder):
    put(folder, four_files())
    assert "idx" in mnist.available()
    with pytest.raises(DataError, match="is not MNIST's file of that name"):
        datasets.load("mnist", source="idx")


def test_three_of_four_files_are_none(folder):
    put(folder, dict(list(four_files().items())[:3]))
    assert mnist.available() == ("digits",)


def test_files_are_found_where_downloads_are_kept(folder, monkeypatch):
    monkeypatch.delenv("MLP_EXPLORER_MNIST")
    kept = folder / "cache" / "data" / "mnist"
    kept.mkdir(parents=True)
    put(kept, {f"{name}.gz": data for name, data in four_files().items()})
    assert mnist.available() == ("idx", "digits")


def test_kaggles_table(folder):
    put(folder, {"train.csv": csv_file(*digits(30))})
    assert mnist.available() == ("kaggle", "digits")
    data = datasets.load("mnist", source="kaggle")
    assert (len(data.train), len(data.validation), data.test) == (27, 3, None)
    assert rows_of(data.train) | rows_of(data.validation) == {image.tobytes() for image in digits(30)[0]}


def test_an_upload_is_a_source_of_its_own():
    images, labels = digits(30)
    source = mnist.keep_upload({"a": idx_file(images), "b": idx_file(labels)})
    assert source == mnist.keep_upload({"images.csv": csv_file(images, labels)})
    data = datasets.load("mnist", source=source)
    assert (len(data.train), len(data.validation), data.test) == (27, 3, None)
    assert data.source == "uploaded images: 27 images to train, 3 to validate"
    assert mnist.available() == ("digits",)


def test_an_upload_of_four_files_has_test_images():
    data = datasets.load("mnist", source=mnist.keep_upload(four_files(test_rows=20)))
    assert rows_of(data.test) == {image.tobytes() for image in digits(20, seed=2)[0]}


def test_bad_uploads_are_not_kept(folder):
    with pytest.raises(DataError, match="must have 785 columns"):
        mnist.keep_upload({"notes.txt": b"hello"})
    assert not (folder / "cache").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"source": "nonsense"}, "source must be idx, kaggle, digits or the name of an upload, got 'nonsense'"),
        ({"source": 3}, "source must be idx, .* got 3"),
        ({"source": "idx"}, "the four files of MNIST are not on this machine: please download or upload them"),
        ({"source": "kaggle"}, "Kaggle's train.csv .* is not on this machine: please upload it"),
        ({"source": "upload-" + "0" * 24}, "is not kept on this machine"),
        ({"source": "upload-../../x"}, "an upload is named upload- and 24 hexadecimal digits"),
        ({"train_rows": 0}, "train_rows must be a whole number from 1 to 70000, got 0"),
        ({"train_rows": 1e9}, "train_rows must be a whole number"),
        ({"seed": -1}, "seed must be a whole number"),
    ],
)
def test_options_that_cannot_be_are_refused(options, sentence):
    with pytest.raises(DataError, match=sentence):
        datasets.load("mnist", **options)


@pytest.fixture
def real(monkeypatch):
    folder = os.environ.get("MLP_EXPLORER_REAL_DATA")
    if not folder:
        pytest.skip("set MLP_EXPLORER_REAL_DATA to the folder of the real data")
    monkeypatch.setenv("MLP_EXPLORER_MNIST", str(Path(folder) / "mnist"))


def test_the_real_files_are_the_published_ones(real):
    paths = mnist_files.find(*mnist_files.FILES)
    contents = [mnist_files.content(name, path.read_bytes()) for name, path in paths.items()]
    beginnings = [hashlib.md5(content, usedforsecurity=False).hexdigest()[:8] for content in contents]
    assert beginnings == ["6bbc9ace", "a25bea73", "2646ac64", "27ae3e4e"]


def test_real_mnist_is_split_as_in_the_document(real):
    assert datasets.best_source("mnist") == "idx"
    data = datasets.load("mnist", source="idx")
    assert (len(data.train), len(data.validation), len(data.test)) == (41_000, 1000, 10_000)
    assert data.test.y[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(data.train.y).min() > 3500
    assert (data.train.x.mean() * data.scale) == pytest.approx(0.1307, abs=0.001)  # MNIST's well-known mean
    assert len(datasets.load("mnist", source="idx", train_rows=59_000).train) == 59_000
