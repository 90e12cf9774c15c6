"""A pad to draw on with mouse, finger or pen; after each stroke Python gets the picture."""

import base64
import binascii
import math
from dataclasses import asdict, dataclass

import numpy as np
import streamlit as st

from pages.shared.components.assets import read_assets

SIDE = 56
ENCODED_LENGTH = 4 * math.ceil(SIDE * SIDE / 3)
FAINTEST = 16  # browsers that resist fingerprinting add a little noise to what a script reads from a canvas

_HTML = """
<div class="pad">
  <div class="paper"><canvas role="img"></canvas><span class="hint"></span></div>
  <div class="buttons"><button type="button" class="undo"></button><button type="button" class="clear"></button></div>
</div>
"""
_pad = st.components.v2.component(
    "draw_pad", html=_HTML, css=read_assets("buttons.css", "draw_pad.css"), js=read_assets("draw_pad.js")
)


@dataclass(frozen=True)
class PadLabels:
    """The words on the pad, in the visitor's language."""

    pad: str = "Drawing pad"
    hint: str = "Draw here"
    undo: str = "Undo"
    clear: str = "Clear"


def draw_pad(key, labels=PadLabels(), pen=0.08, size=280):
    """Show the pad and give the picture drawn so far: (56, 56) uint8, ink 255 on paper 0; None while empty.

    The drawing belongs to the key as long as the browser stays: it is there again when the pad comes back.
    `pen` is the width of the pen in sides of the pad (0.08 suits digits, 0.036 characters of many strokes); `size` is
    the side on screen in pixels, less where the page is narrower.
    """
    data = {"key": key, "labels": asdict(labels), "pen": pen, "size": size, "side": SIDE}
    result = _pad(key=key, data=data, width="stretch", on_picture_change=lambda: None)
    return decode(result.get("picture"))


def decode(value):
    """The picture a browser sent, or None: anybody can send anything."""
    if not isinstance(value, str) or len(value) != ENCODED_LENGTH:
        return None
    try:
        ink = np.frombuffer(base64.b64decode(value, validate=True), np.uint8)
    except (binascii.Error, ValueError):
        return None
    if ink.size != SIDE * SIDE:
        return None
    picture = np.where(ink < FAINTEST, 0, ink).reshape(SIDE, SIDE)
    return picture if picture.any() else None
