"""What the browser sends is a picture or nothing."""

import base64

import numpy as np
import pytest

from pages.shared.components.draw_pad import SIDE, decode


def encoded(ink):
    return base64.b64encode(np.asarray(ink, np.uint8).tobytes()).decode()


PICTURE = np.arange(SIDE * SIDE) % 256


def test_a_picture_comes_back_without_its_faintest_noise():
    picture = decode(encoded(PICTURE))
    assert picture.shape == (SIDE, SIDE)
    assert picture.dtype == np.uint8
    assert picture.ravel()[:20].tolist() == [0] * 16 + [16, 17, 18, 19]
    assert picture[0, -1] == 55
    assert picture.ravel()[255] == 255


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        "",
        7,
        True,
        [1, 2],
        {"picture": "AAAA"},
        encoded(PICTURE)[:-4],
        encoded(PICTURE) * 1000,
        encoded(PICTURE[:-1]),
        encoded([*PICTURE, 1]),
        "é" + encoded(PICTURE)[1:],
        "!" + encoded(PICTURE)[1:],
        "=" * 4184,
        "A" * 4181 + "===",
        encoded(np.zeros(SIDE * SIDE, int)),
    ],
)
def test_anything_else_is_no_picture(hostile):
    assert decode(hostile) is None
