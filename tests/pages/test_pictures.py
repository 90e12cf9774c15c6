"""Pictures of numbers in the colours of the theme."""

import io

import numpy as np
import pytest
from PIL import Image

from pages.shared.components import pictures
from pages.shared.theme import INK, NEGATIVE, PAPER, POSITIVE


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png))).astype(int)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request, monkeypatch):
    monkeypatch.setattr(pictures, "is_dark", lambda: request.param)
    return request.param


def test_signs_have_the_stages_colours_and_nothing_is_paper(dark):
    values = np.array([[2.0, -2.0, 0.0, np.nan, 9.0, 1.0]])
    drawn = pixels(pictures.signed(values, 2.0))[0]
    assert drawn[[0, 1, 4]].tolist() == [list(POSITIVE), list(NEGATIVE), list(POSITIVE)]
    assert drawn[[2, 3]].tolist() == [list(PAPER[dark])] * 2
    assert drawn[5] == pytest.approx((np.array(PAPER[dark]) + POSITIVE) / 2, abs=1)


def test_paper_is_that_of_the_page_and_ink_stands_out_on_it(dark):
    drawn = pixels(pictures.paper(np.array([[0, 255]], np.uint8)))[0]
    assert drawn[0].tolist() == list(PAPER[dark])
    assert drawn[1].tolist() == list(INK[dark])


def test_a_pixel_is_enlarged_to_a_square(dark):
    assert pixels(pictures.paper(np.array([[0, 255]], np.uint8), 3)).shape == (3, 6, 3)
