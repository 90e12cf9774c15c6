"""Characters in a made-up hand: strokes from a file, moved, bent, joined and drawn as quick handwriting does."""

import functools
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

SIDE = 28
FINE = 8  # drawn on a canvas this many times finer, so that a pen of 0.9 pixels differs from one of 1.1
COVERED = 0.42  # a pixel is ink when the pen covers this share of it
ANCHOR = 9.5  # hands start in the same place but end where their size takes them, so sizes vary around this pixel


@functools.cache
def strokes(name):
    """The characters of a stroke file and their strokes in writing order: {character: [(points, 2), ...]}.

    x to the right and y downwards, in sides of the square a character is written in, from a third of both.
    """
    text = (Path(__file__).parent / "strokes" / f"{name}.json").read_text(encoding="utf-8")
    characters = json.loads(text).items()
    return {character: [np.array(line) / 100 - 1 / 3 for line in lines] for character, lines in characters}


def write(lines, count, rng):
    """`count` different one-bit images uint8 (count, 28, 28) of these strokes, ink 255 on paper 0.

    The first images are the same however many are asked for.
    """
    images = {}
    while len(images) < count:
        images[_draw(_by_hand(lines, rng), rng.uniform(0.8, 1.05))] = None
    return np.frombuffer(b"".join(images), np.uint8).reshape(count, SIDE, SIDE)


def _by_hand(lines, rng):
    """The strokes as a hand writes them once, in pixels."""
    points = np.concatenate([_unsteady(line, rng) for line in lines])
    points = _inside(_bent(points, rng) @ _posture(rng) + ANCHOR + rng.normal(0, 1.2, 2))
    lines = np.split(points, np.cumsum([len(line) for line in lines])[:-1])
    roundness = rng.uniform(0, 0.35)
    return [_rounded(line, roundness) for line in _joined(lines, rng)]


def _unsteady(line, rng):
    """A stroke comes out longer or shorter, elsewhere, and with its points a little off."""
    middle = line.mean(axis=0)
    stretched = middle + (line - middle) * np.exp(rng.normal(0, 0.1, 2))
    return stretched + rng.normal(0, 0.012, 2) + rng.normal(0, 0.012, line.shape)


def _bent(points, rng):
    """Proportions differ between hands: small quadratic terms bend the plane."""
    x, y = points.T
    return points + np.stack([x * x, x * y, y * y], axis=1) @ rng.normal(0, 0.06, (3, 2))


def _posture(rng):
    """Size, aspect, slant of the uprights and rise of the horizontals as one matrix for row vectors, in pixels."""
    size, aspect = 24 * np.exp(rng.normal(0, 0.13)), np.exp(rng.normal(0, 0.06))
    slant, rise = rng.normal(0, (0.1, 0.06))
    return np.diag([size * aspect, size / aspect]) @ [[1, -rise], [-slant, 1]]


def _inside(points):
    """Nobody writes over the edge: shrunk and pushed into the picture."""
    last = SIDE - 1
    points = points * min(1, last / np.ptp(points, axis=0).max())
    return points - np.minimum(points.min(axis=0), 0) - np.maximum(points.max(axis=0) - last, 0)


def _joined(lines, rng):
    """In haste the pen stays down on a short way to the next stroke."""
    haste, joined = rng.uniform(0, 0.3), lines[:1]
    for line in lines[1:]:
        if np.hypot(*(line[0] - joined[-1][-1])) < SIDE / 4 and rng.random() < haste:
            joined[-1] = np.concatenate([joined[-1], line])
        else:
            joined.append(line)
    return joined


def _rounded(line, cut):
    """Corners cut off at this share of both their sides: 0 keeps them."""
    step = cut * (line[1:] - line[:-1])
    inner = np.stack([line[:-1] + step, line[1:] - step], axis=1).reshape(-1, 2)[1:-1]
    return np.concatenate([line[:1], inner, line[-1:]])


def _draw(lines, pen):
    """The bytes of a one-bit image of these lines, by a pen of this width in pixels."""
    canvas = Image.new("L", (SIDE * FINE, SIDE * FINE))
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        draw.line(((line + 0.5) * FINE).ravel().tolist(), fill=255, width=round(pen * FINE))
    covered = np.asarray(canvas.reduce(FINE)) >= 255 * COVERED
    return np.where(covered, np.uint8(255), np.uint8(0)).tobytes()
