"""From a drawing to what a network was trained on: MNIST's grey digits, or one-bit handwritten characters.

Pictures are (rows, columns) uint8 of ink: 0 is paper, 255 is full ink. Results are (28, 28).
"""

import numpy as np
from PIL import Image, ImageFilter

SIDE = 28
FINE = 112  # the longest side on which the width of a line is measured
FILLED = 0.7
MNIST_LONGEST = 20
MNIST_CENTRE = (14, 14)  # the pixel that holds the centre of mass in each of the 10,000 test digits
HANZI_LONGEST = 22  # median over the 7,440 real characters, whose lines are one pixel wide
HANZI_CENTRE = (13.3, 12.9)  # mean centre (row, column) of their bounding boxes


def as_mnist(picture):
    """The picture as MNIST was made: longest side 20, grey, centre of mass in the middle; None without ink."""
    ink = _scaled_to(picture, MNIST_LONGEST)
    if ink is None:
        return None
    return _placed(ink, _centre_of_mass(ink), MNIST_CENTRE)


def as_hanzi(picture):
    """The picture as the real characters are: longest side 22, box in the middle, 0 or 255; None without ink."""
    ink = _scaled_to(picture, HANZI_LONGEST)
    if ink is None:
        return None
    one_bit = np.where(ink > ink.max() / 2, 255, 0)
    return _placed(one_bit, (np.array(ink.shape) - 1) / 2, HANZI_CENTRE)


def with_pen(picture, pen):
    """The picture, its lines made as wide as the pad's pen draws them if they are thinner; None without ink.

    `pen` is the pen's width in sides of the pad, of which a drawing takes about FILLED.
    """
    ink = _scaled_to(picture, FINE)
    if ink is None:
        return None
    drawn = np.pad(ink > 127, 1)
    inner = drawn[1:-1, :-2] & drawn[1:-1, 2:] & drawn[:-2, 1:-1] & drawn[2:, 1:-1] & drawn[1:-1, 1:-1]
    width = 2 * drawn.sum() / max(1, drawn.sum() - inner.sum())  # of a line: its area by half its outline
    missing = max(0, round((pen / FILLED * FINE - width) / 2))
    return np.asarray(Image.fromarray(np.pad(ink, missing)).filter(ImageFilter.MaxFilter(2 * missing + 1)))


def _scaled_to(picture, longest):
    """The bounding box of the ink, antialiased to this longest side; None if no ink is left."""
    image = Image.fromarray(picture)
    box = image.getbbox()
    if box is None:
        return None
    inked = image.crop(box)
    scale = longest / max(inked.size)
    size = [max(1, round(scale * side)) for side in inked.size]
    ink = np.asarray(inked.resize(size, Image.Resampling.LANCZOS))
    return ink if ink.any() else None


def _centre_of_mass(ink):
    """(row, column) of the centre of mass of the ink."""
    mass = ink.astype(float)
    return np.array([mass.sum(axis=1) @ np.arange(len(ink)), mass.sum(axis=0) @ np.arange(ink.shape[1])]) / mass.sum()


def _placed(ink, centre, target):
    """The ink on an empty (28, 28), its centre at the target pixel as nearly as whole pixels and the border allow."""
    shift = np.rint(np.subtract(target, centre)).astype(int)
    top, left = np.clip(shift, 0, SIDE - np.array(ink.shape))
    picture = np.zeros((SIDE, SIDE), np.uint8)
    picture[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return picture
