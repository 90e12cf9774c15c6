"""Drawings become pictures like those the networks were trained on."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pages.shared.images.preprocess import as_hanzi, as_mnist, with_pen


def drawing(line, width=5, side=56):
    """A white line through the points (x, y) on black paper, as the drawing pad sends it."""
    image = Image.new("L", (side, side))
    ImageDraw.Draw(image).line(line, fill=255, width=width, joint="curve")
    return np.asarray(image)


SEVEN = drawing([(8, 5), (30, 5), (14, 40)])
SMALL_CORNER = drawing([(40, 44), (52, 50)], width=3)
BORDER_LINE = drawing([(0, 0), (0, 55)], width=2)
FULL_INK = np.full((56, 56), 255, np.uint8)
DOT = np.pad(np.full((4, 4), 255, np.uint8), (3, 49))
ONE_PIXEL = np.pad(np.full((1, 1), 1, np.uint8), (55, 0))
DRAWINGS = {
    "seven": SEVEN,
    "small, in a corner": SMALL_CORNER,
    "border line": BORDER_LINE,
    "full ink": FULL_INK,
    "dot": DOT,
    "one faint pixel": ONE_PIXEL,
}
every_drawing = pytest.mark.parametrize("picture", DRAWINGS.values(), ids=DRAWINGS)


def box_size(picture):
    left, top, right, bottom = Image.fromarray(picture).getbbox()
    return bottom - top, right - left


def centre_of_mass(picture):
    rows, columns = np.indices(picture.shape)
    return np.average(rows, weights=picture), np.average(columns, weights=picture)


@every_drawing
def test_a_digit_has_longest_side_20_and_its_mass_in_the_middle(picture):
    digit = as_mnist(picture)
    assert digit.shape == (28, 28)
    assert digit.dtype == np.uint8
    assert max(box_size(digit)) == 20
    assert centre_of_mass(digit) == pytest.approx((14, 14), abs=0.5)


@every_drawing
def test_a_character_has_one_bit_and_longest_side_22(picture):
    character = as_hanzi(picture)
    assert character.shape == (28, 28)
    assert character.dtype == np.uint8
    assert set(np.unique(character)) == {0, 255}
    assert max(box_size(character)) == pytest.approx(22, abs=1)  # faint ends may fall below half ink


@pytest.mark.parametrize("prepare", [as_mnist, as_hanzi])
def test_no_ink_gives_none(prepare):
    assert prepare(np.zeros((56, 56), np.uint8)) is None
    almost_nothing = np.zeros((56, 56), np.uint8)
    almost_nothing[[0, -1], [0, -1]] = 1  # rounds to nothing when scaled down
    assert prepare(almost_nothing) is None


def test_the_aspect_ratio_is_kept():
    tall = np.pad(np.full((40, 10), 255, np.uint8), ((3, 13), (20, 26)))
    assert box_size(as_mnist(tall)) == (20, 5)
    assert box_size(as_hanzi(tall)) == (22, 6)  # 5.5 rounded to an even 6


def test_ink_on_one_side_never_leaves_the_picture():
    heavy_left = np.zeros((56, 56), np.uint8)
    heavy_left[:, :4] = 255
    heavy_left[28, :] = 60  # a faint line to the right: the centre of mass asks for a shift beyond the border
    digit = as_mnist(heavy_left)
    assert box_size(digit) == (20, 20)
    assert digit[:, 27].any()


def test_position_does_not_matter():
    moved = np.roll(SEVEN, (12, 15), axis=(0, 1))
    assert np.array_equal(as_mnist(moved), as_mnist(SEVEN))
    assert np.array_equal(as_hanzi(moved), as_hanzi(SEVEN))


@pytest.mark.parametrize("prepare", [as_mnist, as_hanzi])
def test_a_prepared_picture_stays_as_it_is(prepare):
    once = prepare(SEVEN)
    assert np.array_equal(prepare(once), once)


def test_lines_of_the_pad_become_one_pixel_wide_in_a_character():
    cross = drawing([(2, 28), (53, 28)], width=2) | drawing([(28, 2), (28, 53)], width=2)
    character = as_hanzi(cross)
    assert (character > 0).sum() <= 2 * 22


def mean_middle(pictures, axis):
    """Mean centre of the bounding boxes along the other axis."""
    inked = pictures.any(axis)
    return np.mean((inked.argmax(1) + 27 - inked[:, ::-1].argmax(1)) / 2)


@pytest.fixture(scope="module")
def real_data():
    if "MLP_EXPLORER_REAL_DATA" not in os.environ:
        pytest.skip("MLP_EXPLORER_REAL_DATA names no folder with the real data")
    return Path(os.environ["MLP_EXPLORER_REAL_DATA"])


def test_a_real_digit_comes_out_as_it_went_in(real_data):
    raw = gzip.decompress((real_data / "mnist" / "t10k-images-idx3-ubyte.gz").read_bytes())
    digits = np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 28, 28)[:500]
    same = [np.array_equal(as_mnist(digit), digit) for digit in digits]
    assert np.mean(same) > 0.99
    # drawn twice as large somewhere else, it comes back but for the blur of scaling
    enlarged = [np.pad(digit.repeat(2, axis=0).repeat(2, axis=1), ((9, 3), (0, 12))) for digit in digits]
    difference = [
        np.abs(as_mnist(large).astype(int) - digit).mean() for large, digit in zip(enlarged, digits, strict=True)
    ]
    assert np.mean(difference) < 3


def test_real_characters_keep_their_look(real_data):
    with zipfile.ZipFile(real_data / "hanzi" / "train.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".bmp")][::20]
        paper = [np.array(Image.open(io.BytesIO(archive.read(name)))) for name in names]
    real = np.where(paper, 0, 255).astype(np.uint8)
    prepared = np.stack([as_hanzi(picture) for picture in real])
    inked = [np.median((pictures > 0).sum(axis=(1, 2))) for pictures in (real, prepared)]
    assert inked[1] == pytest.approx(inked[0], rel=0.15)
    for axis in (1, 2):
        assert mean_middle(prepared, axis) == pytest.approx(mean_middle(real, axis), abs=0.6)


def line_width(picture):
    """The width of an upright line, in shares of its height."""
    return (picture > 127).any(axis=0).sum() / (picture > 127).any(axis=1).sum()


@pytest.mark.parametrize("width", [4, 8, 16])
def test_thin_lines_become_as_wide_as_the_pens(width):
    line = drawing([(200, 100), (200, 300)], width, side=400)
    assert line_width(with_pen(line, 0.08)) == pytest.approx(0.08 / 0.7, abs=0.03)


def test_wide_lines_stay():
    line = drawing([(200, 100), (200, 300)], 50, side=400)
    assert line_width(with_pen(line, 0.036)) == pytest.approx(50 / 200, abs=0.03)


def test_no_ink_has_no_pen():
    assert with_pen(np.zeros((20, 20), np.uint8), 0.08) is None
