"""Pictures of numbers as PNG files, in the colours of the visitor's theme: ink on paper, and signs in two colours."""

import io

import numpy as np
from PIL import Image

from pages.shared.theme import INK, NEGATIVE, PAPER, POSITIVE, is_dark


def paper(ink, scale=1):
    """Ink (rows, columns) uint8, 255 where it is full, on paper; enlarged pixel by pixel."""
    dark = is_dark()
    return _png(_mixed(PAPER[dark], np.array(INK[dark]), ink / 255), scale)


def signed(values, limit, scale=1):
    """Numbers (rows, columns) as the stage draws them: orange above zero, blue below, paper at it and where there is
    none; full colour at the limit.
    """
    shares = np.clip(np.nan_to_num(values, nan=0.0) / limit, -1, 1)
    ends = np.where(shares[..., None] < 0, NEGATIVE, POSITIVE)
    return _png(_mixed(PAPER[is_dark()], ends, np.abs(shares)), scale)


def _mixed(start, ends, shares):
    """Colours (rows, columns, 3) uint8 that far on the way from one colour to others."""
    return (start + (ends - np.array(start)) * shares[..., None]).round().astype(np.uint8)


def _png(pixels, scale):
    file = io.BytesIO()
    Image.fromarray(pixels.repeat(scale, axis=0).repeat(scale, axis=1)).save(file, "PNG")
    return file.getvalue()
