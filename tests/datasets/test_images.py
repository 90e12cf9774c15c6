"""Images of any kind in class folders become ink on paper; anything wrong with them is said in one sentence."""

import contextlib
import io
import json
import struct
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

from datasets import DataError, images
from datasets.ink import ink, open_image

CROSS = np.zeros((28, 28), np.uint8)
CROSS[5:25, 12], CROSS[10, 3:22] = 255, 255


def saved(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def bitmap(pixels=CROSS):
    """A one-bit BMP as the document's: ink 0 on paper 255."""
    return saved(Image.fromarray(255 - pixels).convert("1"), "BMP")


def transparent(colour):
    """The cross in this grey level, on nothing."""
    return Image.merge("LA", (Image.new("L", (28, 28), colour), Image.fromarray(CROSS)))


def zipped(files, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data, **options)
    return file.getvalue()


def read(files):
    return images.from_zip("hanzi.zip", zipped(files))


def ink_of(data):
    return ink("a.png", open_image("a.png", data))


TWO = {"1/1.bmp": bitmap(), "2/1.bmp": bitmap(CROSS.T)}
DARK, LIGHT = Image.fromarray(255 - CROSS), Image.fromarray(CROSS)
KINDS = {
    "one bit": DARK.convert("1"),
    "one bit, light ink": LIGHT.convert("1"),
    "grey": DARK,
    "grey, light ink": LIGHT,
    "pencil": Image.fromarray(200 - CROSS // 4),
    "chalk": Image.fromarray(40 + CROSS // 2),
    "palette": DARK.convert("RGB").quantize(2),
    "colour": DARK.convert("RGB"),
    "16 bit": Image.fromarray((255 - CROSS).astype(np.uint16) * 257),
    "opaque": DARK.convert("RGBA"),
    "dark on nothing": transparent(0),
    "light on nothing": transparent(255),
    "colour on nothing": transparent(80).convert("RGBA"),
    "palette on nothing": transparent(0).convert("RGBA").quantize(4),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_image_gives_the_same_ink(kind):
    assert np.array_equal(ink_of(saved(KINDS[kind])), CROSS)


@pytest.mark.parametrize(("kind", "options"), [("BMP", {}), ("GIF", {}), ("JPEG", {"quality": 95})])
def test_every_format_gives_the_same_ink(kind, options):
    assert np.array_equal(ink_of(saved(DARK, kind, **options)) > 128, CROSS > 128)


@pytest.mark.parametrize(("kind", "white"), [(np.uint8, 1), (np.uint16, 257)])
def test_shades_of_ink_are_kept(kind, white):
    shades = np.zeros((28, 28), kind)
    shades[4, 4:8] = 60, 120, 180, 255
    assert np.array_equal(ink_of(saved(Image.fromarray((255 - shades) * kind(white)))), shades)


def test_what_shines_more_than_the_paper_is_no_ink():
    shining = np.full((28, 28), 200, np.uint8)
    shining[CROSS > 0], shining[26, 26] = 0, 255
    assert np.array_equal(ink_of(saved(Image.fromarray(shining))), CROSS)


@pytest.mark.parametrize("paper", [0, 130, 255])
def test_blank_paper_has_no_ink(paper):
    speckled = np.full((40, 40), paper, np.uint8)
    speckled[3, 3] = 140 if paper == 130 else paper
    assert ink_of(saved(Image.fromarray(speckled))).sum() == 0


def test_large_images_are_shrunk_and_keep_their_thin_lines():
    large = Image.new("L", (560, 560), "white")
    large.paste("black", (273, 100, 277, 460))
    shrunk = ink_of(saved(large))
    assert shrunk.max() == 255
    assert np.flatnonzero(shrunk.any(axis=0)).tolist() == [13]
    assert np.flatnonzero(shrunk.any(axis=1)).tolist() == list(range(5, 23))


def test_the_aspect_ratio_is_kept_in_the_middle():
    tall = np.zeros((56, 14), np.uint8)
    tall[:, 6:8], tall[:, 0] = 255, 255
    fitted = ink_of(saved(Image.fromarray(tall)))
    columns = np.flatnonzero(fitted.any(axis=0))
    assert fitted.any(axis=1).all()
    assert 10 <= columns.min() <= columns.max() < 18


def test_a_zip_and_a_folder_give_the_same_rows(tmp_path):
    for path, data in TWO.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_bytes(data)
    (tmp_path / "hanzi.zip").write_bytes(zipped(TWO))
    (rows, classes), (again, _), (folder, _) = read(TWO), *map(images.from_path, (tmp_path / "hanzi.zip", tmp_path))
    assert (rows.x.dtype, rows.y.dtype, classes) == (np.uint8, np.int64, ("1", "2"))
    assert np.array_equal(rows.x, [CROSS.ravel(), CROSS.T.ravel()])
    assert rows.y.tolist() == [0, 1]
    assert np.array_equal(rows.x, again.x)
    assert np.array_equal(rows.x, folder.x)


def test_folders_and_images_are_in_natural_order():
    dots = {number: np.zeros((28, 28), np.uint8) for number in (1, 2, 10)}
    for number, dot in dots.items():
        dot[number, 3:9] = 255
    files = {f"data/{folder}/{number}.bmp": bitmap(dot) for folder in (10, 9, 1) for number, dot in dots.items()}
    rows, classes = read(files)
    assert classes == ("1", "9", "10")
    assert rows.y.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert rows.x.reshape(-1, 28, 28).any(axis=2).argmax(axis=1).tolist() == [1, 2, 10] * 3


def test_folders_of_the_same_name_are_one_class():
    rows, classes = read({f"{part}/{path}": data for part in ("train", "test") for path, data in TWO.items()})
    assert classes == ("1", "2")
    assert rows.y.tolist() == [0, 0, 1, 1]


def test_folders_of_the_same_name_among_others_are_told_apart():
    with pytest.raises(DataError, match="'x/a' and 'y/a' would be one class"):
        read({"x/a/1.bmp": bitmap(), "x/b/1.bmp": bitmap(), "y/a/1.bmp": bitmap(), "y/c/1.bmp": bitmap()})


@pytest.mark.parametrize("root", ["", "data/"])
@pytest.mark.parametrize(
    "names",
    [
        {"classes.txt": "1 博\r\n\r\n2  two words \r\n3 spare".encode()},
        {"classes.txt": "\ufeff1 博\n2 two words".encode()},
        {"classes.json": json.dumps({"1": "博", "2": "two words"}).encode()},
    ],
)
def test_a_file_may_name_the_classes(root, names):
    _, classes = read({root + path: data for path, data in (TWO | names).items()})
    assert classes == ("博", "two words")


def test_the_outermost_names_count():
    files = {"data/1/classes.txt": b"1 inner", "data/classes.txt": b"1 outer", "data/2/classes.txt": b"1 inner"}
    assert read({f"data/{path}": data for path, data in TWO.items()} | files)[1] == ("outer", "2")


def test_paths_may_be_those_of_windows():
    rows, classes = read({"data\\1\\1.BMP": bitmap(), "data\\2\\1.BMP": bitmap(CROSS.T)})
    assert (len(rows), classes) == (2, ("1", "2"))


def test_a_class_without_a_name_keeps_that_of_its_folder():
    assert read(TWO | {"classes.txt": b"2 two"})[1] == ("1", "two")


def test_what_is_no_image_is_passed_over():
    junk = ("readme.txt", "1/.DS_Store", "__MACOSX/1/._1.bmp", "1/._1.bmp", "1/Thumbs.db", ".git/a/1.png")
    rows, classes = read(TWO | dict.fromkeys(junk, b"junk"))
    assert (len(rows), classes) == (2, ("1", "2"))


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "no image was found: images end in .bmp"),
        ({"readme.txt": b"hello", "1/.DS_Store": b""}, "no image was found"),
        ({"1.bmp": bitmap()}, "images must lie in folders"),
        ({"1/1.bmp": bitmap()}, "2 to 100 folders of images are needed, one for each class, got 1"),
        ({f"{n}/1.bmp": b"" for n in range(101)}, "2 to 100 folders .* got 101"),
        (TWO | {"2/2.png": b"no image"}, "'2/2.png' is damaged, or no image of the kinds BMP, PNG"),
        (TWO | {"2/2.png": saved(DARK, "TIFF")}, "'2/2.png' is damaged, or no image of the kinds BMP, PNG"),
        (TWO | {"2/2.png": saved(Image.new("1", (2001, 2000)))}, "'2/2.png' is too large: .* 4000000 pixels"),
        (TWO | {"../1.bmp": bitmap()}, "path leads out of it"),
        (TWO | {"/etc/1.bmp": bitmap()}, "path leads out of it"),
        (TWO | {"..\\1.bmp": bitmap()}, "path leads out of it"),
        (TWO | {"classes.txt": "1 博".encode("gbk")}, "classes.txt must hold folders and names .* in UTF-8"),
        (TWO | {"classes.txt": b"1"}, "classes.txt must hold folders and names"),
        (TWO | {"classes.json": b"[" * 100_000}, "classes.json must hold folders and names"),
        (TWO | {"classes.json": b"[1, 2]"}, "classes.json must hold folders and names"),
        (TWO | {"classes.txt": b"1 a\n2 a"}, "names that differ, of 1 to 40 characters, got 'a'"),
        (TWO | {"classes.txt": b"1 a\n2 " + b"b" * 41}, "names that differ, of 1 to 40 characters"),
        (TWO | {"classes.json": b'{"1": ""}'}, "names that differ, of 1 to 40 characters, got ''"),
        (TWO | {"classes.json": b'{"1": "a\\u0007"}'}, "names that differ"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(files, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=sentence) as caught:
        read(files)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert not list(tmp_path.iterdir())  # nothing is ever unpacked onto the disk


def png_of_size(width, height):
    """A small PNG whose header claims another size."""
    header = b"IHDR" + struct.pack(">II", width, height) + b"\x01\0\0\0\0"
    small = saved(Image.new("1", (1, 1)))
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


@pytest.mark.parametrize("side", [2001, 10_000, 20_000, 2**31 - 1])
def test_a_huge_image_is_refused_before_it_is_decoded(side):
    with pytest.raises(DataError, match="too large: an image may have 4000000 pixels"):
        read(TWO | {"1/2.png": png_of_size(side, side)})


def test_many_images_may_not_be_huge_together(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS_TOGETHER", 2 * 28 * 28 - 1)
    with pytest.raises(DataError, match="all together may have 1567 pixels"):
        read(TWO)


def with_declared_size(archive, size):
    """The zip with another unpacked size written into its first directory entry."""
    at = archive.index(b"PK\x01\x02") + 24
    return archive[:at] + struct.pack("<I", size) + archive[at + 4 :]


def test_a_zip_bomb_is_refused_whether_it_tells_its_size_or_not():
    bomb = zipped({"1/1.bmp": bytes(5_000_000), "2/1.bmp": bitmap()})
    with pytest.raises(DataError, match="more than the 200 MB allowed, once unpacked"):
        images.from_zip("bomb.zip", with_declared_size(bomb, 3_000_000_000))
    with pytest.raises(DataError, match="damaged or encrypted zip"):
        images.from_zip("bomb.zip", with_declared_size(bomb, 10))


def test_too_many_files_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(images, "MOST_FILES", 1)
    with pytest.raises(DataError, match="holds 2 files, 1 are allowed"):
        read(TWO)
    for number in (1, 2):
        (tmp_path / f"{number}.bmp").write_bytes(bitmap())
    with pytest.raises(DataError, match="a folder may hold 1 images"):
        images.from_path(tmp_path)


def test_an_encrypted_zip_is_refused():
    archive = bytearray(zipped(TWO))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(signature) + offset] |= 1
    with pytest.raises(DataError, match="damaged or encrypted zip"):
        images.from_zip("secret.zip", bytes(archive))


def test_a_symbolic_link_in_a_zip_leads_nowhere(tmp_path):
    secret = tmp_path / "secret.bmp"
    secret.write_bytes(bitmap())
    link = zipfile.ZipInfo("1/2.bmp")
    link.external_attr = 0o120777 << 16
    with pytest.raises(DataError, match="is damaged, or no image"):
        read(TWO | {link: str(secret)})


@pytest.mark.parametrize("data", [b"", b"PK", bitmap(), zipped(TWO)[:-30], zipped(TWO)[:60]])
def test_what_is_no_whole_zip_is_refused(data):
    with pytest.raises(DataError, match="damaged or encrypted zip file, or a part of one"):
        images.from_zip("hanzi.zip", data)


@pytest.mark.parametrize("whole", [bitmap(), saved(DARK), saved(DARK, "JPEG"), saved(DARK, "GIF")], ids=len)
def test_a_part_of_an_image_is_refused(whole):
    for size in (0, 1, 10, len(whole) // 4, len(whole) // 2):
        with pytest.raises(DataError, match="is damaged"):
            ink_of(whole[:size])


@pytest.mark.parametrize("whole", [bitmap(), saved(DARK), saved(DARK, "JPEG"), saved(KINDS["palette"], "GIF")], ids=len)
def test_damaged_bytes_give_an_image_or_a_data_error(whole):
    rng = np.random.default_rng(0)
    for _ in range(150):
        damaged = bytearray(whole)
        for at in rng.integers(0, min(len(whole), 120), 3):
            damaged[at] = rng.integers(0, 256)
        with contextlib.suppress(DataError):
            assert ink_of(bytes(damaged)).shape == (28, 28)


def test_a_folder_that_cannot_be_read_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="the images in gone cannot be read: No such file"):
        images.from_path(tmp_path / "gone")
