"""A picture file of one character on paper, as a camera, a scanner or a drawing program makes it, as levels of ink.

Each pixel is compared with the paper around it, so that shadows vanish, in the colour that tells them apart best, so
that red or yellow ink is as good as black.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from datasets.dataset import DataError
from datasets.ink import FAINTEST, open_image

LONGEST = 560  # pixels of the side that is looked at
COARSE = 70  # of the same side, on which the paper is estimated
WIDEST = 15  # coarse pixels: what is narrower is ink, what is wider paper or shadow
DARK = 100  # of 255: a picture whose median level is lower is one of light ink on dark
CELL = 2  # pixels: ink that is nearer than this hangs together
LEAST = 0.4  # of the strongest ink; what is fainter is the paper's grain


def read(name, data):
    """Levels of ink, uint8 (rows, columns), 255 the strongest and 0 paper. Raises DataError with what is wrong."""
    image = open_image(name, data, smaller=(LONGEST, LONGEST))
    try:
        ink = _ink(_colours(ImageOps.exif_transpose(image)))
    except Exception as error:  # Pillow promises no certain errors for hostile bytes
        raise DataError(f"{name!r:.60} is damaged, or only a part of an image") from error
    if ink.max() < FAINTEST:
        raise DataError(f"{name!r:.60} shows no ink: one dark character on light paper is needed, or light on dark")
    return _cleaned(ink)


def _colours(image):
    """Red, green and blue, float (rows, columns, 3), the longer side LONGEST; the transparent is white."""
    if image.mode == "I;16":
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    image = image.convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return np.asarray(ImageOps.contain(image, (LONGEST, LONGEST)), float)


def _ink(colours):
    """How much darker each pixel is than the paper around it, of 255; lighter, in a picture that is mostly dark."""
    shown = colours if np.median(colours) >= DARK else 255 - colours
    paper = np.maximum(_paper(shown), FAINTEST)
    return (255 * (paper - shown) / paper).max(axis=-1).clip(0, 255)


def _paper(colours):
    """The same colours without anything narrow and dark on them."""
    return np.stack([_uncovered(channel) for channel in np.moveaxis(colours, -1, 0)], axis=-1)


def _uncovered(channel):
    whole = Image.fromarray(channel.astype(np.uint8))
    coarse = ImageOps.contain(whole, (COARSE, COARSE), Image.Resampling.BOX)
    for covering in (ImageFilter.MaxFilter(WIDEST), ImageFilter.MinFilter(WIDEST), ImageFilter.GaussianBlur(1)):
        coarse = coarse.filter(covering)
    return np.asarray(coarse.resize(whole.size, Image.Resampling.BICUBIC), float)


def _cleaned(ink):
    """The ink without the grain of the paper and without specks, its strongest at 255."""
    strongest = np.percentile(ink[ink >= FAINTEST], 90)
    drawn = np.where(ink < LEAST * strongest, 0, ink * 255 / strongest).clip(0, 255).astype(np.uint8)
    specks = np.asarray(Image.fromarray(drawn).filter(ImageFilter.MedianFilter(5))) == 0
    return _inside(np.where(specks, 0, drawn).astype(np.uint8))


def _inside(ink):
    """The ink without what runs out of the picture, such as the edge of the sheet, unless that is all there is."""
    cells = np.pad(np.asarray(Image.fromarray(ink).reduce(CELL)) > 0, 1, constant_values=True)
    flooded = Image.fromarray(cells.astype(np.uint8)).copy()  # of its own, to be written to
    ImageDraw.floodfill(flooded, (0, 0), 2)
    outside = np.kron(np.asarray(flooded)[1:-1, 1:-1] == 2, np.ones((CELL, CELL), bool))
    kept = np.where(outside[: ink.shape[0], : ink.shape[1]], 0, ink).astype(np.uint8)
    return kept if kept.any() else ink
