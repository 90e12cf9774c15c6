"""A photo of one character becomes ink on paper, whatever the light and the ink; hostile files get one sentence."""

import io
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw

from datasets import DataError, photo

WIDE, HIGH = 480, 360
BOX = (180, 90, 300, 270)  # of the seven, in pixels


def seven(ink, paper, width=18):
    """A seven as RGB levels, float (rows, columns, 3)."""
    image = Image.new("RGB", (WIDE, HIGH), paper)
    left, top, right, bottom = BOX
    ImageDraw.Draw(image).line([(left, top), (right, top), (220, bottom)], fill=ink, width=width, joint="curve")
    return np.asarray(image, float)


def shaded(colours):
    """Light from the left, and the hard shadow of a hand at the right."""
    lit = colours * (1 - 0.5 * np.linspace(0, 1, WIDE))[None, :, None]
    lit[:, 400:] *= 0.6
    return lit


def saved(colours, kind="JPEG", **options):
    grain = np.random.default_rng(0).normal(0, 4, colours.shape)
    file = io.BytesIO()
    Image.fromarray((colours + grain).clip(0, 255).astype(np.uint8)).save(file, kind, **options)
    return file.getvalue()


def box(ink):
    """Where the ink is, in pixels of the picture that was read."""
    rows, columns = np.nonzero(ink)
    scale = WIDE / photo.LONGEST if ink.shape[1] == photo.LONGEST else HIGH / photo.LONGEST
    return scale * np.array([columns.min(), rows.min(), columns.max(), rows.max()])


BLACK, PAPER = (30, 30, 40), (235, 232, 220)
PHOTOS = {
    "scanned": seven(BLACK, PAPER),
    "in the shadow": shaded(seven(BLACK, PAPER)),
    "red ink": shaded(seven((210, 70, 70), PAPER)),
    "yellow ink": shaded(seven((235, 215, 70), PAPER)),
    "blue on blue paper": shaded(seven((40, 60, 200), (190, 210, 240))),
    "pencil": seven((150, 150, 150), PAPER, 9),
    "chalk": seven((225, 225, 225), (40, 60, 50)),
}


@pytest.mark.parametrize("colours", PHOTOS.values(), ids=PHOTOS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_ink_is_found_and_nothing_else(colours, kind):
    ink = photo.read("photo", saved(colours, kind))
    assert ink.dtype == np.uint8
    assert ink.max() == 255
    assert box(ink) == pytest.approx(BOX, abs=14)


def test_the_edge_of_the_sheet_is_no_ink():
    colours = seven(BLACK, PAPER)
    colours[:, :5] = 90  # the table
    colours[:, 40:44] = 120  # a fold from top to bottom
    assert box(photo.read("photo", saved(colours))) == pytest.approx(BOX, abs=14)


def test_a_character_that_fills_its_picture_stays():
    cut = Image.fromarray(seven(BLACK, PAPER).astype(np.uint8)).crop(BOX)
    assert (photo.read("cut.png", saved(np.asarray(cut, float), "PNG")) > 0).mean() > 0.05


def test_a_photo_is_turned_as_the_camera_was_held():
    colours = seven(BLACK, PAPER)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter, clockwise, to see it upright
    turned = np.rot90(colours)
    upright, lying = photo.read("a.jpg", saved(turned, exif=exif)), photo.read("a.jpg", saved(turned))
    assert upright.shape[1] == lying.shape[0] == photo.LONGEST
    assert box(upright) == pytest.approx(BOX, abs=14)


def test_the_transparent_is_paper():
    picture = Image.new("RGBA", (WIDE, HIGH))
    ImageDraw.Draw(picture).line([(180, 90), (300, 90), (220, 270)], fill="black", width=18)
    file = io.BytesIO()
    picture.save(file, "PNG")
    assert box(photo.read("a.png", file.getvalue())) == pytest.approx(BOX, abs=14)


def test_a_photo_of_a_telephone_is_read():
    large = Image.fromarray(seven(BLACK, PAPER).astype(np.uint8)).resize((4800, 3600))
    file = io.BytesIO()
    large.save(file, "JPEG")
    assert box(photo.read("phone.jpg", file.getvalue())) == pytest.approx(BOX, abs=14)


def huge_png(side):
    """A small file that says it is a picture of side x side pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    data = zlib.compress(bytes(1000))
    rest = struct.pack(">I", len(data)) + b"IDAT" + data + struct.pack(">I", zlib.crc32(b"IDAT" + data))
    return b"\x89PNG\r\n\x1a\n" + chunk + rest


GOOD = saved(PHOTOS["scanned"], "PNG")
HOSTILE = {
    "empty": (b"", "no image"),
    "text": (b"hello", "no image"),
    "truncated": (GOOD[: len(GOOD) // 2], "damaged"),
    "truncated photo": (saved(PHOTOS["scanned"])[:4000], "damaged"),
    "20000 x 20000": (huge_png(20_000), "too large"),
    "5000 x 5000": (huge_png(5_000), "too large"),
    "a bomb": (huge_png(2_000_000_000), "too large|no image"),
    "blank": (saved(seven(PAPER, PAPER)), "no ink"),
}


@pytest.mark.parametrize(("data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_one_sentence(data, words):
    tracemalloc.start()
    with pytest.raises(DataError, match=words) as refused:
        photo.read("<b>*name*</b>" + "x" * 500, data)
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert len(str(refused.value)) < 300
