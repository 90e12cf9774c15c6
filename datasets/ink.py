"""One image file as 28 x 28 levels of ink, whatever its format, mode, size and colours."""

import io

import numpy as np
from PIL import Image, ImageOps

from datasets.dataset import DataError

SIDE = 28
FORMATS = ("BMP", "PNG", "JPEG", "GIF")
MOST_PIXELS = 4_000_000
FAINTEST = 32  # levels between ink and paper, of 255; an image that differs less is blank


def open_image(name, data, smaller=None):
    """The image in these bytes, its size checked and nothing decoded yet. Raises DataError if it is none.

    A JPEG may be decoded `smaller`, down to an eighth, though not below this (width, height): so photos may be large.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if smaller:
            image.draft("RGB", smaller)
        pixels = image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pixels = MOST_PIXELS + 1
    except Exception as error:  # Pillow promises no certain errors for hostile bytes
        raise DataError(f"{name!r:.60} is damaged, or no image of the kinds {', '.join(FORMATS)}") from error
    if pixels > MOST_PIXELS:
        raise DataError(f"{name!r:.60} is too large: an image may have {MOST_PIXELS} pixels, such as 2000 x 2000")
    return image


def ink(name, image):
    """Levels of ink, uint8 (28, 28): 255 is ink, 0 is paper, which is what most of the image shows, dark or light.

    An image of another size is fitted in, keeping its aspect ratio. Raises DataError if the image is damaged.
    """
    try:
        return _fitted(_inked(_levels(image)))
    except Exception as error:  # as above
        raise DataError(f"{name!r:.60} is damaged, or only a part of an image") from error


def _levels(image):
    """Grey levels, int16 (height, width). The transparent is white, unless that hides the ink."""
    if image.mode == "I;16":
        return (np.asarray(image) >> 8).astype(np.int16)
    if not image.has_transparency_data:
        return np.asarray(image.convert("L"), np.int16)
    white, black = (_laid_on(paper, image.convert("RGBA")) for paper in ("white", "black"))
    return white if np.ptp(white) >= FAINTEST else black


def _laid_on(paper, image):
    return np.asarray(Image.alpha_composite(Image.new("RGBA", image.size, paper), image).convert("L"), np.int16)


def _inked(levels):
    """The distance of each pixel from the paper, towards the ink, as uint8."""
    paper, darkest, lightest = int(np.median(levels)), levels.min(), levels.max()
    if lightest - darkest < FAINTEST:
        return np.zeros(levels.shape, np.uint8)
    ink_is_dark = paper - darkest > lightest - paper
    return (paper - levels if ink_is_dark else levels - paper).clip(0).astype(np.uint8)


def _fitted(ink):
    """The ink in 28 x 28 pixels, its strongest at 255 again after thin lines have been shrunk."""
    if ink.shape != (SIDE, SIDE):
        ink = np.asarray(ImageOps.pad(Image.fromarray(ink), (SIDE, SIDE), Image.Resampling.BOX, color=0))
    return (ink * (255 / max(ink.max(), 1))).round().astype(np.uint8)
