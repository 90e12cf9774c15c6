"""Reading files of digits: IDX and CSV, gzipped and zipped, good and bad."""

import gzip
import tracemalloc

import numpy as np
import pytest

from datasets import DataError, digit_files
from tests.datasets.digit_samples import csv_file, digits, four_files, idx_file, zip_file

IMAGES, LABELS = digits(30)
PAIR = {"images": idx_file(IMAGES), "labels": idx_file(LABELS)}
CSV = csv_file(IMAGES, LABELS)
QUOTED = b'"' + CSV.split(b"\n")[0].replace(b",", b'","') + b'"\n' + CSV.split(b"\n", 1)[1]


def gzipped(files):
    return {f"{name}.gz": gzip.compress(data) for name, data in files.items()}


@pytest.mark.parametrize(
    "files",
    [
        PAIR,
        dict(reversed(PAIR.items())),
        gzipped(PAIR),
        {"both.zip": zip_file({"folder/" + name: data for name, data in PAIR.items()})},
        {"both.zip": zip_file(gzipped(PAIR) | {"__MACOSX/._images": b"junk"})},
        {"train.csv": CSV},
        {"train.csv": CSV.replace(b"\n", b"\r\n") + b"\r\n"},
        {"train.csv": QUOTED},
        {"train.csv": b'"' + CSV.strip().replace(b",", b'","').replace(b"\n", b'"\r\n"') + b'"'},
        {"train.csv.gz": gzip.compress(CSV)},
        {"train.csv.zip": zip_file({"train.csv": CSV})},
    ],
    ids=[
        "pair",
        "any order",
        "gzip",
        "zip",
        "gzip in zip",
        "csv",
        "windows csv",
        "quoted names",
        "quoted csv",
        "gzipped csv",
        "zipped csv",
    ],
)
def test_every_wrapping_gives_the_same_images(files):
    pool, test = digit_files.read(files)
    assert np.array_equal(pool.x, IMAGES.reshape(30, 784))
    assert np.array_equal(pool.y, LABELS)
    assert (pool.x.dtype, pool.y.dtype, test) == (np.uint8, np.int64, None)


def test_four_files_give_test_images_too():
    pool, test = digit_files.read(four_files(train_rows=40, test_rows=20))
    assert (len(pool), len(test)) == (40, 20)


def test_the_test_files_alone_are_the_pool():
    files = {name: data for name, data in four_files(test_rows=20).items() if name.startswith("t10k")}
    pool, test = digit_files.read(files)
    assert (len(pool), test) == (20, None)


def with_cell(row, column, text):
    lines = [line.split(b",") for line in CSV.split(b"\n")]
    lines[row][column] = text
    return b"\n".join(b",".join(line) for line in lines)


BAD = {
    "gzip cut short": ({"a.gz": gzip.compress(CSV)[:-100]}, r"a\.gz is a damaged gzip file"),
    "gzip with a flipped bit": ({"a.gz": gzip.compress(CSV)[:-8] + b"12345678"}, "damaged gzip"),
    "gzip of nothing": ({"a.gz": gzip.compress(b"")}, "a.gz is empty"),
    "zip cut short": ({"a.zip": zip_file(PAIR)[:-30]}, "a.zip is a damaged or encrypted zip"),
    "two of one name": ({"a.zip": zip_file({"x/a": b"1", "y/a": b"2"})}, "a.zip holds more than one file 'a'"),
    "zip of nothing": ({"a.zip": zip_file({})}, "got 0 of images"),
    "zip leading out": ({"a.zip": zip_file({"../images": b"1"})}, "path leads out of it: '../images'"),
    "zip from the root": ({"a.zip": zip_file({"/etc/images": b"1"})}, "path leads out of it"),
    "zip of many": ({"a.zip": zip_file({str(n): b"1" for n in range(9)})}, "holds 9 files, 8 are allowed"),
    "zip of very many": ({"a.zip": zip_file({str(n): b"1" for n in range(200)})}, "holds more than 8 files"),
    "magic of another type": ({"images": b"\0\0\x0d\x03" + PAIR["images"][4:], "l": PAIR["labels"]}, "no IDX file"),
    "too many dimensions": ({"images": b"\0\0\x08\xff" + b"\0\0\0\1" * 255 + b"1"}, "got 00 00 08 ff"),
    "a picture and labels": ({"a.png": b"\x89PNG", "labels": PAIR["labels"]}, r"no IDX .* got 89 50 4e 47"),
    "header alone": ({"images": PAIR["images"][:6]}, "images announces .* but holds 0"),
    "images cut short": (PAIR | {"images": PAIR["images"][:-1]}, "announces 30 x 28 x 28 bytes, but holds 23519"),
    "bytes too many": (PAIR | {"labels": PAIR["labels"] + b"1"}, "announces 30 bytes, but holds 31"),
    "images of other size": (PAIR | {"images": idx_file(IMAGES[:, :20])}, "28 x 28 pixels, got 20 x 28"),
    "fewer labels": (PAIR | {"labels": idx_file(LABELS[:29])}, "got 30 images and 29 labels"),
    "images alone": ({"images": PAIR["images"]}, "got 1 of images and 0 of labels"),
    "no files": ({}, "got 0 of images"),
    "too few images": ({"i": idx_file(IMAGES[:9]), "l": idx_file(LABELS[:9])}, "10 to 70000 images are needed, got 9"),
    "label 10": (PAIR | {"labels": idx_file(LABELS + 1)}, "digits from 0 to 9, got 10"),
    "empty file": ({"a.csv": b""}, "a.csv is empty"),
    "binary file": ({"a.pdf": b"%PDF-1.4\n\xff\xfe"}, "must have 785 columns, .* got 1"),
    "CSV without header": ({"a.csv": CSV.split(b"\n", 1)[1]}, "must begin with a header such as label,pixel0"),
    "CSV without labels": ({"a.csv": csv_file(IMAGES[:, :, 1:], LABELS)[6:]}, "must have 785 columns"),
    "CSV without rows": ({"a.csv": CSV.split(b"\n")[0]}, "holds a header, but no images"),
    "CSV with text": ({"a.csv": with_cell(3, 5, b"dark")}, "from 0 to 255 in equal rows: .*'dark'.* row 2"),
    "CSV with a gap": ({"a.csv": with_cell(3, 5, b"")}, "from 0 to 255"),
    "CSV with a fraction": ({"a.csv": with_cell(3, 5, b"0.5")}, "from 0 to 255 .*'0.5'"),
    "CSV with pixel 256": ({"a.csv": with_cell(3, 5, b"256")}, "from 0 to 255 .*'256'"),
    "CSV with pixel -1": ({"a.csv": with_cell(3, 5, b"-1")}, "from 0 to 255 .*'-1'"),
    "CSV with label 10": ({"a.csv": with_cell(3, 0, b"10")}, "digits from 0 to 9, got 10"),
    "CSV with a short row": ({"a.csv": with_cell(3, 5, b"1\n2")}, "in equal rows: .* number of columns changed"),
    "CSV wider than its header": ({"a.csv": CSV.replace(b"\n", b",1\n").replace(b",1\n", b"\n", 1)}, "columns below"),
}


@pytest.mark.parametrize(("files", "sentence"), BAD.values(), ids=BAD.keys())
def test_bad_files_get_one_clear_sentence(files, sentence):
    with pytest.raises(DataError, match=sentence) as caught:
        digit_files.read(files)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.fixture(scope="module")
def zeros():
    return bytes(200_000_000)


@pytest.mark.parametrize("wrap", [lambda data: gzip.compress(data, 1), lambda data: zip_file({"a.csv": data})])
def test_bombs_are_refused_before_they_take_memory(wrap, zeros, monkeypatch):
    monkeypatch.setattr(digit_files, "MOST_BYTES", 20_000_000)
    bomb = wrap(zeros)
    tracemalloc.start()
    with pytest.raises(DataError, match="more than the 20 MB allowed"):
        digit_files.read({"a": bomb})
    assert tracemalloc.get_traced_memory()[1] < 80_000_000
    tracemalloc.stop()


def test_a_zip_that_lies_about_its_size_is_refused(zeros):
    honest = zip_file({"images": zeros})
    lying = honest.replace(len(zeros).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(DataError, match="damaged"):
        digit_files.read({"a.zip": lying})
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_several_files_share_one_limit(monkeypatch):
    monkeypatch.setattr(digit_files, "MOST_BYTES", 25_000)
    assert digit_files.read(PAIR)
    with pytest.raises(DataError, match="more than"):
        digit_files.read(PAIR | {"again.gz": gzip.compress(PAIR["images"])})
