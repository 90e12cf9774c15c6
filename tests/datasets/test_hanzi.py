"""The twelve characters from every source, split alike, and the written ones beside the real ones."""

import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import datasets
from datasets import DataError
from datasets.sources import hanzi
from tests.datasets.test_images import CROSS, bitmap, zipped


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty cache, nothing in memory, and a folder that may be given to the source."""
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv(hanzi.PLACE, raising=False)
    forget()
    yield tmp_path
    forget()


def forget():
    datasets._load.cache_clear()
    hanzi._found.cache_clear()


@pytest.fixture
def real(monkeypatch):
    place = os.environ.get("MLP_EXPLORER_REAL_DATA")
    if not place:
        pytest.skip("MLP_EXPLORER_REAL_DATA names no folder with the real data")
    monkeypatch.setenv(hanzi.PLACE, str(Path(place) / "hanzi" / "train.zip"))
    return datasets.load("hanzi", source="folder", held_out=0)


def numbered(count):
    """A zip of folders 1 to count with three images each, and in each image a dot that tells its row."""
    files = {}
    for row in range(3 * count):
        image = np.zeros(784, np.uint8)
        image[row] = 255
        files[f"train/{row // 3 + 1}/{row % 3 + 8}.bmp"] = bitmap(image.reshape(28, 28))
    return zipped(files)


def rows_of(split):
    return {row.tobytes() for row in split.x}


def test_characters_are_written_at_once_and_say_so():
    assert datasets.best_source("hanzi") == "generated"
    data = datasets.load("hanzi")
    assert data.source == "written by a generator, not by hand: 1,920 images to train, 480 to test"
    assert "".join(data.classes) == "博学笃志切问近思自由无用"
    assert (data.train.x.shape, data.train.x.dtype, data.train.y.dtype) == ((1920, 784), np.uint8, np.int64)
    assert (data.image_shape, data.scale, data.validation) == ((28, 28), 1 / 255, None)
    assert set(np.unique(data.train.x)) == {0, 255}


def test_pixels_are_not_scaled_when_the_document_is_followed():
    data = datasets.load("hanzi", scaled=False, per_class=5)
    assert data.scale == 1.0
    assert data.train.x.max() == 255


def test_all_images_differ():
    data = datasets.load("hanzi", per_class=50, held_out=0)
    assert len(np.unique(data.train.x, axis=0)) == 600


def test_the_same_share_of_each_class_is_held_out_and_the_order_kept():
    everything = datasets.load("hanzi", per_class=20, held_out=0)
    data = datasets.load("hanzi", per_class=20, held_out=0.3)
    assert everything.test is None
    assert np.bincount(data.train.y).tolist() == [14] * 12
    assert np.bincount(data.test.y).tolist() == [6] * 12
    rows = {row.tobytes(): number for number, row in enumerate(everything.train.x)}
    train, test = ([rows[row.tobytes()] for row in split.x] for split in (data.train, data.test))
    assert train == sorted(train)
    assert sorted(train + test) == list(range(240))


def test_the_seed_chooses_images_and_those_held_out(folder, monkeypatch):
    def both(seed, source):
        return datasets.load("hanzi", per_class=5, held_out=0.3, seed=seed, source=source)

    (folder / "hanzi.zip").write_bytes(numbered(4))
    monkeypatch.setenv(hanzi.PLACE, str(folder / "hanzi.zip"))
    for source in ("generated", "folder"):
        first, again = both(1, source), both(1, source)
        assert np.array_equal(first.test.x, again.test.x)
        assert any(not np.array_equal(first.test.x, both(seed, source).test.x) for seed in range(2, 6))
    assert rows_of(both(1, "generated").train).isdisjoint(rows_of(both(2, "generated").train))


def test_no_class_is_held_out_as_a_whole():
    data = datasets.load("hanzi", per_class=1, held_out=0.9)
    assert (len(data.train), data.test) == (12, None)


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("held_out", 1, "held_out must be a number from 0 to 0.9, got 1"),
        ("per_class", 0, "per_class must be a whole number from 1 to 2000, got 0"),
        ("per_class", 10**9, "per_class must be a whole number from 1 to 2000"),
        ("per_class", 20.0, "per_class must be a whole number"),
        ("scaled", 1, "scaled must be True or False, got 1"),
        ("seed", -1, "seed must be a whole number"),
        ("source", "nonsense", "source must be generated, folder or the name of an upload, got 'nonsense'"),
        ("source", 3, "source must be generated, folder"),
        ("source", "folder", "there is no folder or zip of images on this machine"),
        ("source", "upload-../../x", "an upload is named"),
        ("source", "upload-" + "0" * 24, "is not kept on this machine any more"),
    ],
)
def test_options_out_of_bounds_are_refused(option, value, sentence):
    with pytest.raises(DataError, match=sentence):
        datasets.load("hanzi", **{"per_class": 20, option: value})


@pytest.mark.parametrize("is_zip", [True, False])
def test_a_folder_or_a_zip_may_be_given(folder, monkeypatch, is_zip):
    place = folder / "given.zip"
    place.write_bytes(numbered(12))
    if not is_zip:
        zipfile.ZipFile(place).extractall(folder / "given")
    monkeypatch.setenv(hanzi.PLACE, str(place if is_zip else folder / "given"))
    assert datasets.best_source("hanzi") == "folder"
    data = datasets.load("hanzi", source="folder", held_out=0)
    assert data.classes == hanzi.CHARACTERS
    assert data.train.x.argmax(axis=1).tolist() == list(range(36))  # 1, 2, 10 and not 1, 10, 2
    assert np.bincount(data.train.y).tolist() == [3] * 12


def test_only_the_published_folders_stand_for_the_characters():
    data = datasets.load("hanzi", source=hanzi.keep_upload("hanzi.zip", numbered(11)))
    assert data.classes == tuple(map(str, range(1, 12)))


def test_an_upload_is_found_again_by_its_name():
    files = {"博/1.bmp": bitmap(), "学/1.bmp": bitmap(CROSS.T), "学/2.bmp": bitmap(CROSS[::-1])}
    name = hanzi.keep_upload("hanzi.zip", zipped(files))
    data = datasets.load("hanzi", source=name, held_out=0)
    assert data.source == "uploaded images: 3 images to train"
    assert data.classes == ("博", "学")
    assert data.train.y.tolist() == [0, 1, 1]
    assert np.array_equal(data.train.x.reshape(-1, 28, 28), [CROSS, CROSS.T, CROSS[::-1]])


def test_a_bad_upload_changes_nothing(folder):
    with pytest.raises(DataError, match="2 to 100 folders of images are needed"):
        hanzi.keep_upload("hanzi.zip", zipped({"1/1.bmp": bitmap()}))
    assert not list(folder.iterdir())


def test_the_real_characters_are_ink_on_paper_in_their_order(real):
    assert real.classes == hanzi.CHARACTERS
    assert np.bincount(real.train.y).tolist() == [620] * 12
    assert (np.diff(real.train.y) >= 0).all()
    assert set(np.unique(real.train.x)) == {0, 255}
    assert 0.11 < (real.train.x == 255).mean() < 0.115  # read as booleans, all would be ink


def test_a_network_trained_on_written_characters_reads_real_ones_and_the_reverse(real):
    written = datasets.load("hanzi", held_out=0)
    few = np.arange(len(real.train)) % 620 < 200
    for train, others, at_least in (
        ((written.train.x, written.train.y), (real.train.x, real.train.y), 0.6),
        ((real.train.x[few], real.train.y[few]), (written.train.x, written.train.y), 0.6),
    ):
        model = LogisticRegression(C=0.01, max_iter=50).fit(train[0] / 255, train[1])
        assert model.score(others[0] / 255, others[1]) > at_least
